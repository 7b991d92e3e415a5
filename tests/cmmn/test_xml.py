"""A case is exchanged as CMMN 1.1 says, and comes back the same."""

from __future__ import annotations

from functools import cache

import pytest
import xmlschema
from hypothesis import given, settings
from support.cases import cases
from support.npm import package

from homelab.cmmn import Case, Kind, OnPart, PlanItem, Sentry, Transition
from homelab.cmmn.xml import Unreadable, read, written


@cache
def schema() -> xmlschema.XMLSchema:
    """CMMN's own, as the package of bpmn.io's tools has it."""
    return xmlschema.XMLSchema(
        str(package("cmmn-moddle", "5.0.0") / "resources" / "cmmn" / "xsd" / "CMMN11.xsd")
    )


def everything() -> Case:
    """A case with each thing that there may be."""
    done = (Sentry((OnPart("net", Transition.COMPLETE),), "dry"),)
    inner = PlanItem(
        "stage",
        'Stage <&> "one"',
        Kind.STAGE,
        entry=(Sentry((), "warm"),),
        exit=(Sentry((OnPart("found", Transition.OCCUR),)),),
        is_required=True,
        items=(
            PlanItem("found", "Found", Kind.MILESTONE, done, is_required=True),
            PlanItem("again", "Again", Kind.PROCESS_TASK, done, repeats=True),
        ),
        discretionary=(PlanItem("maybe", "Maybe", Kind.HUMAN_TASK, is_manual=True),),
    )
    net = PlanItem("net", "Net", Kind.HUMAN_TASK, is_manual=True)
    plan = PlanItem(
        "plan",
        "Plan",
        Kind.STAGE,
        exit=(Sentry((), "over"),),
        completes_by_itself=True,
        items=(net, inner),
    )
    return Case("lab", "Lab", plan)


def test_everything_comes_back_the_same() -> None:
    assert read(written(everything())) == everything()


@settings(max_examples=100, deadline=None)
@given(cases())
def test_any_case_comes_back_the_same(case: Case) -> None:
    assert read(written(case)) == case


def test_what_is_written_is_valid() -> None:
    schema().validate(written(everything()))


@settings(max_examples=30, deadline=None)
@given(cases())
def test_any_case_is_valid(case: Case) -> None:
    schema().validate(written(case))


def test_the_schema_can_refuse() -> None:
    text = written(everything())
    assert not schema().is_valid(text.replace('sourceRef="net"', 'sourceRef="gone"'))
    assert not schema().is_valid(
        text.replace("<cmmn:standardEvent>occur", "<cmmn:standardEvent>was")
    )


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("</cmmn:definitions>", "", "this is no XML: no element found"),
        ("<cmmn:case ", "<cmmn:cases ", "this is no XML: mismatched tag"),
        ('sourceRef="net"', 'sourceRef="gone"', "sourceRef 'gone', which nothing has as its id"),
        (">occur<", ">happen<", "waits for happen; complete, create"),
        ("cmmn:humanTask", "cmmn:caseTask", "planItem net is a caseTask, which isn't supported"),
        ("<cmmn:ifPart>", "<cmmn:caseFileItemOnPart/><cmmn:ifPart>", "has a caseFileItemOnPart"),
        ('id="again" ', "", "planItem has no id"),
        (">true<", ">x = 1<", "with a condition; only true and false are read"),
        ('id="maybe"', 'id="net"', "there are two of net"),
    ],
)
def test_a_bad_document_is_refused_with_the_place(old: str, new: str, why: str) -> None:
    text = written(everything())
    assert old in text
    with pytest.raises(Unreadable, match=why):
        read(text.replace(old, new))


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(Unreadable, match="declares XML entities"):
        read(bomb)


def test_two_cases_are_refused() -> None:
    with pytest.raises(Unreadable, match="a document with one case is read, and this has 0"):
        read("<a/>")
