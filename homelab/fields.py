"""Types for the fields of settings: each says what it takes, and what to do about the rest.

A refusal is a PydanticCustomError whose context holds `problem` and `cure`; the model prints
them as they are. A refusal never repeats a value that could be a secret.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    ip_address,
    ip_interface,
    ip_network,
)
from typing import Annotated

from pydantic import BeforeValidator, ByteSize
from pydantic_core import PydanticCustomError

__all__ = [
    "AlgorithmName",
    "AnyAddress",
    "AnyInterface",
    "Cidr",
    "HostName",
    "InterfaceName",
    "Locale",
    "MacAddress",
    "PackageName",
    "Port",
    "PublicKey",
    "SecretRef",
    "Size",
    "SysctlName",
    "SysctlValue",
    "TimeZone",
    "UserName",
    "V4Address",
    "V4Interface",
    "V4Network",
    "V6Address",
    "V6Interface",
    "Version",
    "is_reference",
    "matching",
    "refused",
    "shown",
]

KEY_TYPES = {
    "ssh-ed25519",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
}
SECRET = re.compile(
    r"secret:[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*|env:[A-Za-z_][A-Za-z0-9_]*|command:\S.*"
)
LONGEST = 60
"""Of a value that an error repeats, in characters."""
LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"


def refused(
    problem: str, cure: str, *, at: str | tuple[str | int, ...] = ()
) -> PydanticCustomError:
    """The error that says PROBLEM and how to CURE it.

    AT is, from a whole model, the field's name or the way to a value in it.
    """
    facts = {"problem": problem, "cure": cure, "at": (at,) if isinstance(at, str) else at}
    return PydanticCustomError("refused", "{problem}; {cure}", facts)


def is_reference(text: str) -> bool:
    """Whether TEXT has the form of a secret's reference."""
    return SECRET.fullmatch(text) is not None


def shown(value: object) -> str:
    """A value as an error names it: short scalars as written, anything else by its type."""
    if isinstance(value, int) and value.bit_length() > 64:  # noqa: PLR2004 - no setting needs more
        return "a huge number"
    if value is None or isinstance(value, bool | int | float | str):
        text = repr(value)
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 4]}…'"
    names: dict[type, str] = {
        dict: "a dict",
        list: "a list",
        tuple: "a tuple",
        set: "a set",
        bytes: "bytes",
    }
    return names.get(type(value), f"a {type(value).__name__}")


def matching(what: str, pattern: str, cure: str) -> BeforeValidator:
    """Takes a text that PATTERN matches whole, and so is WHAT; CURE says what else to write."""
    compiled = re.compile(pattern)

    def check(value: object) -> str:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise refused(f"{shown(value)} is not {what}", cure)
        return value

    return BeforeValidator(check)


def _port(value: object) -> int:
    cure = "choose a port from 1 to 65535"
    if isinstance(value, bool) or not isinstance(value, int):
        raise refused(f"{shown(value)} is not a whole number", cure)
    if value < 1:
        raise refused(f"{shown(value)} is below 1", cure)
    if value > 65535:  # noqa: PLR2004 - TCP and UDP count ports in 16 bits
        raise refused(f"{shown(value)} is above 65535", cure)
    return value


def _secret(value: object) -> str:
    cure = 'store it with `homelab secrets set NAME` and write "secret:NAME" here'
    if not isinstance(value, str):
        raise refused("a secret's reference is a text", cure)
    if not is_reference(value):
        raise refused("a secret stands here as plain text", cure)
    return value


def _public_key(value: object) -> str:
    cure = "paste the one line of a .pub file, like 'ssh-ed25519 AAAA… ada@laptop'"
    if not isinstance(value, str):
        raise refused(f"{shown(value)} is not an OpenSSH public key", cure)
    if "PRIVATE KEY" in value:
        raise refused("a private key stands here", f"make a new key, as this one is known; {cure}")
    line = value.strip()
    kind, _, rest = line.partition(" ")
    if "\n" in line or kind not in KEY_TYPES:
        raise refused("this is not an OpenSSH public key", cure)
    try:
        blob = b64decode(rest.partition(" ")[0], validate=True)
    except (binascii.Error, ValueError):
        blob = b""
    if _parts(blob)[:1] != [kind.encode()]:
        raise refused(f"this {kind} key is damaged or cut off", cure)
    return line


def _parts(blob: bytes) -> list[bytes]:
    """The strings of an SSH wire-format blob (RFC 4253, section 6.6); empty when it's damaged."""
    parts = []
    while blob:
        length = int.from_bytes(blob[:4])
        if len(blob) < 4 + length:
            return []
        parts.append(blob[4 : 4 + length])
        blob = blob[4 + length :]
    return parts if len(parts) > 1 else []


def _cidr(value: object) -> str:
    cure = "write a network like '10.0.0.0/24' or 'fd00::/64'"
    if not isinstance(value, str):
        raise refused(f"{shown(value)} is not a network", cure)
    try:
        return str(ip_network(value))
    except ValueError:
        pass
    try:
        meant = ip_network(value, strict=False)
    except ValueError:
        raise refused(f"{shown(value)} is not a network", cure) from None
    raise refused(f"{value!r} is an address in a network", f"did you mean '{meant}'?")


def _v4_network(value: object) -> IPv4Network:
    network = ip_network(_cidr(value if isinstance(value, str) else str(value)))
    if not isinstance(network, IPv4Network):
        raise refused(f"{shown(value)} is not an IPv4 network", "write one like '10.0.0.0/24'")
    return network


