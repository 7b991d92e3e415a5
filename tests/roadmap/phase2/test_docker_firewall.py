"""What Docker's own chain lets pass, in the order that the kernel asks."""

from __future__ import annotations

from pathlib import Path

from homelab.contract import Node
from homelab.model import Lab
from homelab.offers import Forward, Offer, Offered, OpenPort
from homelab.roadmap.phase2.container_platform.docker.firewall import rules
from homelab.roadmap.phase2.container_platform.docker.settings import DockerSettings

ANSWERED = "-m conntrack --ctstate RELATED,ESTABLISHED -j"
PASSING = "-A DOCKER-USER -s 10.99.0.0/16 -d 10.0.0.0/24 -i wg0 -j ACCEPT"


def chain(*offers: Offer) -> list[str]:
    offered = tuple(Offered(offer, "gateway", "some", "one") for offer in offers)
    lab = Lab(Path("/lab"), Path("/lab/inventory.py"), {}, offered)
    settings = DockerSettings()
    return rules(
        Node("gateway", "10.0.0.1", "container_platform", "docker", settings, lab, Path("/"))
    )


def test_without_an_offer_nothing_is_passed_on() -> None:
    assert not [rule for rule in chain(OpenPort(80)) if "ACCEPT" in rule]


def test_what_is_passed_on_and_its_answers_are_accepted() -> None:
    found = chain(Forward("wg0", "10.99.0.0/16", ("10.0.0.0/24",)))
    assert PASSING in found
    assert found[:2] == [f"-A DOCKER-USER -{way} wg0 {ANSWERED} ACCEPT" for way in "io"]


def test_containers_are_guarded_before_anything_is_passed_on() -> None:
    found = chain(Forward("wg0", "10.99.0.0/16", ("10.0.0.0/24",)))
    assert max(n for n, rule in enumerate(found) if "DROP" in rule) < found.index(PASSING)


def test_everything_is_passed_on_where_that_is_offered() -> None:
    found = chain(Forward("wg0", "10.99.0.0/16", ("0.0.0.0/0",)))
    assert "-A DOCKER-USER -s 10.99.0.0/16 -i wg0 -j ACCEPT" in found
