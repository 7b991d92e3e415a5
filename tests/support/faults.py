"""Faults as a person meets them: made on a node, named, cured by what is said."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from click.testing import CliRunner

from homelab.cli import main
from support.rehearsed import Rehearsed

__all__ = ["cure", "make", "named", "take_through"]

ByHand = Mapping[str, Callable[[Rehearsed], object]]
PATIENCE = 20.0
"""Seconds that a cure takes to work: until a certificate is issued, a service has begun."""


def take_through(lab: Rehearsed, fault: str, host: str, by_hand: ByHand | None = None) -> None:
    """FAULT is made on HOST, named and nothing else, cured as is said, and named no more."""
    try:
        make(lab, fault, host)
    finally:  # what isn't cured would be named in the next test, too
        found = named(lab)
        for each in found:
            cure(lab, each, by_hand or {})
    assert {(each["host"], each["fault"]) for each in found} == {(host, fault)}, found
    end = time.monotonic() + PATIENCE
    while (left := named(lab)) and time.monotonic() < end:
        time.sleep(0.5)
    assert left == [], left


def make(lab: Rehearsed, fault: str, host: str) -> None:
    """Have FAULT on HOST."""
    done = CliRunner().invoke(
        main, ["lab", "break", "-i", str(lab.root), "--node", host, fault], catch_exceptions=False
    )
    assert done.exit_code == 0, done.output


def named(lab: Rehearsed) -> list[dict[str, Any]]:
    """All that is named now; every node answers."""
    said = CliRunner().invoke(
        main, ["diagnose", "-i", str(lab.inventory), "--json"], catch_exceptions=False
    )
    found: dict[str, Any] = json.loads(said.stdout)
    assert found["unknown"] == []
    assert found["exit_code"] == said.exit_code == bool(found["named"])
    return list(found["named"])


def cure(lab: Rehearsed, each: Mapping[str, Any], by_hand: ByHand) -> None:
    """Do what is said; BY_HAND does, by fault, what is said in words."""
    if each["cure_where"] == "by hand":
        by_hand[each["fault"]](lab)
    elif each["cure_where"] == "node":
        done = lab.nodes.exec(each["host"], ["sh", "-c", each["cure"]])
        assert done.returncode == 0, f"{each['cure']}: {done.stderr}"
    else:
        for line in each["cure"].split(" && "):
            program, flag, *words = line.split()
            assert (program, flag) == ("homelab", "--lab")
            invoked = CliRunner().invoke(
                main, [*words, "-i", str(lab.inventory)], catch_exceptions=False
            )
            assert invoked.exit_code == 0, invoked.output
