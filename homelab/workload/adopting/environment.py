"""A service's variables, those of its files with them, and references in place of secrets."""

from __future__ import annotations

from typing import Any

from homelab.workload.adopting.context import Context
from homelab.workload.adopting.scalars import as_list, as_pairs
from homelab.workload.adopting.smells import smells
from homelab.workload.adopting.variables import variables_in
from homelab.workload.model import SMELL

__all__ = ["environment_of", "secret_files"]


def environment_of(
    context: Context, name: str, fields: dict[str, Any], path: str
) -> dict[str, str]:
    """The variables of the service NAME, whose FIELDS stand at PATH."""
    found: dict[str, str] = {}
    raw = _from_files(context, as_list(fields.get("env_file")), f"{path}.env_file")
    own = as_pairs(fields.get("environment"))
    for key, text in (raw | own).items():
        place = f"{path}.environment.{key}" if key in own else f"{path}.env_file"
        if text is None:
            if key not in context.variables.values:
                cure = "give it a value if the program needs it"
                context.remarks.add(place, "it has no value here, so it is left out", cure)
                continue
            value, is_secret = context.variables.values[key], False
        else:
            value, is_secret = context.variables.put(text, place)
        is_secret |= smells(key, value) or (bool(SMELL.search(key.upper())) and "$" in (text or ""))
        if is_secret:
            what = f"{key} is a secret"
            value = context.refer(name, key, value, place, what)
        found[key] = value
    return found


def _from_files(context: Context, files: list[Any], path: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for each in files:
        said = each if isinstance(each, dict) else {"path": each}
        file = context.absolute(context.variables.put(str(said.get("path")), path)[0])
        text = context.read(file)
        if text is not None:
            found |= variables_in(text)
        elif said.get("required") is not False:
            cure = "put it there and adopt anew, or write its variables into `environment`"
            context.remarks.add(path, f"{file} can't be read", cure)
    return found


def secret_files(
    context: Context, name: str, fields: dict[str, Any], path: str
) -> tuple[dict[str, str], dict[str, str]]:
    """The service's `secrets` as references and its `configs` as texts, by their paths inside."""
    secrets, configs = {}, {}
    for number, each in enumerate(as_list(fields.get("secrets"))):
        said = each if isinstance(each, dict) else {"source": str(each)}
        source = str(said.get("source"))
        target = str(said.get("target") or source)
        target = target if target.startswith("/") else f"/run/secrets/{target}"
        what = f"{target} holds a secret"
        secrets[target] = context.refer(name, source, "", f"{path}.secrets[{number}]", what)
    for number, each in enumerate(as_list(fields.get("configs"))):
        said = each if isinstance(each, dict) else {"source": str(each)}
        source = str(said.get("source"))
        text = _config(context, source)
        if text is None:
            cure = "write its text into `configs`, by its path inside"
            context.remarks.add(f"{path}.configs[{number}]", f"{source} can't be read", cure)
        else:
            configs[str(said.get("target") or f"/{source}")] = text
    return secrets, configs


def _config(context: Context, source: str) -> str | None:
    said = context.top("configs", source)
    if "content" in said:
        text = context.variables.tree(str(said["content"]), f"configs.{source}.content")
        return str(text)
    return context.read(context.absolute(str(said["file"]))) if "file" in said else None
