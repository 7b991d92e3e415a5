"""A compose file, read: its tree, and a clear word where it is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from homelab.errors import HomelabError
from homelab.result import ExitCode

__all__ = ["NotAdoptable", "read"]

TOP = {"configs", "include", "models", "name", "networks", "secrets", "services", "version"}
TOP |= {"volumes"}
DEEP = "it is nested too deeply; write it flatter"


class NotAdoptable(HomelabError):
    """The file is not a compose file, or a broken one."""

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE


def read(path: Path) -> dict[str, Any]:
    """The tree in the file PATH, of which `services` has a mapping for each service.

    Raises NotAdoptable with the line.
    """
    try:
        text = path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise NotAdoptable(f"{path}: can't be read: {why}; name a compose file") from None
    try:
        tree = YAML(typ="rt").load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise NotAdoptable(f"{path}{line}: {error.problem}; correct the YAML there") from None
    except RecursionError:
        raise NotAdoptable(f"{path}: {DEEP}") from None
    except (YAMLError, ValueError) as error:
        raise NotAdoptable(f"{path}: {str(error).splitlines()[0]}; correct the YAML") from None
    _check(path, tree)
    try:
        plain: dict[str, Any] = _plain(tree)
    except RecursionError:
        raise NotAdoptable(f"{path}: {DEEP}") from None
    return plain


def _check(path: Path, tree: Any) -> None:  # noqa: ANN401 - whatever the YAML file holds
    if not isinstance(tree, CommentedMap) or "services" not in tree:
        cure = "name a compose file, in which each service stands under `services`"
        raise NotAdoptable(f"{path}:1: it has no `services`; {cure}")
    for key in tree:
        if key not in TOP and not str(key).startswith("x-"):
            cure = "remove it, or begin it with 'x-'"
            raise NotAdoptable(f"{path}:{_line(tree, key)}: {key!r} is not Compose's; {cure}")
    services = tree["services"]
    if not isinstance(services, CommentedMap) or not services:
        cure = "write each as 'NAME:' with its fields beneath"
        raise NotAdoptable(f"{path}:{_line(tree, 'services')}: it has no services; {cure}")
    for name, service in services.items():
        if not isinstance(service, CommentedMap):
            where = f"{path}:{_line(services, name)}: services.{name}"
            raise NotAdoptable(f"{where} has no fields; write them beneath, `image` at least")
    for key in ("networks", "volumes", "configs", "secrets"):
        if not isinstance(tree.get(key), CommentedMap | None):
            cure = "write each as 'NAME:'"
            raise NotAdoptable(f"{path}:{_line(tree, key)}: {key} is no mapping; {cure}")


def _line(tree: CommentedMap, key: object) -> int:
    try:
        return int(tree.lc.key(key)[0]) + 1
    except (AttributeError, KeyError, TypeError):  # a key that came by a merge (`<<`)
        return int(tree.lc.line) + 1


def _plain(value: Any) -> Any:  # noqa: ANN401 - a tree of any kind
    """VALUE without ruamel's own types."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    for kind in (bool, int, float):
        if isinstance(value, kind):
            return kind(value)
    return None if value is None else str(value)
