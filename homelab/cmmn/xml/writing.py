"""A case as an XML document (CMMN 1.1, chapter 9)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from homelab.cmmn.definition import Case, PlanItem, Sentry
from homelab.cmmn.xml import names
from homelab.cmmn.xml.diagram import diagram
from homelab.cmmn.xml.names import CMMN

__all__ = ["written"]

SPACE = "urn:homelab:case"
"""The target namespace of what homelab writes."""


def written(case: Case) -> str:
    """The document, with the diagram."""
    root = ET.Element(
        f"{CMMN}definitions",
        {"id": f"{case.id}.definitions", "targetNamespace": SPACE, "exporter": "homelab"},
    )
    inner = ET.SubElement(root, f"{CMMN}case", {"id": case.id, "name": case.name})
    _stage(inner, "casePlanModel", case.plan.id, case.plan)
    for number in range(len(case.plan.exit)):
        _criterion(inner[0], case.plan.id, "exit", number)
    root.append(diagram(case))
    ET.indent(root)
    text: str = ET.tostring(root, encoding="unicode", xml_declaration=True)
    return f"{text}\n"


def _stage(parent: ET.Element, tag: str, id: str, stage: PlanItem) -> None:  # noqa: A002
    """A stage's definition: what is planned, the sentries, what may be planned, definitions."""
    element = ET.SubElement(parent, f"{CMMN}{tag}", {"id": id, "name": stage.name})
    if stage.completes_by_itself:
        element.set("autoComplete", "true")
    for item in stage.items:
        _item(element, "planItem", item)
    if tag == "casePlanModel":
        _sentries(element, stage.id, "exit", stage.exit)
    for item in (*stage.items, *stage.discretionary):
        _sentries(element, item.id, "entry", item.entry)
        _sentries(element, item.id, "exit", item.exit)
    if stage.discretionary:
        table = ET.SubElement(element, f"{CMMN}planningTable", {"id": f"{id}.planning"})
        for item in stage.discretionary:
            _item(table, "discretionaryItem", item)
    for item in (*stage.items, *stage.discretionary):
        _definition(element, item)


def _item(parent: ET.Element, tag: str, item: PlanItem) -> None:
    about = {"id": item.id, "name": item.name, "definitionRef": names.definition(item.id)}
    element = ET.SubElement(parent, f"{CMMN}{tag}", about)
    rules = {
        "repetitionRule": item.repeats,
        "requiredRule": item.is_required,
        "manualActivationRule": item.is_manual,
    }
    if any(rules.values()):
        control = ET.SubElement(element, f"{CMMN}itemControl")
        for rule in (rule for rule, holds in rules.items() if holds):
            _condition(ET.SubElement(control, f"{CMMN}{rule}"), "true")
    for kind, sentries in (("entry", item.entry), ("exit", item.exit)):
        for number in range(len(sentries)):
            _criterion(element, item.id, kind, number)


def _definition(parent: ET.Element, item: PlanItem) -> None:
    id = names.definition(item.id)  # noqa: A001 - XML's word
    if item.is_task or item.is_milestone:
        ET.SubElement(parent, f"{CMMN}{item.kind}", {"id": id, "name": item.name})
    else:
        _stage(parent, item.kind, id, item)


def _criterion(parent: ET.Element, item: str, kind: str, number: int) -> None:
    about = {
        "id": names.criterion(item, kind, number),
        "sentryRef": names.sentry(item, kind, number),
    }
    ET.SubElement(parent, f"{CMMN}{kind}Criterion", about)


def _sentries(parent: ET.Element, item: str, kind: str, sentries: Iterable[Sentry]) -> None:
    for number, each in enumerate(sentries):
        id = names.sentry(item, kind, number)  # noqa: A001 - XML's word
        element = ET.SubElement(parent, f"{CMMN}sentry", {"id": id})
        for place, part in enumerate(each.on):
            about = {"id": f"{id}.on{place}", "sourceRef": part.source}
            on = ET.SubElement(element, f"{CMMN}planItemOnPart", about)
            ET.SubElement(on, f"{CMMN}standardEvent").text = part.transition
        if each.condition is not None:
            _condition(ET.SubElement(element, f"{CMMN}ifPart"), each.condition)


def _condition(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, f"{CMMN}condition").text = text
