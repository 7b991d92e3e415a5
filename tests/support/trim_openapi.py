"""What of GitHub's OpenAPI description the tests need: `trim_openapi.py api.github.com.json >…`.

The whole, 13 MB, is in the npm package @octokit/openapi (MIT), in its folder generated/.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

NEEDED = {
    "/repos/{owner}/{repo}": "get",
    "/user/repos": "post",
    "/orgs/{org}/repos": "post",
    "/user": "get",
}
EXAMPLES = {
    "full-repository": "full-repository-default-response",
    "private-user": "private-user-response-with-public-and-private-profile-information",
}
WORDS = {"description", "example", "examples", "title"}


def trimmed(whole: dict[str, Any]) -> dict[str, Any]:
    """The needed paths with all schemas that they stand on, as JSON Schema has it."""
    paths = {path: {way: _plain(whole["paths"][path][way])} for path, way in NEEDED.items()}
    kept: dict[str, dict[str, Any]] = {}
    while missing := {ref for ref in _references([paths, kept]) if _at(kept, ref) is None}:
        for ref in missing:
            _, _, kind, name = ref.split("/")
            kept.setdefault(kind, {})[name] = _plain(_at(whole["components"], ref))
    examples = {s: whole["components"]["examples"][e]["value"] for s, e in EXAMPLES.items()}
    info = whole["info"]
    origin = f"{info['title']} {info['version']}, licence {info['license']['name']}; trimmed"
    return {"origin": origin, "paths": paths, "components": kept, "samples": examples}


def _plain(node: Any) -> Any:  # noqa: ANN401 - any JSON
    """Without words for people; `nullable` of OpenAPI 3.0 as a type."""
    if isinstance(node, list):
        return [_plain(each) for each in node]
    if not isinstance(node, dict):
        return node
    found = {
        key: {k: _plain(v) for k, v in value.items()} if key == "properties" else _plain(value)
        for key, value in node.items()
        if (key not in WORDS or isinstance(value, dict))
        and key not in {"examples", "parameters"}
        and not key.startswith("x-")
        and key != "externalDocs"
    }
    if not found.pop("nullable", False):
        return found
    return {"anyOf": [found, {"type": "null"}]}


def _references(node: Any) -> set[str]:  # noqa: ANN401 - likewise
    if isinstance(node, list):
        return {ref for each in node for ref in _references(each)}
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
    return own | {ref for value in node.values() for ref in _references(value)}


def _at(components: dict[str, Any], ref: str) -> Any:  # noqa: ANN401 - likewise
    _, _, kind, name = ref.split("/")
    return components.get(kind, {}).get(name)


if __name__ == "__main__":
    described = json.loads(Path(sys.argv[1]).read_text())
    json.dump(trimmed(described), sys.stdout, indent=1, sort_keys=True)
    sys.stdout.write("\n")
