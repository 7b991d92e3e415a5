"""Results as JSON: an object with the exit code and a list of them, as in `homelab.result`."""

from __future__ import annotations

import json
from collections.abc import Iterable

from homelab.result import ExitCode, Result

__all__ = ["to_json"]


def to_json(results: Iterable[Result], code: ExitCode) -> str:
    """One JSON document, for programs."""
    said = {"exit_code": int(code), "results": [result.as_dict() for result in results]}
    return json.dumps(said, indent=2)
