"""Checkpoints for readers: worst first, plain where there is no terminal."""

from __future__ import annotations

import io
from xml.etree import ElementTree as ET

from rich.console import Console

from homelab.report.checkpoints import print_failures, print_summary, print_table
from homelab.report.junit import to_junit
from homelab.result import Kind, Outcome, Result

GONE = "beta: no answer"


def result(host: str, name: str, outcome: Outcome, detail: str = "") -> Result:
    return Result(host, "firewall", "ufw", name, Kind.CHECKPOINT, outcome, 0.25, detail=detail)


RESULTS = [
    result("alpha", "All is well", Outcome.GOOD, "looked"),
    result("beta", "All is well", Outcome.UNKNOWN, GONE),
    result("alpha", "Nothing else answers", Outcome.BAD, "expected: 22\nactual:   22, 80\x1b"),
    result("beta", "Nothing else answers", Outcome.UNKNOWN, GONE),
    result("alpha", "It is on", Outcome.GOOD),
    result("beta", "It is on", Outcome.GOOD),
]


def printed(results: list[Result]) -> str:
    console = Console(file=io.StringIO(), width=120)
    print_table(console, results)
    print_failures(console, results)
    print_summary(console, results, 1.5)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.splitlines())


def test_the_worst_comes_first_and_a_shared_reason_once() -> None:
    assert printed(RESULTS).replace("\x1b", "") == (
        "task          checkpoint            alpha  beta\n"
        "firewall/ufw  Nothing else answers  bad    unknown\n"
        "firewall/ufw  All is well           good   unknown\n"
        "firewall/ufw  It is on              good   good\n"
        "bad: alpha: firewall/ufw: Nothing else answers\n"
        "    expected: 22\n"
        "    actual:   22, 80\n"
        "unknown: beta: 2 checkpoints\n"
        "    beta: no answer\n"
        "1 bad, 2 unknown, 3 good in 1.5 s"
    )


def test_many_hosts_are_named_only_where_they_are_not_good() -> None:
    hosts = [f"n{number}" for number in range(20)]
    results = [
        result(h, "It is on", Outcome.BAD if h == "n7" else Outcome.GOOD, "x") for h in hosts
    ]
    assert "firewall/ufw  It is on    bad: n7; good: 19" in printed(results)


def test_junit_tells_bad_from_unknown() -> None:
    root = ET.fromstring(to_junit(RESULTS))  # noqa: S314 - written here
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("6", "1", "2")
    failure = root.find("testsuite[@name='alpha']/testcase[@name='Nothing else answers']/failure")
    assert failure is not None
    assert failure.get("message") == "expected: 22; actual:   22, 80?"
    assert root.findtext("testsuite/testcase[@classname='firewall.ufw']/system-out") == "looked"
