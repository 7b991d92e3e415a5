"""What GitHub and GitLab answer, as far as one repository goes.

GitHub's is held against its own OpenAPI description, question and answer; no registry has
GitLab's, so that is modelled after its documentation (docs.gitlab.com/api/projects, …/namespaces).
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema

from support.forge import Answer, ForgeServer

__all__ = ["github", "gitlab"]

Said = dict[str, Any]
DESCRIBED = json.loads(
    (Path(__file__).parents[1] / "roadmap/phase1/recorded/github_openapi.json").read_text()
)
"""See trim_openapi.py."""


def github(forge: ForgeServer, method: str, path: str, who: str | None, said: Said) -> Answer:
    """GitHub's REST API, version 2022-11-28; a question or answer out of its shape raises."""
    template = next(
        (
            each
            for each in DESCRIBED["paths"]
            if re.fullmatch(re.sub(r"{\w+}", r"[^/]+", each), path)
        ),
        None,
    )
    assert template, f"GitHub has no {path}"
    described = DESCRIBED["paths"][template][method.lower()]
    if said:
        body = described["requestBody"]["content"]["application/json"]["schema"]
        _hold(said, {**body, "additionalProperties": False})
    answer = _github(forge, method, path, who, said)
    known = described["responses"].get(str(answer.status))
    assert known or answer.status in {401, 404}, f"GitHub doesn't answer {answer.status} to {path}"
    if known and "$ref" in known:
        known = DESCRIBED["components"]["responses"][known["$ref"].rpartition("/")[2]]
    if known:
        _hold(answer.body, known["content"]["application/json"]["schema"])
    return answer


def _github(forge: ForgeServer, method: str, path: str, who: str | None, said: Said) -> Answer:
    if who is None:
        return Answer(401, {"message": "Bad credentials"})
    if path == "/user":
        return Answer(200, {**DESCRIBED["samples"]["private-user"], "login": who})
    if method == "GET":
        name = path.removeprefix("/repos/")
        found = {each.lower(): each for each in forge.repositories}.get(name.lower())
        return (
            Answer(200, _repository(forge, found))
            if found
            else Answer(404, {"message": "Not Found"})
        )
    owner = who if path == "/user/repos" else path.split("/")[2]
    if owner not in {who, *forge.groups}:
        return Answer(404, {"message": "Not Found"})
    name = f"{owner}/{said['name']}"
    if name in forge.repositories:
        errors = [{"code": "custom", "message": "name already exists on this account"}]
        told = {"message": "Repository creation failed.", "errors": errors}
        return Answer(422, {**told, "documentation_url": "https://docs.github.com/rest"})
    forge.make(name, private=said.get("private", False))
    return Answer(201, _repository(forge, name))


def _repository(forge: ForgeServer, name: str) -> dict[str, Any]:
    made: dict[str, Any] = deepcopy(DESCRIBED["samples"]["full-repository"])
    for other in ("template_repository", "parent", "source"):
        made.pop(other, None)  # its own sample of these is out of its own shape
    made.setdefault("language", None)  # likewise
    made |= {"full_name": name, "private": forge.repositories[name]}
    made |= {"name": name.partition("/")[2], "clone_url": f"{forge.url}/{name}.git"}
    return made


def _hold(instance: dict[str, Any], schema: dict[str, Any]) -> None:
    whole = {"components": DESCRIBED["components"], "allOf": [schema]}
    jsonschema.Draft202012Validator(whole).validate(instance)


def gitlab(forge: ForgeServer, method: str, path: str, who: str | None, said: Said) -> Answer:
    """GitLab's REST API, version 4."""
    if who is None:
        return Answer(401, {"message": "401 Unauthorized"})
    spaces = {name: number for number, name in enumerate((who, *forge.groups), 1)}
    _, kind, *rest = path.split("/")
    name = unquote(rest[0]) if rest else ""
    if method == "GET" and kind == "namespaces":
        missing = Answer(404, {"message": "404 Namespace Not Found"})
        is_group = "group" if name in forge.groups else "user"
        known = {"id": spaces.get(name), "path": name, "full_path": name, "kind": is_group}
        return Answer(200, known) if name in spaces else missing
    assert kind == "projects", f"GitLab has no {path}"
    if method == "GET":
        missing = Answer(404, {"message": "404 Project Not Found"})
        return Answer(200, _project(forge, name)) if name in forge.repositories else missing
    assert set(said) <= {"name", "path", "namespace_id", "visibility"}
    assert said["visibility"] in {"private", "internal", "public"}
    owner = next(name for name, number in spaces.items() if number == said["namespace_id"])
    full_name = f"{owner}/{said['path']}"
    if full_name in forge.repositories:
        return Answer(400, {"message": {"name": ["has already been taken"]}})
    forge.make(full_name, private=said["visibility"] == "private")
    return Answer(201, _project(forge, full_name))


def _project(forge: ForgeServer, name: str) -> dict[str, Any]:
    return {
        "id": 1,
        "name": name.rpartition("/")[2],
        "path": name.rpartition("/")[2],
        "path_with_namespace": name,
        "visibility": "private" if forge.repositories[name] else "public",
        "http_url_to_repo": f"{forge.url}/{name}.git",
        "permissions": {"project_access": {"access_level": 40}, "group_access": None},
    }
