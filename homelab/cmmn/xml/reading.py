"""A case from an XML document, as `written` and other tools write it (CMMN 1.1, chapter 9)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from homelab.cmmn.definition import Case, Kind, OnPart, PlanItem, Sentry
from homelab.cmmn.lifecycle import Transition
from homelab.cmmn.xml.names import CMMN
from homelab.errors import HomelabError
from homelab.result import ExitCode

__all__ = ["Unreadable", "read"]


class Unreadable(HomelabError):
    """A document is no case, or one with parts that homelab doesn't know."""

    exit_code = ExitCode.USAGE


def read(text: str) -> Case:
    """The case in TEXT; its diagram is left out. Raises Unreadable with the element's id."""
    try:
        root = fromstring(text)
    except ParseError as error:
        raise Unreadable(f"this is no XML: {error}; is the file whole?") from None
    except DefusedXmlException as error:
        raise Unreadable(f"this declares XML entities, which no case needs: {error}") from None
    cases = root.findall(f"{CMMN}case")
    if len(cases) != 1:
        raise Unreadable(f"a document with one case is read, and this has {len(cases)}")
    plan = cases[0].find(f"{CMMN}casePlanModel")
    if plan is None:
        _refuse(cases[0], "has no casePlanModel")
    try:
        return Case(_id(cases[0]), cases[0].get("name", ""), _Reader(root).plan(plan))
    except ValueError as error:
        raise Unreadable(f"{error}; correct the document, or what exports it") from None


class _Reader:
    """One document, whose elements refer to each other by id."""

    def __init__(self, root: Element) -> None:
        self.by_id = {element.get("id"): element for element in root.iter()}

    def plan(self, element: Element) -> PlanItem:
        return self._planned(element, Kind.STAGE, element)

    def _item(self, element: Element) -> PlanItem:
        definition = self._referred(element, "definitionRef")
        tag = definition.tag.removeprefix(CMMN)
        if tag not in {*Kind}:
            _refuse(element, f"is a {tag}, which isn't supported; {', '.join(Kind)} are")
        return self._planned(element, Kind(tag), definition)

    def _planned(self, place: Element, kind: Kind, definition: Element) -> PlanItem:
        """What stands in one PLACE, as its DEFINITION has it; the plan model is both itself."""
        table = definition.find(f"{CMMN}planningTable")
        offered = () if table is None else table.findall(f"{CMMN}discretionaryItem")
        return PlanItem(
            _id(place),
            place.get("name") or definition.get("name") or "",
            kind,
            entry=tuple(self._sentries(place, "entry")),
            exit=tuple(self._sentries(place, "exit")),
            is_required=self._rule(place, "requiredRule"),
            is_manual=self._rule(place, "manualActivationRule"),
            repeats=self._rule(place, "repetitionRule"),
            completes_by_itself=definition.get("autoComplete") == "true",
            items=tuple(map(self._item, definition.findall(f"{CMMN}planItem"))),
            discretionary=tuple(map(self._item, offered)),
        )

    def _sentries(self, element: Element, kind: str) -> Iterator[Sentry]:
        for criterion in element.findall(f"{CMMN}{kind}Criterion"):
            sentry = self._referred(criterion, "sentryRef")
            for part in sentry:
                if part.tag not in {f"{CMMN}planItemOnPart", f"{CMMN}ifPart"}:
                    _refuse(sentry, f"has a {part.tag.removeprefix(CMMN)}, which isn't supported")
            condition = sentry.find(f"{CMMN}ifPart/{CMMN}condition")
            yield Sentry(
                tuple(map(self._on_part, sentry.findall(f"{CMMN}planItemOnPart"))),
                None if condition is None else _text(condition),
            )

    def _on_part(self, element: Element) -> OnPart:
        source = _id(self._referred(element, "sourceRef"))
        event = element.findtext(f"{CMMN}standardEvent", "").strip()
        if event not in {*Transition}:
            _refuse(element, f"waits for {event or 'no event'}; {', '.join(Transition)} are known")
        return OnPart(source, Transition(event))

    def _rule(self, element: Element, rule: str) -> bool:
        """Whether a rule holds; its condition must be `true`, `false` or left out."""
        stated = element.find(f"{CMMN}itemControl/{CMMN}{rule}")
        if stated is None:
            return False
        condition = stated.find(f"{CMMN}condition")
        text = "true" if condition is None else _text(condition)
        if text not in {"true", "false"}:
            _refuse(element, f"has a {rule} with a condition; only true and false are read")
        return text == "true"

    def _referred(self, element: Element, by: str) -> Element:
        found = self.by_id.get(element.get(by))
        if found is None:
            _refuse(element, f"has the {by} {element.get(by)!r}, which nothing has as its id")
        return found


def _id(element: Element) -> str:
    found = element.get("id")
    if not found:
        _refuse(element, "has no id")
    return found


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _refuse(element: Element, problem: str) -> NoReturn:
    name = f"{element.tag.rpartition('}')[2]} {element.get('id', '')}".strip()
    raise Unreadable(f"{name} {problem}")
