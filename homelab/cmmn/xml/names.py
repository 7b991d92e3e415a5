"""Namespaces of CMMN 1.1, and the ids of what belongs to a plan item."""

from __future__ import annotations

from xml.etree import ElementTree as ET

__all__ = ["CMMN", "CMMNDI", "DC", "DI", "criterion", "definition", "sentry"]

BASE = "http://www.omg.org/spec/CMMN/20151109/"
CMMN, CMMNDI, DC, DI = (f"{{{BASE}{name}}}" for name in ("MODEL", "CMMNDI", "DC", "DI"))
for prefix, name in (("cmmn", CMMN), ("cmmndi", CMMNDI), ("dc", DC), ("di", DI)):
    ET.register_namespace(prefix, name.strip("{}"))


def definition(item: str) -> str:
    """The id of an item's definition."""
    return f"{item}.definition"


def criterion(item: str, kind: str, number: int) -> str:
    """The id of an item's criterion; KIND is `entry` or `exit`."""
    return f"{item}.{kind}{number}"


def sentry(item: str, kind: str, number: int) -> str:
    """The id of a criterion's sentry."""
    return f"{item}.{kind}{number}.sentry"
