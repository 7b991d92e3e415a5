"""Many questions are one script, and each has its own answer."""

from __future__ import annotations

import subprocess

import pytest

from homelab.diagnose import questions
from homelab.diagnose.questions import NOT_THERE, TOO_SLOW, Answer, answers, script

LONG = f": {'x' * 50_000}"
"""So that a shell, which reads ahead, hasn't read all of its script when it is at the first."""


def asked(**lines: str) -> dict[str, Answer]:
    """What this machine's shell answers."""
    done = subprocess.run(
        ["sh"], input=script(lines), capture_output=True, text=True, check=True, timeout=60
    )
    return answers(done.stdout)


def test_each_question_has_its_answer() -> None:
    said = asked(
        quoted='echo "it\'s $((1 + 1))"', silent="true", lines="printf 'a\\n\\nb'", bad="false"
    )
    assert said == {
        "quoted": Answer(0, "it's 2\n"),
        "silent": Answer(0, ""),
        "lines": Answer(0, "a\n\nb"),
        "bad": Answer(1, ""),
    }


def test_a_question_of_two_is_asked_once() -> None:
    line = "date +%N"
    said = asked(one=line, other=line)
    assert said["one"] == said["other"]


def test_a_program_that_is_missing_is_told_from_an_empty_answer() -> None:
    assert asked(missing="no-such-program")["missing"].exit_status == NOT_THERE


def test_a_question_that_hangs_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "ASK", questions.ASK.replace("timeout 30", "timeout 1"))
    said = asked(reads="cat; echo read", hangs="sleep 20", long=LONG, then="echo here")
    assert said["hangs"].exit_status == TOO_SLOW
    assert said["then"].output == "here\n"
    assert said["reads"].output == "read\n"


def test_what_was_cut_off_is_no_answer() -> None:
    whole = "@@ homelab asked a\n1\n\n@@ homelab ended 0\n@@ homelab asked b\n2"
    assert set(answers(whole)) == {"a"}