def _address(value: object, *versions: int) -> IPv4Address | IPv6Address:
    try:
        address = ip_address(value if isinstance(value, str) else str(value))
    except ValueError:
        address = None
    if address is None or address.version not in versions:
        example = "'10.0.0.5'" if 4 in versions else "'fd00::5'"  # noqa: PLR2004 - IPv4
        kind = f"IPv{versions[0]}" if len(versions) == 1 else "IP"
        raise refused(f"{shown(value)} is not an {kind} address", f"write one like {example}")
    return address


def _interface(value: object, *versions: int) -> IPv4Interface | IPv6Interface:
    text = value if isinstance(value, str) else str(value)
    example = "'10.0.0.5/24'" if 4 in versions else "'fd00::5/64'"  # noqa: PLR2004 - IPv4
    kind = f"IPv{versions[0]}" if len(versions) == 1 else "IP"
    try:
        interface = ip_interface(text)
    except ValueError:
        interface = None
    if interface is None or interface.version not in versions:
        raise refused(
            f"{shown(value)} is not an {kind} address with its prefix length",
            f"write one like {example}",
        )
    if "/" not in text:
        raise refused(f"{shown(value)} lacks its prefix length", f"write it like {example}")
    return interface


def _sysctl(value: object) -> str:
    is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**64
    text = str(value) if is_number or isinstance(value, str) else ""
    words = text.split()
    if not words or not all(map(str.isprintable, words)) or "\n" in text:
        raise refused(f"{shown(value)} is not a kernel parameter's value", "write one like 1")
    return " ".join(words)


Port = Annotated[int, BeforeValidator(_port)]
"""A TCP or UDP port that can be listened on."""

HostName = Annotated[
    str,
    matching(
        "a host name",
        rf"(?=.{{1,253}}$){LABEL}(\.{LABEL})*",
        "use lower-case letters, digits and hyphens, with dots between labels (RFC 1123)",
    ),
]
UserName = Annotated[
    str,
    matching(
        "a user name",
        r"[a-z_][a-z0-9_-]{0,31}",
        "begin with a lower-case letter, then up to 31 letters, digits, '_' or '-' (useradd(8))",
    ),
]
PublicKey = Annotated[str, BeforeValidator(_public_key)]
"""One line of an OpenSSH .pub file, without options; its blob is decoded and checked."""

SecretRef = Annotated[str, BeforeValidator(_secret)]
"""A reference, never a value: "secret:backup/password", "env:NAME" or "command:pass show x"."""

Cidr = Annotated[str, BeforeValidator(_cidr)]
V4Network = Annotated[IPv4Network, BeforeValidator(_v4_network)]
V4Address = Annotated[IPv4Address, BeforeValidator(lambda v: _address(v, 4))]
V6Address = Annotated[IPv6Address, BeforeValidator(lambda v: _address(v, 6))]
AnyAddress = Annotated[IPv4Address | IPv6Address, BeforeValidator(lambda v: _address(v, 4, 6))]
V4Interface = Annotated[IPv4Interface, BeforeValidator(lambda v: _interface(v, 4))]
V6Interface = Annotated[IPv6Interface, BeforeValidator(lambda v: _interface(v, 6))]
AnyInterface = Annotated[
    IPv4Interface | IPv6Interface, BeforeValidator(lambda v: _interface(v, 4, 6))
]
Version = Annotated[
    str,
    matching(
        "a version",
        r"v?\d+(\.\d+)*([-+.][0-9A-Za-z.+-]+)?",
        "pin a release like '2.11.7', so that tomorrow's run does what today's did",
    ),
]
Size = ByteSize
"""An amount of bytes, written like '8 GiB' or '500 GB'."""

MacAddress = Annotated[
    str,
    matching("a MAC address", r"([0-9a-f]{2}:){5}[0-9a-f]{2}", "write it like '52:54:00:12:34:56'"),
]
InterfaceName = Annotated[
    str,
    matching(
        "the name of a network interface",
        r"(?!\.{1,2}$)[^\s/:]{1,15}",
        "use up to 15 characters as `ip link` shows them, like 'enp3s0'",
    ),
]
TimeZone = Annotated[
    str,
    matching(
        "a time zone",
        r"UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z0-9_+-]+){1,2}",
        "use 'UTC' or a name like 'Europe/Vienna' (`timedatectl list-timezones`)",
    ),
]
Locale = Annotated[
    str,
    matching(
        "a locale",
        r"(C|[a-z]{2,3}_[A-Z]{2})\.UTF-8(@[a-z]+)?",
        "use a UTF-8 one like 'en_US.UTF-8' or 'C.UTF-8'",
    ),
]
PackageName = Annotated[
    str,
    matching(
        "a Debian package's name",
        r"[a-z0-9][a-z0-9+.-]+",
        "use lower-case letters, digits, '+', '-' and '.', like 'build-essential'",
    ),
]
AlgorithmName = Annotated[
    str,
    matching(
        "the name of an SSH algorithm",
        r"[a-z0-9][a-z0-9@.-]+",
        "use a name that `ssh -Q cipher`, `ssh -Q mac` or `ssh -Q kex` lists",
    ),
]
SysctlName = Annotated[
    str,
    matching(
        "the name of a kernel parameter",
        r"[a-z0-9_]+(\.[A-Za-z0-9_/-]+)+",
        "use one that `sysctl -a` lists, like 'net.ipv4.tcp_syncookies'",
    ),
]
SysctlValue = Annotated[str, BeforeValidator(_sysctl)]
"""A parameter's value, given as a number or a text; kept as the kernel is told."""
