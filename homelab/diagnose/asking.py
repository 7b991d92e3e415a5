"""Ask every host once for all faults, all hosts at a time, and judge what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from homelab.backup.onnode.wishes import APPLIED
from homelab.diagnose import registry
from homelab.diagnose.diagnosis import Diagnosis, Named, Unknown
from homelab.diagnose.fault import CannotTell
from homelab.diagnose.questions import NOT_THERE, TOO_SLOW, Answer, answers, script
from homelab.model.lab import Lab
from homelab.secrets.masking import mask
from homelab.transport import CommandTimeout, Unreachable, open_transport

__all__ = ["DiagnoseFeed", "diagnose"]

AT_ONCE = 16
SECONDS = 300.0
RECORD = "@applied"
"""What is asked besides the faults: a node without any task has none of their causes."""


class DiagnoseFeed:
    """What a diagnosis tells while it goes on; subclass what you care for."""

    def began(self, total: int) -> None:
        """TOTAL hosts are going to be asked."""

    def ended(self, host: str, found: list[Named | Unknown]) -> None:
        """HOST was asked, and this was FOUND."""


def diagnose(
    lab: Lab,
    *,
    hosts: Iterable[str] | None = None,
    faults: Iterable[str] = (),
    feed: DiagnoseFeed | None = None,
) -> Diagnosis:
    """Which FAULTS, or any, are there on HOSTS of LAB, or on all; raises NoSuchName."""
    chosen, names = registry.choose(faults), list(lab.hosts if hosts is None else hosts)
    names = [name for name in lab.hosts if name in names]
    told = feed or DiagnoseFeed()
    told.began(len(names))

    def one(host: str) -> list[Named | Unknown]:
        found = list(_host(lab, host, chosen))
        told.ended(host, found)
        return found

    with ThreadPoolExecutor(max(1, min(AT_ONCE, len(names)))) as pool:
        found = [each for of_host in pool.map(one, names) for each in of_host]
    return Diagnosis(
        tuple(each for each in found if isinstance(each, Named)),
        tuple(each for each in found if isinstance(each, Unknown)),
    )


def _host(lab: Lab, host: str, names: list[str]) -> Iterator[Named | Unknown]:
    asked = {name: registry.fault(name).ask(lab, host) for name in names}
    questions = {name: line for name, line in asked.items() if line is not None}
    if not questions:
        return
    try:
        said = _said(lab, host, {RECORD: f"ls {APPLIED}", **questions})
    except (Unreachable, CommandTimeout) as refusal:
        yield Unknown(host, "", str(refusal))
        return
    if lab.hosts[host].choices and RECORD in said and not said[RECORD].output.strip():
        yield Unknown(host, "", "nothing was applied there yet: `homelab apply` comes first")
        return
    for name in questions:
        yield from _judged(lab, host, name, said.get(name))


def _said(lab: Lab, host: str, questions: dict[str, str]) -> dict[str, Answer]:
    transport = open_transport(lab.hosts[host], lab)
    try:
        done = transport.run("sh", stdin=script(questions).encode(), timeout=SECONDS)
    finally:
        transport.close()
    return answers(done.stdout.decode(errors="replace"))


def _judged(lab: Lab, host: str, name: str, said: Answer | None) -> Iterator[Named | Unknown]:
    if said is None:
        yield Unknown(host, name, "the node didn't come to that question")
        return
    if said.exit_status == NOT_THERE:
        yield Unknown(host, name, "a program that is asked isn't there: is it all applied?")
        return
    if said.exit_status == TOO_SLOW:
        yield Unknown(host, name, "the node takes too long to answer")
        return
    fault = registry.fault(name)
    try:
        for cause in fault.find(lab, host, said.output):
            evidence = mask(cause.evidence, lab.revealed)
            yield Named(host, name, fault.challenge.words, fault.sign, evidence, cause.cure)
    except CannotTell as why:
        yield Unknown(host, name, str(why))
