"""What Authelia itself must say, and do to who guesses."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from secrets import token_hex
from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.roadmap.phase2.authentication.authelia.settings import AutheliaSettings, seconds
from homelab.verify.inside import asked_inside

if TYPE_CHECKING:
    from testinfra.host import Host

Authelia = Node[AutheliaSettings]
NOBODY = "homelab-verify"
SLACK = 30.0
"""Seconds that asking may take."""


def test_it_is_well(host: Host) -> None:
    """It says of itself that it is well."""
    assert json.loads(asked_inside(host, "authelia", "9091/api/health")) == {"status": "OK"}


def test_the_declared_release_runs(host: Host, node: Authelia) -> None:
    """The declared release runs."""
    found = host.check_output("docker exec authelia authelia --version")
    assert found.split()[-1].removeprefix("v") == node.settings.version


def test_who_guesses_is_locked_out(host: Host, node: Authelia) -> None:
    """Whoever guesses at a password is locked out after as many tries, and as long, as declared.

    The guesses are at a user that nobody has, so that none of the lab's is locked out.
    """
    user, settings = f"{NOBODY}-{token_hex(4)}", node.settings
    for _ in range(settings.max_retries):
        _guess(host, user)
    assert not _banned(host, user), "it locks out earlier than declared"
    _guess(host, user)
    (until,) = _banned(host, user) or (None,)
    assert until is not None, f"no lock after {settings.max_retries} wrong passwords"
    left = (until - datetime.now(UTC)).total_seconds()
    assert abs(seconds(settings.ban_time) - left) < SLACK, f"locked out for {left:.0f} s"


def _guess(host: Host, user: str) -> None:
    """Try a wrong password of USER, which Authelia answers by 401."""
    said = json.dumps({"username": user, "password": token_hex(8)})
    url = "http://127.0.0.1:9091/api/firstfactor"
    done = host.run("docker exec authelia wget -q -O - --post-data %s %s", said, url)
    assert done.rc != 0, done.stdout


def _banned(host: Host, user: str) -> list[datetime]:
    """Until when USER is locked out, by what Authelia has logged last."""
    log = host.run("docker logs --since 5m authelia 2>&1").stdout
    found = re.findall(rf"user '{user}' and they are banned until (\S+ [0-9:]+)", log)
    return [datetime.fromisoformat(when).replace(tzinfo=UTC) for when in found]
