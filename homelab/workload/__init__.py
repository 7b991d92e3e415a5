"""Workloads: containers to run, said once in the words of the Compose Specification.

`model` is what a provider or a user states; `compose` and `kubernetes` render it, and nobody
else knows their formats. Nothing here runs anything or knows a provider.
"""
