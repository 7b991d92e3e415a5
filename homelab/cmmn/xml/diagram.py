"""Where everything stands, as CMMN's diagram interchange has it (chapter 7)."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from homelab.cmmn.definition import Case
from homelab.cmmn.layout import Box, laid_out
from homelab.cmmn.xml import names
from homelab.cmmn.xml.names import CMMNDI, DC, DI

__all__ = ["diagram"]


def diagram(case: Case) -> ET.Element:
    """A shape for each item and criterion, and an edge for each on-part."""
    layout = laid_out(case)
    root = ET.Element(f"{CMMNDI}CMMNDI")
    within = ET.SubElement(root, f"{CMMNDI}CMMNDiagram", {"id": f"{case.id}.diagram"})
    whole = layout.items[case.plan.id]
    size = {"width": _number(whole.width), "height": _number(whole.height)}
    ET.SubElement(within, f"{CMMNDI}Size", size)
    for item in case.plan.walk():
        _shape(within, item.id, layout.items[item.id])
        for kind, sentries in (("entry", item.entry), ("exit", item.exit)):
            for number, sentry in enumerate(sentries):
                box = layout.criteria[item.id, kind, number]
                criterion = names.criterion(item.id, kind, number)
                _shape(within, criterion, box)
                for place, part in enumerate(sentry.on):
                    on = f"{names.sentry(item.id, kind, number)}.on{place}"
                    source = layout.items[part.source]
                    _edge(within, on, criterion, (source, box))
    return root


def _shape(parent: ET.Element, id: str, box: Box) -> None:  # noqa: A002 - XML's word
    shape = ET.SubElement(parent, f"{CMMNDI}CMMNShape", {"id": f"{id}.shape", "cmmnElementRef": id})
    bounds = {
        key: _number(value)
        for key, value in (
            ("x", box.x),
            ("y", box.y),
            ("width", box.width),
            ("height", box.height),
        )
    }
    ET.SubElement(shape, f"{DC}Bounds", bounds)
    ET.SubElement(shape, f"{CMMNDI}CMMNLabel")


def _edge(parent: ET.Element, on: str, criterion: str, boxes: tuple[Box, Box]) -> None:
    edge = ET.SubElement(
        parent,
        f"{CMMNDI}CMMNEdge",
        {
            "id": f"{on}.edge",
            "cmmnElementRef": on,
            "targetCMMNElementRef": criterion,
            "isStandardEventVisible": "false",
        },
    )
    start, end = boxes
    for x, y in ((start.x + start.width, start.middle[1]), end.middle):
        ET.SubElement(edge, f"{DI}waypoint", {"x": _number(x), "y": _number(y)})
    ET.SubElement(edge, f"{CMMNDI}CMMNLabel")


def _number(value: float) -> str:
    return f"{value:g}"
