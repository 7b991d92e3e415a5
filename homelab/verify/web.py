"""What a web server answers, asked by curl from wherever a shell is."""

from __future__ import annotations

import shlex
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from homelab.addresses import at_port
from homelab.verify.errors import CannotTell
from homelab.verify.vantage import Vantage

__all__ = ["Answer", "get", "is_asked", "is_service", "through"]

SECONDS = 10
PATIENCE = 30.0
"""Seconds for a server to come to what is expected of it: a certificate, a new route."""
NOT_THERE = 127
SERVER_ERROR = 500
ASKED = {302, 303, 401}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    url: str
    status: int
    """The HTTP status; 0 where there was no answer."""
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    """The last value of each, by its name in lower case."""
    error: str = ""
    """curl's own words where there was no answer."""

    def __str__(self) -> str:
        return f"{self.url}: {self.status or self.error} {self.body.strip()[:100]}".strip()


def is_service(answer: Answer) -> bool:
    """Whether a service answered, and not a front door in its place."""
    return 0 < answer.status < SERVER_ERROR


def is_asked(answer: Answer, page: str | None) -> bool:
    """Whether the visitor is asked to log in on PAGE, in the place of what was visited."""
    return (
        page is not None
        and answer.status in ASKED
        and answer.headers.get("location", "").startswith(page)
    )


def get(
    place: Vantage,
    url: str,
    *options: str,
    at: str | None = None,
    until: Callable[[Answer], bool] | None = None,
) -> Answer:
    """What URL answers at PLACE; AT is the address to call in place of what DNS says.

    OPTIONS are curl's own. With UNTIL it is asked again, for half a minute at most, until that
    holds of the answer. Raises CannotTell where PLACE has no curl.
    """
    end = time.monotonic() + PATIENCE
    answer = _get(place, url, options, at)
    while until is not None and not until(answer) and time.monotonic() < end:
        time.sleep(1)
        answer = _get(place, url, options, at)
    place.note(f"from {place.name}: {answer}")
    return answer


def through(place: Vantage, url: str, door: str) -> Answer:
    """What the service behind URL answers at PLACE, which calls it by the front door at DOOR.

    What a name of nobody is answered there comes from the front door, and is no answer of its.
    """
    nobody = _get(place, f"http://nobody.invalid{urlsplit(url).path}", (), door)

    def is_own(answer: Answer) -> bool:
        return is_service(answer) and (answer.status, answer.body) != (nobody.status, nobody.body)

    answer = get(place, url, at=door, until=is_own)
    if is_own(answer) or not is_service(answer):
        return answer
    why = "it is answered like a name of nobody; if the service has nothing there, see route.path"
    return replace(answer, status=0, body="", error=why)


def _get(place: Vantage, url: str, options: tuple[str, ...], at: str | None) -> Answer:
    words = ["curl", "--silent", "--show-error", "--include", "--max-time", str(SECONDS)]
    words += [*place.curl_options, *options]
    if at is not None:
        target = urlsplit(url)
        port = target.port or {"http": 80, "https": 443}[target.scheme]
        words += ["--resolve", f"{target.hostname}:{port}:{at}"]
    done = place.run(shlex.join([*words, url]).replace("%", "%%"))
    if done.rc == NOT_THERE:
        raise CannotTell(f"{place.name}: install curl, so that it can ask {url}")
    if done.rc != 0:
        return Answer(url, 0, error=done.stderr.strip())
    head, _, body = done.stdout.replace("\r\n", "\n").partition("\n\n")
    while head.startswith("HTTP/") and body.startswith("HTTP/"):  # after 100 Continue
        head, _, body = body.partition("\n\n")
    first, *lines = head.split("\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    return Answer(url, int(first.split()[1]), body, headers)


def certificate(place: Vantage, name: str, address: str, port: int = 443) -> Mapping[str, str]:
    """What the certificate says that ADDRESS shows for NAME at PLACE: fields as openssl has them.

    Raises CannotTell where it shows none.
    """
    shown = "openssl x509 -noout -startdate -enddate -issuer -subject -ext subjectAltName"
    target = at_port(address, port)
    line = f"openssl s_client -connect %s -servername %s </dev/null 2>/dev/null | {shown}"
    done = place.run(line, target, name)
    if done.rc != 0:
        raise CannotTell(f"{name} at {target} shows no certificate: {done.stderr.strip()[:200]}")
    pairs = (line.partition("=") for line in done.stdout.splitlines() if "=" in line)
    return {key.strip(): value.strip() for key, _, value in pairs}
