"""A forge: who keeps git repositories for others, and is asked for one by a REST API."""

from __future__ import annotations

import json
import ssl
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from homelab.errors import HomelabError
from homelab.pushing import Entrance, NotAnswered

__all__ = ["Api", "Forge", "ForgeError", "ForgeSilent", "Hosted"]

SECONDS = 30
MOVED = range(300, 400)
BUSY = {HTTPStatus.TOO_MANY_REQUESTS, *range(500, 600)}


class ForgeError(HomelabError):
    """The forge can't do what it was asked, or won't."""


class ForgeSilent(ForgeError, NotAnswered):
    """Nobody answers at the forge's address, or only to say that it has no time."""


@dataclass(frozen=True)
class Hosted:
    """A repository as its forge tells of it."""

    full_name: str
    """Owner and name, as the forge has them now."""
    is_private: bool


class Forge(Protocol):
    """One repository at a forge, which may not be there yet; both methods may raise ForgeError."""

    def find(self) -> Hosted | None:
        """The repository; None where there is none, or none that the token may see."""

    def create(self) -> None:
        """Make it, with nothing in it."""


@dataclass(frozen=True)
class Api:
    """JSON by HTTPS, with a token (RFC 6750) that no redirect takes elsewhere."""

    root: str
    entrance: Entrance
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> dict[str, Any] | None:
        """What is at PATH; None where there is nothing."""
        return self._ask(Request(f"{self.root}{path}"))  # noqa: S310 - settings take HTTPS alone

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """What the forge made of BODY; None where there is nobody at PATH to make it."""
        request = Request(f"{self.root}{path}", json.dumps(body).encode(), method="POST")  # noqa: S310 - as above
        request.add_header("Content-Type", "application/json")
        return self._ask(request)

    def _ask(self, request: Request) -> dict[str, Any] | None:
        told = {"Authorization": f"Bearer {self.entrance.token}", "User-Agent": "homelab"}
        for name, value in {"Accept": "application/json", **told, **self.headers}.items():
            request.add_unredirected_header(name, value)
        opener = build_opener(_Staying, HTTPSHandler(context=_trusting(self.entrance.cacert)))
        site = self.entrance.site
        try:
            with opener.open(request, timeout=SECONDS) as answer:
                found: dict[str, Any] = json.load(answer)
        except HTTPError as error:
            if error.code == HTTPStatus.NOT_FOUND:
                return None
            raise _refused(site, error) from error
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, ssl.SSLCertVerificationError):
                raise ForgeError(
                    f"{site} has a certificate that isn't trusted; name the root that it is "
                    f"signed by in `cacert`: {reason.verify_message}"
                ) from error
            raise ForgeSilent(
                f"{site} doesn't answer; is it reachable from here? {reason}"
            ) from error
        except ValueError as error:
            raise ForgeError(f"{site} doesn't answer as a forge does: {error}") from error
        return found


class _Staying(HTTPRedirectHandler):
    """Follows nobody elsewhere: a repository that has moved has another name."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Nothing is asked anew."""


def _trusting(cacert: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=cacert)
    except OSError as error:
        raise ForgeError(f"{cacert}, which `cacert` names, can't be read: {error}") from error


def _refused(site: str, error: HTTPError) -> ForgeError:
    """What it means that the forge at SITE doesn't do as asked, and what to do."""
    is_spent = error.headers.get("X-RateLimit-Remaining") == "0" or "Retry-After" in error.headers
    said = _said(error)
    if error.code in BUSY or (error.code == HTTPStatus.FORBIDDEN and is_spent):
        return ForgeSilent(f"{site} answers no more for now; try again in a while: {said}")
    if error.code == HTTPStatus.UNAUTHORIZED:
        return ForgeError(
            f"{site} doesn't know the token; make a new one there and store it as the secret that "
            f"`token` names: {said}"
        )
    if error.code == HTTPStatus.FORBIDDEN:
        return ForgeError(f"{site} doesn't let the token do this; give it the rights: {said}")
    if error.code in MOVED:
        return ForgeError(
            f"what was asked for has moved at {site}; write its new place in `url`, `owner` and "
            f"`name`"
        )
    return ForgeError(f"{site} says: {said}")


def _said(error: HTTPError) -> str:
    """The forge's own words: `message` with what it adds, or HTTP's."""
    try:
        answer = json.load(error)
        more = [str(each.get("message", each)) for each in answer.get("errors", ())]
        return "; ".join([str(answer["message"]), *more])
    except (ValueError, KeyError, AttributeError, TypeError):
        return f"{error.code} {error.reason}"
