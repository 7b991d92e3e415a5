"""GitHub's REST API, as far as one repository needs it."""

from __future__ import annotations

from dataclasses import dataclass

from homelab.pushing import Entrance
from homelab.roadmap.phase1.version_control.forge import Api, Forge, ForgeError, Hosted
from homelab.roadmap.phase1.version_control.settings import Place

__all__ = ["forge_of"]

ROOTS = {"https://github.com": "https://api.github.com"}
"""Where the API is; a GitHub Enterprise Server has it at /api/v3."""
HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


@dataclass(frozen=True)
class Github:
    """A repository at GitHub."""

    api: Api
    place: Place

    def find(self) -> Hosted | None:
        """GET /repos/{owner}/{repo}."""
        found = self.api.get(f"/repos/{self.place.called}")
        return Hosted(found["full_name"], found["private"]) if found else None

    def create(self) -> None:
        """POST /user/repos, or /orgs/{org}/repos where the owner isn't the token's user."""
        user = self.api.get("/user") or {}
        is_own = str(user.get("login")).lower() == self.place.owner.lower()
        path = "/user/repos" if is_own else f"/orgs/{self.place.owner}/repos"
        if self.api.post(path, {"name": self.place.name, "private": self.place.private}) is None:
            raise ForgeError(
                f"{self.api.entrance.site} lets the token of {user.get('login')} make nothing for "
                f"{self.place.owner}; is it that user's, or may it do so in that organization?"
            )


def forge_of(place: Place, entrance: Entrance) -> Forge:
    """The repository at PLACE."""
    root = ROOTS.get(entrance.site, f"{entrance.site}/api/v3")
    api = Api(root, entrance, HEADERS)
    return Github(api, place)
