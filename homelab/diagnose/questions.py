"""Many questions to a node as one script, and its answers taken apart again."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["NOT_THERE", "TOO_SLOW", "Answer", "answers", "script"]

NOT_THERE, TOO_SLOW = 127, 124
"""Exit statuses of the shell, where a program is missing, and of timeout(1)."""
MARK = "@@ homelab"
ASK = """export LC_ALL=C
ask() {
    echo "@@ homelab asked $1"
    timeout 30 bash -c "$2" </dev/null 2>/dev/null
    printf '\\n@@ homelab ended %s\\n' $?
}
"""
"""A question that hangs doesn't keep the others from being asked."""
ANSWERED = re.compile(rf"^{MARK} asked (\S+)\n(.*?)\n{MARK} ended (\d+)$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """What a node said to one question."""

    exit_status: int
    output: str


def script(questions: Mapping[str, str]) -> str:
    """All QUESTIONS, shell scripts by their names, as one; what is asked twice is asked once."""
    asked: dict[str, list[str]] = {}
    for name, line in questions.items():
        asked.setdefault(line, []).append(name)
    lines = (f"ask {','.join(names)} {shlex.quote(line)}\n" for line, names in asked.items())
    return ASK + "".join(lines)


def answers(output: str) -> dict[str, Answer]:
    """The answer to each question by its name; none where the script ended before."""
    return {
        name: Answer(int(status), said)
        for names, said, status in ANSWERED.findall(output)
        for name in names.split(",")
    }
