"""A diagnosis as text and as JSON: each fault with its sign, its evidence and its cure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from homelab.diagnose import Diagnosis, Named

__all__ = ["print_diagnosis", "to_json"]


def print_diagnosis(console: Console, diagnosis: Diagnosis, hosts: int) -> None:
    """What is named, then what couldn't be asked, then how much it is."""
    for each in diagnosis.named:
        _print_named(console, each)
    for unknown in diagnosis.unknown:
        head = f"unknown: {unknown.host}: {unknown.fault or 'every fault'}: "
        console.print(Text.assemble((head, "magenta"), unknown.why), soft_wrap=True)
    number = len(diagnosis.named)
    said = f"{number} {'fault' if number == 1 else 'faults'}" if number else "Nothing is named"
    more = f", {len(diagnosis.unknown)} unknown" if diagnosis.unknown else ""
    console.print(f"{said}{more} on {hosts} {'host' if hosts == 1 else 'hosts'}.", highlight=False)


def _print_named(console: Console, named: Named) -> None:
    places = {"here": "", "node": f"on {named.host}, as root: ", "by hand": ""}
    console.print(Text(f"{named.host}: {named.fault}", "bold red"), soft_wrap=True)
    for head, said in (
        ("challenge", named.challenge),
        ("sign", named.sign),
        ("evidence", named.evidence),
        ("cure", places[named.cure.where] + named.cure.words),
    ):
        console.print(Text.assemble((f"    {head:10}", "dim"), said), soft_wrap=True)


def to_json(diagnosis: Diagnosis) -> str:
    """One JSON document, for programs; `cure_where` is `here`, `node` or `by hand`."""
    named = [
        {**vars(each), "cure": each.cure.words, "cure_where": each.cure.where.value}
        for each in diagnosis.named
    ]
    unknown = [vars(each) for each in diagnosis.unknown]
    said = {"exit_code": int(diagnosis.code), "named": named, "unknown": unknown}
    return json.dumps(said, indent=2)
