"""What an apply would leave without its data: a service that is now wished on another host."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from homelab.errors import HomelabError
from homelab.model.lab import Lab
from homelab.offers import BackupPath
from homelab.operations.applied import AppliedRecord
from homelab.workload.naming import workload_name

__all__ = ["DataLeftBehind", "refuse_to_leave_data"]


class DataLeftBehind(HomelabError):
    """A service was wished away to another host, which has none of its data."""


def refuse_to_leave_data(lab: Lab, records: Mapping[str, list[AppliedRecord]]) -> None:
    """Raise DataLeftBehind where a run on hosts with these RECORDS would part one from its data."""
    if found := sorted(set(_parted(lab, records))):
        raise DataLeftBehind("\n".join(found) + "\nNothing was changed.")


def _parted(lab: Lab, records: Mapping[str, list[AppliedRecord]]) -> Iterator[str]:
    for old_host, of_host in records.items():
        wished = {(choice.task, choice.provider) for choice in lab.hosts[old_host].choices}
        for old in of_host:
            what = (old.task, old.provider)
            if old.is_removed or what in wished:
                continue
            for new_host in _keepers(lab, records, what):
                new = [r for r in records[new_host] if not r.is_removed]
                is_there = any((r.task, r.provider) == what for r in new)
                if old.is_moving or not is_there:
                    name = workload_name(old.provider)
                    yield (
                        f"{name} has its data on {old_host} and is wished on {new_host}: "
                        f"`homelab move {name}` takes the data along; to begin with none, "
                        f"apply with `--limit {new_host}` first"
                    )


def _keepers(
    lab: Lab, records: Mapping[str, list[AppliedRecord]], what: tuple[str, str]
) -> list[str]:
    """The hosts of the run on which WHAT is wished and keeps data."""
    offered = [o for host in records for o in lab.offers(BackupPath, host)]
    return list(dict.fromkeys(o.host for o in offered if (o.task, o.provider) == what))
