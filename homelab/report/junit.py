"""Results as JUnit XML, for CI servers: a suite a host, a case a checkpoint or operation.

The form is the one that Jenkins and GitLab read
(https://github.com/testmoapp/junitxml). Unknown is an error there, bad a failure.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from homelab.result import Outcome, Result

__all__ = ["to_junit"]

MARKS = {
    Outcome.BAD: "failure",
    Outcome.FAILED: "failure",
    Outcome.REVERTED: "failure",
    Outcome.UNKNOWN: "error",
    Outcome.NOT_REACHED: "skipped",
}


def to_junit(results: Iterable[Result]) -> str:
    """One XML document."""
    results = list(results)
    root = ET.Element("testsuites", _totals(results))
    for host in dict.fromkeys(result.host for result in results):
        own = [result for result in results if result.host == host]
        suite = ET.SubElement(root, "testsuite", {"name": host} | _totals(own))
        for result in own:
            _add_case(suite, result)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_case(suite: ET.Element, result: Result) -> None:
    where = ".".join(part for part in (result.task, result.provider) if part)
    case = ET.SubElement(
        suite,
        "testcase",
        {"classname": where, "name": result.name, "time": f"{result.seconds:.3f}"},
    )
    detail = _printable(result.detail)
    mark = MARKS.get(result.outcome)
    if mark is not None:
        message = detail.replace("\n", "; ")
        ET.SubElement(case, mark, {"message": message}).text = detail
    elif detail:
        ET.SubElement(case, "system-out").text = detail


def _totals(results: list[Result]) -> dict[str, str]:
    marks = [MARKS.get(result.outcome) for result in results]
    return {
        "tests": str(len(results)),
        "failures": str(marks.count("failure")),
        "errors": str(marks.count("error")),
        "skipped": str(marks.count("skipped")),
        "time": f"{sum(result.seconds for result in results):.3f}",
    }


def _printable(text: str) -> str:
    """TEXT without the control characters that XML can't hold."""
    return "".join(c if c.isprintable() or c in "\n\t" else "?" for c in text)
