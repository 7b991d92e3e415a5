"""GitLab: a repository that is kept by GitLab, made by its REST API and pushed to by HTTPS."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import Offer
from homelab.roadmap.phase1.version_control.gitlab.settings import GitlabSettings
from homelab.roadmap.phase1.version_control.offers import hosted

__all__ = ["PROVIDER"]


def offers(node: Node[GitlabSettings]) -> Iterator[Offer]:
    """The repository, where a token is the password of any user."""
    yield from hosted(node, "oauth2")


PROVIDER = Provider(
    settings=GitlabSettings,
    offers=offers,
    upstream="https://docs.gitlab.com/api/projects/",
    untried="a rehearsal asks nobody's forge; it is tried against a server of ours after GitLab's "
    "documentation, with a real git behind it, and never was against GitLab itself",
    exempt={
        "can_be_broken": "no command on the machine changes what GitLab has",
        "examples_can_be_planned": "a plan asks GitLab, and an example has no token",
    },
)
