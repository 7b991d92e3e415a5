import json
import shlex
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homelab.secrets.masking import MASK, mask

VALUE = 'it\'s a "tide" & pool/ü\\?'

FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "shell": shlex.quote,
    "url": quote,
    "url component": lambda value: quote(value, safe=""),
    "form": quote_plus,
    "json": json.dumps,
    "python": repr,
    "base64": lambda value: b64encode(value.encode()).decode(),
    "basic authorization": lambda value: b64encode(f"ada:{value}".encode()).decode(),
    "in the middle of base64": lambda value: b64encode(f"<{value}>>".encode()).decode(),
    "url-safe base64": lambda value: urlsafe_b64encode(f"??{value}".encode()).decode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_value_is_masked(form: str) -> None:
    written = FORMS[form](VALUE)
    masked = mask(f"before {written} after", [VALUE])
    assert MASK in masked
    assert written not in masked
    assert masked.startswith("before ")
    assert masked.endswith(" after")


def test_only_edges_of_base64_remain() -> None:
    written = FORMS["in the middle of base64"](VALUE)
    assert mask(written, [VALUE]) == f"PG{MASK}8+Pg=="


def test_the_longest_goes_first() -> None:
    assert mask("tide-pool", ["tide", "tide-pool"]) == MASK


def test_every_line_of_a_value_is_masked() -> None:
    assert mask("+  second line\n", ["first line\n  second line\n"]) == f"+  {MASK}\n"


def test_nothing_to_mask_leaves_the_text() -> None:
    assert mask("text", []) == "text"
    assert mask("text", [""]) == "text"


def test_a_value_is_no_pattern() -> None:
    assert mask("abc a.c", ["a.c"]) == f"abc {MASK}"


@given(st.text(), st.lists(st.text(min_size=1), max_size=4), st.text())
def test_no_value_survives(before: str, values: list[str], after: str) -> None:
    for value in values:
        if value not in MASK:
            parts = mask(f"{before}{value}{after}", values).split(MASK)
            assert not any(value in part for part in parts)
