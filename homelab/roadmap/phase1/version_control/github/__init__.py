"""GitHub: a repository that is kept by GitHub, made by its REST API and pushed to by HTTPS."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import Offer
from homelab.roadmap.phase1.version_control.github.settings import GithubSettings
from homelab.roadmap.phase1.version_control.offers import hosted

__all__ = ["PROVIDER"]


def offers(node: Node[GithubSettings]) -> Iterator[Offer]:
    """The repository, where a token is the password of any user."""
    yield from hosted(node, "x-access-token")


PROVIDER = Provider(
    settings=GithubSettings,
    offers=offers,
    upstream="https://docs.github.com/en/rest/repos/repos",
    untried="a rehearsal asks nobody's forge; it is tried against a server that GitHub's own "
    "description of its API is held against, with a real git behind it, and never was against "
    "GitHub itself",
    exempt={
        "can_be_broken": "no command on the machine changes what GitHub has",
        "examples_can_be_planned": "a plan asks GitHub, and an example has no token",
    },
)
