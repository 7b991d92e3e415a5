"""The conformance kit: one suite for every provider, homelab's own and yours.

In a package that brings a provider (entry-point group `homelab.providers`):

    # tests/conftest.py
    pytest_plugins = ["homelab.testing.plugin"]

    # tests/test_conformance.py
    from homelab.testing import *
    PROVIDERS = ["firewall/toy"]

`pytest -m "not lab"` asks for shape and plan, in seconds; `pytest -m "not slow"` for life on
real nodes too, in minutes; `pytest --update-snapshots` stores what is planned now. A rule that
can't hold for a provider is named, with the reason, in its `PROVIDER`'s `exempt`.
"""

from homelab.testing.suite import (
    test_exemptions_name_rules,
    test_it_can_be_imported,
    test_it_converges_wherever_it_is_killed,
    test_life,
    test_plan,
    test_shape,
)

__all__ = [
    "test_exemptions_name_rules",
    "test_it_can_be_imported",
    "test_it_converges_wherever_it_is_killed",
    "test_life",
    "test_plan",
    "test_shape",
]
