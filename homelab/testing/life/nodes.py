"""Two nodes of the rehearsal lab, one a release, that every provider is tried on in turn."""

from __future__ import annotations

import pprint
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import chdir, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from homelab import engine
from homelab.lab import Rehearsal
from homelab.model import Lab, load
from homelab.rehearsal import up
from homelab.result import Outcome

__all__ = ["BOOKWORM", "TRIXIE", "Nodes", "NotStaged", "Stage"]

TRIXIE, BOOKWORM = "trixie", "bookworm"
RELEASES = {TRIXIE: "13", BOOKWORM: "12"}
Stage = tuple[str, ...]
"""Names of the tasks that were applied, in the roadmap's order."""


class NotStaged(Exception):
    """What a provider stands on could not be applied, so nothing is known of the provider."""


@dataclass
class Nodes:
    """The nodes, and a snapshot of each at every stage that was reached."""

    root: Path
    rehearsal: Rehearsal
    images: dict[Stage, dict[str, str]] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def standing(cls, root: Path) -> Iterator[Nodes]:
        """Nodes under names made from ROOT; gone afterwards, their snapshots too."""
        nodes = cls(root, Rehearsal(root))
        try:
            yield nodes
        finally:
            nodes.rehearsal.down()
            nodes.rehearsal.prune_snapshots()

    @property
    def names(self) -> tuple[str, ...]:
        """The nodes' names, which are those of Debian's releases."""
        return tuple(RELEASES)

    def wish(self, wishes: Mapping[str, Any], on_trixie: Mapping[str, Any]) -> Lab:
        """The lab that has WISHES on both nodes, and ON_TRIXIE on that one alone.

        The nodes are brought up if they aren't.
        """
        written = {"host_os": {"provider": "debian"}, **wishes}
        user = {} if "remote_access" in wishes else {"ssh_user": "root"}
        hosts = [
            (name, {"ssh_hostname": f"192.0.2.{n}", **user}) for n, name in enumerate(RELEASES, 1)
        ]
        groups = "".join(f"{name} = [{name!r}]\n" for name in RELEASES)
        (self.root / "inventory.py").write_text(f"nodes = {hosts!r}\n{groups}")
        folder = self.root / "group_data"
        folder.mkdir(exist_ok=True)
        (folder / "all.py").write_text(_assigned(written))
        (folder / f"{TRIXIE}.py").write_text(_assigned(on_trixie))
        (folder / f"{BOOKWORM}.py").write_text(f'host_os = {{"release": "{RELEASES[BOOKWORM]}"}}\n')
        with chdir(self.root):  # pyinfra's rule: the current folder's group data counts too
            rehearsed = up(load(self.root / "inventory.py"))
            self.keep(())
            return load(rehearsed.inventory)

    def stand_at(self, stage: Stage, lab: Lab) -> None:
        """Both nodes are as they are when LAB's tasks of STAGE were applied; raises NotStaged."""
        begin = max((s for s in self.images if s == stage[: len(s)]), key=len)
        self.reset(begin)
        if begin == stage:
            return
        missing = frozenset(stage[len(begin) :])
        results = engine.apply(lab, engine.Terms(tasks=missing))
        bad = [r for r in results if r.outcome not in (Outcome.CHANGED, Outcome.UNCHANGED)]
        if bad:
            raise NotStaged("\n".join(f"{r.host}: {r.task}: {r.name}: {r.detail}" for r in bad))
        self.keep(stage)

    def reset(self, stage: Stage) -> None:
        """Both nodes are as they were at STAGE, with the host keys they had."""
        for name, image in self.images[stage].items():
            self.rehearsal.reset(name, image=image)

    def run(self, name: str, script: str) -> str:
        """What SCRIPT prints on a node, as root, past sshd and firewall."""
        return self.rehearsal.exec(name, ["sh", "-c", script]).stdout

    def run_on_all(self, script: str) -> dict[str, str]:
        """What SCRIPT prints on each node, asked at once."""
        with ThreadPoolExecutor(len(RELEASES)) as pool:
            said = pool.map(lambda name: self.run(name, script), RELEASES)
            return dict(zip(RELEASES, said, strict=True))

    def keep(self, stage: Stage) -> None:
        """Remember both nodes as they are now, as those at STAGE, unless some are remembered."""
        if stage in self.images:
            return
        tag = "-".join(stage) or "fresh"
        self.images[stage] = {name: self.rehearsal.snapshot(name, tag) for name in RELEASES}


def _assigned(values: Mapping[str, Any]) -> str:
    """VALUES as a file of group data."""
    return "".join(f"{name} = {pprint.pformat(value)}\n" for name, value in values.items())
