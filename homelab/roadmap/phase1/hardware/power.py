"""How the power supplies are that Network UPS Tools watch."""

from __future__ import annotations

from collections.abc import Iterator

from homelab.roadmap.phase1.hardware.settings import Ups

__all__ = ["ailing_ups"]

FLAGS = {"OB": "on battery", "LB": "its battery is low", "RB": "its battery wants replacing",
         "OVER": "overloaded", "OFF": "switched off"}  # fmt: skip
"""Of `ups.status` (NUT developer guide, appendix on variables)."""


def ailing_ups(declared: Ups, upsc: str) -> Iterator[str]:
    """What `upsc` says against the supply, a sentence each."""
    said = dict(line.split(": ", 1) for line in upsc.splitlines() if ": " in line)
    model = said.get("device.model") or said.get("ups.model") or ""
    if declared.model and declared.model.casefold() not in model.casefold():
        yield f"{declared.name} is '{model}', '{declared.model}' is declared"
    flags = said.get("ups.status", "").split()
    yield from (f"{declared.name}: {FLAGS[flag]}" for flag in flags if flag in FLAGS)
    if not flags:
        yield f"{declared.name} says nothing of its state"
    charge = float(said.get("battery.charge", declared.least_charge))
    if charge < declared.least_charge:
        least = f"{declared.least_charge}% at least are declared"
        yield f"{declared.name}: its battery has {charge:g}%, {least}"
