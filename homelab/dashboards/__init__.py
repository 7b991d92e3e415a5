"""Makes the dashboards that providers offer, of Grafana's own types.

A provider's `dashboard.py` says what is shown; `python -m homelab.dashboards` writes it beside, as
`dashboard.json`, which is all that a lab needs: the types are a tool for working on homelab.
"""
