"""What is known of copies and proofs: /var/lib/homelab/backup/state.json, and as metrics."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["State", "now", "read_state"]

FILE = Path("/var/lib/homelab/backup/state.json")
METRICS = Path("/var/lib/prometheus/node-exporter/homelab-backup.prom")
"""Where Debian's node_exporter reads figures of others (its textfile collector)."""
PROGRESS = Path("/run/homelab-backup.progress")
"""What it does now, in a line, for whoever waits."""


def now() -> str:
    """The time, as ISO 8601 in UTC to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class State:
    """The file, changed as things happen and written at once, so that a kill loses nothing."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.said = said

    def copies(self, service: str) -> dict[str, Any]:
        """Snapshot and time of the newest copy, by repository."""
        return dict(self._service(service).get("copies", {}))

    def trouble(self, service: str) -> str:
        """Why the last run failed for SERVICE; empty where it didn't."""
        return str(self._service(service).get("trouble", ""))

    def proof(self, service: str) -> dict[str, Any]:
        """What the last drill of SERVICE showed; nothing where there was none."""
        return dict(self._service(service).get("proof", {}))

    def copied(self, service: str, repository: str, snapshot: str, at: str) -> None:
        """There is a copy."""
        copies = self._service(service).setdefault("copies", {})
        copies[repository] = {"snapshot": snapshot, "at": at}
        self._write()

    def not_copied(self, service: str, why: str) -> None:
        """The last run failed for this reason; empty where it didn't."""
        self._service(service)["trouble"] = why
        self._write()

    def proved(self, service: str, proof: dict[str, Any]) -> None:
        """What a drill showed: `at`, `snapshots`, `depth`, and `trouble` where it failed."""
        self._service(service)["proof"] = proof
        self._write()

    def repository(self, name: str, trouble: str) -> None:
        """What is wrong with a repository; empty for nothing."""
        self.said.setdefault("repositories", {})[name] = {"trouble": trouble, "at": now()}
        self._write()

    def is_whole(self, repository: str) -> bool:
        """Whether it was looked at, and nothing was wrong with it."""
        known = self.said.get("repositories", {}).get(repository)
        return known is not None and not known["trouble"]

    def keep_only(self, services: set[str], repositories: set[str]) -> None:
        """What is no longer wished is no longer reported."""
        for key, names in (("services", services), ("repositories", repositories)):
            known = self.said.get(key, {})
            self.said[key] = {name: each for name, each in known.items() if name in names}
        self._write()

    def stands(self, rule: dict[str, int]) -> None:
        """Where the copies stand on 3-2-1-1-0."""
        self.said["rule"] = rule
        self._write()

    def told(self, subject: str, doing: str) -> None:
        """Progress, for whoever watches."""
        _replace(PROGRESS, f"{subject}: {doing}\n", 0o644)

    def troubles(self) -> list[str]:
        """All that is wrong, a sentence each."""
        services, repositories = self.said.get("services", {}), self.said.get("repositories", {})
        found = [(name, each.get("trouble")) for name, each in services.items()]
        found += [(name, each.get("proof", {}).get("trouble")) for name, each in services.items()]
        found += [(f"repository {n}", each.get("trouble")) for n, each in repositories.items()]
        return [f"{name}: {why}" for name, why in found if why]

    def _service(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.said.setdefault("services", {}).setdefault(name, {})
        return found

    def _write(self) -> None:
        _replace(FILE, json.dumps(self.said, indent=1, sort_keys=True) + "\n", 0o600)
        _replace(METRICS, "".join(self._metrics()), 0o644)

    def _metrics(self) -> list[str]:
        lines = []
        for name, each in sorted(self.said.get("services", {}).items()):
            for repository, copy in each.get("copies", {}).items():
                labels = f'{{service="{name}",repository="{repository}"}}'
                lines.append(f"homelab_backup_time_seconds{labels} {_seconds(copy['at'])}\n")
            proof = each.get("proof", {})
            if proof and not proof.get("trouble"):
                label = f'{{service="{name}",depth="{proof["depth"]}"}}'
                lines.append(
                    f"homelab_restore_proved_time_seconds{label} {_seconds(proof['at'])}\n"
                )
        for part, number in self.said.get("rule", {}).items():
            lines.append(f'homelab_backup_rule{{part="{part}"}} {number}\n')
        lines.append(f"homelab_backup_troubles {len(self.troubles())}\n")
        return lines


def read_state() -> State:
    """What was known last; nothing where there is no file."""
    return State(json.loads(FILE.read_text()) if FILE.exists() else {})


def _seconds(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp())


def _replace(path: Path, text: str, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_text(text)
    new.chmod(mode)
    os.replace(new, path)  # noqa: PTH105 - said as POSIX does: at once or not at all
