"""What pydantic refuses is said once a place, in words, and without anything secret."""

from typing import Any

import pytest
from pydantic import Field, ValidationError

from homelab.contract import Settings
from homelab.fields import Port, SecretRef
from homelab.model.refusals import Refusal, refusals


class Inner(Settings):
    """Made up, to stand inside of another."""

    depth: int = Field(1, ge=1, le=9, description="How deep it is.")


class Made(Settings):
    """Made up, with a field for every shape that settings have."""

    ask: bool | SecretRef = Field(default=False, description="Whether to ask, or the password.")
    ports: list[Port] | None = Field(None, description="Ports to use.")
    inner: Inner | list[Inner] | None = Field(None, description="What is inside.")
    by_name: dict[str, Inner] = Field(default_factory=dict, description="Things by name.")
    name: str = Field("x", max_length=5, description="Its name.")
    size: int = Field(3, description="Its size.")


def refused(**given: Any) -> list[Refusal]:
    with pytest.raises(ValidationError) as error:
        Made.model_validate(given)
    return refusals(error.value, Made, given)


def test_a_secret_in_a_union_is_not_repeated_by_the_other_member() -> None:
    ((steps, problem, cure),) = refused(ask="hunter2")
    assert steps == ("ask",)
    assert problem == "a secret stands here as plain text"
    assert "hunter2" not in cure


def test_only_the_member_of_a_union_that_got_furthest_complains() -> None:
    assert refused(inner={"depth": 0}) == [
        (("inner", "depth"), "0 is below 1", "choose at least 1")
    ]
    assert refused(inner=[{"depth": 10}]) == [
        (("inner", 0, "depth"), "10 is above 9", "choose at most 9")
    ]


def test_a_path_leads_through_lists_and_names() -> None:
    assert [steps for steps, _, _ in refused(ports=[1, 0], by_name={"a": {"dept": 1}})] == [
        ("ports", 1),
        ("by_name", "a", "dept"),
    ]


def test_the_nearest_right_name_is_that_of_the_place() -> None:
    assert refused(by_name={"a": {"dept": 1}})[0][2] == "did you mean 'depth'?"
    assert refused(quite_another=1)[0][2] == ("choose from ask, ports, inner, by_name, name, size")


def test_a_long_value_is_shortened() -> None:
    ((_, problem, _),) = refused(size="x" * 500)
    assert problem == f"'{'x' * 55}…' is not a whole number"


def test_what_has_no_words_of_its_own_is_said_by_pydantic() -> None:
    ((_, problem, cure),) = refused(size=float("nan"))
    assert (problem, cure) == ("Input should be a finite number", "correct it (Its size)")
