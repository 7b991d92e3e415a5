"""Tasks go in the roadmap's order, but an authority of the lab's own is there before who asks it.

On hosts that aren't there.
"""

from __future__ import annotations

from homelab import engine
from homelab.engine.order import in_order
from homelab.model import Lab
from homelab.result import Outcome
from homelab.roadmap import registry
from homelab.testing.package import open_package
from homelab.testing.plan.fakelab import fake_lab


def authority_on(*hosts: str) -> Lab:
    """A lab in which the first of HOSTS runs the authority."""
    package = open_package("tls", "step_ca")
    settings = package.settings["minimal"].model_copy(update={"host": hosts[0]})
    return fake_lab(package, dict.fromkeys(hosts, settings))


def test_an_authority_of_the_labs_own_comes_before_the_front_door() -> None:
    order = in_order(authority_on("gateway"))
    assert order.index("tls") == order.index("reverse_proxy") - 1
    assert sorted(order) == sorted(registry.tasks())


def test_one_outside_leaves_the_roadmaps_order() -> None:
    package = open_package("tls", "acme")
    assert in_order(fake_lab(package, package.settings)) == tuple(registry.tasks())


def test_every_host_trusts_it_and_one_runs_it() -> None:
    results = engine.plan(authority_on("gateway", "alpha"), engine.Terms(tasks=frozenset({"tls"})))
    pending = [r for r in results if r.outcome is Outcome.PENDING]
    trusting = {r.host for r in pending if r.name == "the lab's root is trusted"}
    assert trusting == {"gateway", "alpha"}
    assert {r.host for r in pending if r.name == "step-ca runs as declared"} == {"gateway"}
