"""A secured node that a test puts at risk, and how to tell whether it is as it was."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from difflib import ndiff
from pathlib import Path

from homelab.engine import Feed, Terms
from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.transport import Way, open_way
from support.own_lab import OwnLab

__all__ = ["SECONDS", "At", "Victim"]

SECONDS = 10
"""After so long without contact the node puts a change back."""
CONTROLLER = Path(__file__).with_name("controller.py")
STATE = r"""
find /etc/ssh /etc/ufw /etc/default/ufw /etc/systemd/network /etc/systemd/networkd.conf.d \
  /etc/sudoers.d /etc/resolv.conf /home/ada/.ssh /var/lib/homelab/applied -type f \
  -exec stat -c '%n %a %U' {} + -exec sha256sum {} + | sort
for tool in iptables ip6tables; do $tool-save -t filter | sed '/^#/d; s/\[.*\]//'; done
ip -o -4 address show dev eth0 | sed 's/^[0-9]*//; s/ valid_lft.*//'; ip route
for unit in ssh.service ssh.socket ufw.service systemd-networkd.service; do
  echo $unit $(systemctl is-enabled $unit); done
systemctl is-active ssh.service systemd-networkd.service
sshd -t && echo sshd would start
id ada
"""


@dataclass
class At(Feed):
    """Does something when an operation begins, once."""

    operation: str
    do: Callable[[], object]
    is_done: bool = False

    def operation_began(self, host: str, task: str, name: str) -> None:
        """Do it at the operation of that name."""
        del host, task
        if name == self.operation and not self.is_done:
            self.is_done = True
            self.do()


@dataclass
class Victim:
    """The node `host`, with another one `beside` it in the same network."""

    lab: OwnLab
    host: str
    beside: str
    without: str | None = None
    """The part that homelab does without, to show what relies on it."""
    before: str = ""
    cuts: int = field(default=0, init=False)
    """How often the test cut homelab's connection."""
    tried: str = field(default="", init=False)

    def secure(self) -> None:
        """Let homelab in as the admin, and have it care for the network and the firewall."""
        results = self.lab.apply(self.host, self.wishes())
        assert exit_code(results) is ExitCode.OK, [r for r in results if r.detail]
        self.before = self.state()

    def mend(self) -> None:
        """Have it as it was before the test; a new node in its place where that can't be."""
        without, self.without = self.without, None
        if without != "guard" and self.state() != self.before:
            self.apply(self.wishes())
        if self.state() != self.before:
            self.lab.nodes.reset(self.host)
            for name in ("known_hosts", ".homelab/ways.json"):
                (self.lab.root / name).unlink(missing_ok=True)
            self.secure()

    @property
    def address(self) -> str:
        """Where the node is."""
        return str(self.lab.node(self.host).ipv4)

    @property
    def gateway(self) -> str:
        """The lab's router, which is the machine that the tests run on."""
        return str(self.lab.node(self.host).ipv4 - 10)

    def wishes(
        self, more: str = "", port: int = 2222, address: str = "", gateway: str | None = ""
    ) -> str:
        """What the node is to be, and what a test changes of it."""
        network = {
            "provider": "systemd_networkd",
            "interface": "eth0",
            "address": address or f"{self.address}/24",
            "gateway": self.gateway if gateway == "" else gateway,
            "outside_name": None,
        }
        firewall = 'firewall = {"provider": "ufw"}\n'
        return f"{self.lab.access(port)}{firewall}network = {network!r}\n{more}"

    def apply(self, wishes: str, feed: Feed | None = None) -> list[Result]:
        """Try to change the node."""
        self.tried = wishes
        return self.lab.apply(
            self.host, wishes, feed,
            guard_seconds=SECONDS, operation_timeout=20.0, no_guard=self.no_guard,
        )  # fmt: skip

    @property
    def no_guard(self) -> str | None:
        """Why there is none, if there is none."""
        return "the kill matrix asks what would happen" if self.without == "guard" else None

    def controller(self, wishes: str, moment: str = "never") -> subprocess.Popen[bytes]:
        """The same, by a process of its own that is killed at a moment."""
        self.tried = wishes
        self.lab.wish(self.host, wishes)
        command = [sys.executable, str(CONTROLLER), self.host, moment, self.without or ""]
        return subprocess.Popen(command, cwd=self.lab.root, stdout=subprocess.DEVNULL)

    def run(self, script: str) -> str:
        """What a script prints on the node, past its sshd."""
        return self.lab.run(self.host, script)

    def reboot(self) -> None:
        """Have it go down through systemd, and wait until it has booted."""
        boot = "cat /proc/1/stat | cut -d' ' -f22; systemctl is-system-running --wait"
        before = self.run("cut -d' ' -f22 /proc/1/stat")
        self.lab.nodes.exec(self.host, ["systemctl", "reboot"])
        for _ in range(120):
            said = self.lab.nodes.exec(self.host, ["sh", "-c", boot]).stdout.split()
            if len(said) == 2 and said[0] != before.strip():
                return
            time.sleep(0.5)
        raise AssertionError(f"{self.host} didn't boot again")

    def state(self) -> str:
        """All that the guard must be able to put back."""
        return self.lab.nodes.exec(self.host, ["sh", "-c", STATE]).stdout

    def get_in(self) -> None:
        """Log in as before the change; raises Unreachable."""
        loaded = self.lab.load()
        key = str(self.lab.root / "keys" / "id_ed25519")
        with closing(open_way(Way(self.address, 2222, "ada", key), loaded.hosts[self.host])):
            pass

    def assert_put_back(self, results: list[Result]) -> None:
        """The change was told as a failure, the node is as it was, and the plan names it still."""
        assert exit_code(results) is ExitCode.FAILED
        assert [r for r in results if r.outcome is Outcome.CHANGED] == []
        self.assert_as_before()
        assert any("put back as it was before" in r.detail for r in results), results

    def assert_as_before(self) -> None:
        """The node is as it was, homelab gets in, and the next plan shows what was tried."""
        odd = [
            line
            for line in ndiff(self.before.splitlines(), self.state().splitlines())
            if line[0] in "-+"
        ]
        assert odd == [], odd
        self.get_in()
        self.lab.wish(self.host, self.tried)
        planned = self.lab.load().plan(Terms(hosts=frozenset({self.host})))
        assert exit_code(planned) is ExitCode.PENDING, planned
