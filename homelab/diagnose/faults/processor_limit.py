"""A service waits most of the time, because it may use so little of the processors."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.diagnose import containers
from homelab.diagnose.fault import Cause, Challenge, Fault, by_hand
from homelab.model.lab import Lab

__all__ = ["FAULT"]

ASK = """
ids=$(docker ps --quiet --filter label=homelab.workload)
[ -n "$ids" ] || exit 0
limited=$(docker inspect --format '{{.HostConfig.NanoCpus}} {{.State.Pid}} {{.Name}}
{{index .Config.Labels "homelab.workload"}}' $ids | paste -d ' ' - - | grep -v '^0 ')
[ -n "$limited" ] || exit 0
waits() {
    path=$(grep -E '^0:|[:,]cpu[,:]' "/proc/$1/cgroup" | cut -d : -f 3 | head -n 1)
    cat "/sys/fs/cgroup$path/cpu.stat" "/sys/fs/cgroup/cpu$path/cpu.stat" |
        grep -E '^nr_(periods|throttled) ' | cut -d ' ' -f 2 | paste -s -d ' '
}
before=$(echo "$limited" | while read -r _ pid _; do waits "$pid"; done)
sleep 2
echo "$limited" | while read -r nano pid name owner; do
    echo "$nano $name $owner $(waits "$pid")"
done | paste -d ' ' - <(echo "$before")
"""
"""Limit, name and owner of each workload that has one; its periods, and those in which it waited,
now and two seconds ago (the kernel's CFS bandwidth control)."""
WORDS = 7
MOSTLY = 0.5
BILLION = 10**9


def ask(lab: Lab, host: str) -> str | None:
    """How often workloads are held back."""
    return ASK if containers.are_on(lab, host) else None


def find(lab: Lab, host: str, said: str) -> Iterator[Cause]:
    """One is, in most of the periods in which it had something to do."""
    del lab, host
    for words in map(str.split, said.splitlines()):
        if len(words) != WORDS:  # it ended meanwhile
            continue
        periods, waited = int(words[3]) - int(words[5]), int(words[4]) - int(words[6])
        if periods <= 0 or waited / periods < MOSTLY:
            continue
        limit = f"{int(words[0]) / BILLION:g}"
        task, _, provider = words[2].partition("/")
        evidence = (
            f"{words[1].removeprefix('/')} may use {limit} processors, and waits in "
            f"{waited / periods:.0%} of the periods in which it had something to do"
        )
        yield Cause(
            evidence,
            by_hand(f"give {task}'s {provider} more `cpus` than {limit}, and apply {task}"),
        )


FAULT = Fault(
    challenge=Challenge.RESOURCES,
    sign="a service answers slowly, though its node has nothing to do",
    cured_by="more `cpus` are wished and applied",
    ask=ask,
    find=find,
)
