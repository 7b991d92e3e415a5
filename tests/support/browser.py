"""A real browser on a node: Debian's headless Chromium, driven by W3C's WebDriver protocol."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from support.rehearsed import Rehearsed

__all__ = ["Browser", "browser"]

SECONDS = 30.0
DRIVER = "http://127.0.0.1:9515"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key that the protocol has for an element."""
INSTALL = """
command -v chromedriver >/dev/null || {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \\
        chromium chromium-driver libnss3-tools
}
"""
TRUST = """
db=/root/.local/share/pki/nssdb
mkdir -p $db && certutil -d sql:$db -N --empty-password
awk '/BEGIN/ {n++} {print > "/run/root-" n ".pem"}' /usr/local/share/ca-certificates/*.crt
for root in /run/root-*.pem; do
    certutil -d sql:$db -A -t C,, -n "$root" -i "$root"
done
systemd-run --quiet --unit chromedriver --setenv HOME=/root chromedriver --port=9515
until curl -sf http://127.0.0.1:9515/status >/dev/null; do sleep 0.2; done
"""
"""It keeps roots of its own, apart from the system's."""


@dataclass(frozen=True)
class Browser:
    """One window, with its cookies."""

    lab: Rehearsed
    host: str
    session: str

    def open(self, url: str) -> None:
        """Go to URL."""
        self._ask("POST", "url", {"url": url})

    def fill(self, selector: str, text: str) -> None:
        """Type into what SELECTOR (CSS) finds, as soon as it is there."""
        self._ask("POST", f"element/{self._find(selector)}/value", {"text": text})

    def click(self, selector: str) -> None:
        """Click on it."""
        self._ask("POST", f"element/{self._find(selector)}/click", {})

    def text(self, selector: str = "body") -> str:
        """What it shows."""
        return str(self._ask("GET", f"element/{self._find(selector)}/text"))

    def arrives(self, at: str) -> str:
        """The whole URL that begins with AT, once the browser is there."""
        end = time.monotonic() + SECONDS
        while not (url := str(self._ask("GET", "url"))).startswith(at):
            assert time.monotonic() < end, f"it is at {url}: {self.text()[:300]}"
            time.sleep(0.5)
        return url

    def _find(self, selector: str) -> str:
        said = {"using": "css selector", "value": selector}
        return str(self._ask("POST", "element", said)[ELEMENT])

    def _ask(self, method: str, what: str, said: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
        return call(self.lab, self.host, method, f"/session/{self.session}/{what}", said)


@contextmanager
def browser(lab: Rehearsed, host: str, door: str) -> Iterator[Browser]:
    """A browser on HOST that trusts what the node trusts, and enters the lab's names at DOOR."""
    lab.run(host, INSTALL)
    lab.run(host, f"systemctl is-active --quiet chromedriver || {{ {TRUST} }}")
    arguments = [
        "--headless=new",
        "--no-sandbox",  # it is root's, in a container
        "--disable-dev-shm-usage",
        "--disable-gpu",
        f"--host-resolver-rules=MAP *.lab.example {door}",
    ]
    wish = {"goog:chromeOptions": {"args": arguments}, "timeouts": {"implicit": 20_000}}
    begun = call(lab, host, "POST", "/session", {"capabilities": {"alwaysMatch": wish}})
    try:
        yield Browser(lab, host, begun["sessionId"])
    finally:
        call(lab, host, "DELETE", f"/session/{begun['sessionId']}")


def call(
    lab: Rehearsed, host: str, method: str, path: str, said: dict[str, Any] | None = None
) -> Any:  # noqa: ANN401
    """What the driver answers."""
    words = ["curl", "-sS", "-X", method, "-H", "Content-Type: application/json"]
    data = [] if said is None else ["--data-binary", "@-"]
    done = lab.nodes.exec(host, [*words, *data, f"{DRIVER}{path}"], stdin=json.dumps(said))
    value = json.loads(done.stdout)["value"]
    assert not (isinstance(value, dict) and "error" in value), value
    return value
