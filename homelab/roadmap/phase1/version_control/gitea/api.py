"""Gitea's REST API, as far as one repository needs it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from homelab.pushing import Entrance
from homelab.roadmap.phase1.version_control.forge import Api, Forge, ForgeError, Hosted
from homelab.roadmap.phase1.version_control.settings import Place

__all__ = ["api_of", "forge_of"]


@dataclass(frozen=True)
class Gitea:
    """A repository of the admin's at a Gitea that may not run yet."""

    api: Api
    place: Place

    def find(self) -> Hosted | None:
        """GET /repos/{owner}/{repo}; none before Gitea has a certificate."""
        cacert = self.api.entrance.cacert
        if cacert is None or not cacert.is_file():
            return None
        found = self.api.get(f"/repos/{self.place.called}")
        return Hosted(found["full_name"], found["private"]) if found else None

    def create(self) -> None:
        """POST /user/repos."""
        wished = {"name": self.place.name, "private": self.place.private}
        if self.api.post("/user/repos", wished) is None:
            raise ForgeError(f"{self.place.site} makes no repositories; does it run?")


def api_of(entrance: Entrance) -> Api:
    """Entered by a password (RFC 7617), as Gitea's tokens are made by those who have one."""
    who = b64encode(f"{entrance.user}:{entrance.token}".encode()).decode()
    return Api(f"{entrance.site}/api/v1", entrance, {"Authorization": f"Basic {who}"})


def forge_of(place: Place, entrance: Entrance) -> Forge:
    """The repository at PLACE."""
    return Gitea(api_of(entrance), place)
