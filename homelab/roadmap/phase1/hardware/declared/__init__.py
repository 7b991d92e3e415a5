"""Declared: what the machine should have in it, held against what the system sees."""

from homelab.contract import Provider
from homelab.roadmap.phase1.hardware.declared.settings import DeclaredSettings

__all__ = ["PROVIDER"]

PROVIDER = Provider(
    settings=DeclaredSettings,
    upstream="https://man7.org/linux/man-pages/man8/lsblk.8.html",
    exempt={
        "examples_plan_an_operation": "hands build machines; homelab only looks",
        "can_be_broken": "no command takes memory or a disk out of a machine",
    },
)
