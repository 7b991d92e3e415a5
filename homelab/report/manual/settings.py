"""The table of a provider's settings: names as written in group_data, types in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Network
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ByteSize
from pydantic.fields import FieldInfo

from homelab import fields

__all__ = ["settings_rows"]

PLAIN = {str: "text", int: "whole number", float: "number", bool: "True or False", ByteSize: "size"}
ACRONYMS = {"SecretRef": "secret's reference", "Cidr": "network", "MacAddress": "MAC address"}


def settings_rows(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, ...]]:
    """Name, type, default and description of every setting; those within it come beneath."""
    hints = get_type_hints(model, include_extras=True)
    for name, field in model.model_fields.items():
        path = f"{prefix}{name}"
        kind = type_in_words(hints[name]) + _bounds(field)
        yield f"`{path}`", kind, _default(field), field.description or ""
        inner, mark = _model_within(hints[name])
        if inner is not None:
            yield from settings_rows(inner, f"{path}{mark}.")


def type_in_words(hint: Any) -> str:  # noqa: ANN401 - a type hint has no narrower type
    """What a setting takes: `list: public key`, `whole number`."""
    alias = next((name for name in fields.__all__ if getattr(fields, name) == hint), None)
    if alias is not None and alias != "Size":
        return ACRONYMS.get(alias) or _spaced(alias)
    if get_origin(hint) is not None:
        return _composed(get_origin(hint), get_args(hint))
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return "dict"
    return PLAIN.get(hint) or str(getattr(hint, "__name__", hint))


def _composed(origin: Any, arguments: tuple[Any, ...]) -> str:  # noqa: ANN401 - as above
    if origin is Annotated:
        return type_in_words(arguments[0])
    if origin is Literal:
        return " or ".join(_code(value) for value in arguments)
    if origin in {Union, UnionType}:
        return " or ".join(type_in_words(one) for one in arguments if one is not NoneType)
    if origin is dict:
        return f"dict: {type_in_words(arguments[0])} to {type_in_words(arguments[1])}"
    return f"list: {type_in_words(arguments[0])}"


def _spaced(alias: str) -> str:
    """`HostName` as `host name`, `V4Address` as `IPv4 address`."""
    words = re.findall(r"V\d|[A-Z][a-z]+", alias)
    return " ".join(f"IP{w.lower()}" if w[-1].isdigit() else w.lower() for w in words)


def _bounds(field: FieldInfo) -> str:
    least = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    most = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    if least is not None and most is not None:
        return f", {least} to {most}"
    if least is not None:
        return f", at least {least}"
    return "" if most is None else f", at most {most}"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, BaseModel):
        return ""
    if value is None or value in ("", [], {}):
        return "none"
    if isinstance(value, ByteSize):
        return f'`"{value.human_readable().replace(".0", "")}"`'
    if isinstance(value, list):
        return "<br>".join(map(_code, value))
    return _code(str(value) if isinstance(value, IPv4Network) else value)


def _code(value: object) -> str:
    """VALUE as it is written in group_data."""
    return f'`"{value}"`' if isinstance(value, str) else f"`{value!r}`"


def _model_within(hint: Any) -> tuple[type[BaseModel] | None, str]:  # noqa: ANN401 - see above
    """The settings nested in HINT, and `[]` where it is a list of them."""
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return hint, ""
    for argument in get_args(hint):
        inner, mark = _model_within(argument)
        if inner is not None:
            return inner, ("[]" if get_origin(hint) in {list, tuple} else "") + mark
    return None, ""
