"""GitLab's REST API, as far as one project needs it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from homelab.pushing import Entrance
from homelab.roadmap.phase1.version_control.forge import Api, Forge, ForgeError, Hosted
from homelab.roadmap.phase1.version_control.settings import Place

__all__ = ["forge_of"]


@dataclass(frozen=True)
class Gitlab:
    """A project at GitLab, whose owner is a user or a group, which may be in another one."""

    api: Api
    place: Place

    def find(self) -> Hosted | None:
        """GET /projects/:id."""
        found = self.api.get(f"/projects/{quote(f'{self.place.called}', safe='')}")
        if not found:
            return None
        return Hosted(found["path_with_namespace"], found["visibility"] == "private")

    def create(self) -> None:
        """POST /projects, in the namespace that GET /namespaces/:id knows by its path."""
        namespace = self.api.get(f"/namespaces/{quote(self.place.owner, safe='')}")
        wished = {
            "name": self.place.name,
            "path": self.place.name,
            "namespace_id": namespace["id"] if namespace else None,
            "visibility": "private" if self.place.private else "public",
        }
        if not namespace or self.api.post("/projects", wished) is None:
            raise ForgeError(
                f"{self.api.entrance.site} shows the token no {self.place.owner} to make it for; "
                "name a user or a group in `owner` whom it may"
            )


def forge_of(place: Place, entrance: Entrance) -> Forge:
    """The project at PLACE."""
    api = Api(f"{entrance.site}/api/v4", entrance)
    return Gitlab(api, place)
