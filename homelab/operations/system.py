"""What a system says of itself: its release, its name in three places, zone and locale."""

from __future__ import annotations

import re
import shlex
from collections.abc import Generator, Iterable
from io import StringIO
from typing import Any

from pyinfra import host
from pyinfra.api import FactBase, OperationError, StringCommand, operation
from pyinfra.facts.files import FileContents
from pyinfra.facts.server import Hostname
from pyinfra.operations import files

__all__ = ["OWN_ADDRESS", "in_zone", "knows_itself", "named", "released", "speaking", "with_locale"]

HOSTS = "/etc/hosts"
OWN_ADDRESS = "127.0.1.1"
"""Where Debian has a machine's own name (Debian Reference, 5.1.1)."""


DEBIANS = "/etc/default/locale"
"""Where Debian and what is made of it have the default locale."""

SET_LANG = (
    'file=$(readlink -m {path}) && new="$file.homelab-new" && '
    '{{ echo {line}; [ ! -f "$file" ] || sed \'/^LANG=/d\' "$file"; }} > "$new" && '
    'chmod 644 "$new" && mv -f "$new" "$file"'
)
"""Since Debian 13 the file is a link to /etc/locale.conf, and stays one."""


class Release(FactBase[dict[str, str]]):
    """The fields of os-release(5)."""

    default = dict

    def command(self) -> str:
        """Print the file; where there is none, that the system is unknown."""
        return "cat /etc/os-release 2>/dev/null || echo ID=unknown"

    def process(self, output: Iterable[str]) -> dict[str, str]:
        """The fields without quotes."""
        pairs = (line.partition("=") for line in output)
        return {key: value.strip("\"'") for key, _, value in pairs}


class Zone(FactBase[dict[str, str]]):
    """What says the time zone: /etc/localtime, and /etc/timezone where Debian still has it."""

    default = dict

    def command(self, zone: str) -> str:
        """Print both, and whether ZONE is one."""
        there = shlex.quote(f"/usr/share/zoneinfo/{zone}")
        return (
            'echo "link $(readlink /etc/localtime)"; '
            f"[ ! -f {there} ] || echo known yes; "
            '[ ! -f /etc/timezone ] || echo "file $(cat /etc/timezone)"'
        )

    def process(self, output: Iterable[str]) -> dict[str, str]:
        """What was found, by `link`, `known` and `file`."""
        return {key: value for key, _, value in (line.partition(" ") for line in output)}


class Locales(FactBase[dict[str, list[str]]]):
    """The locales that programs can use, those that could be made, and the default one."""

    default = dict

    def command(self, path: str) -> str:
        """List them; the default is what PATH says."""
        return (
            "locale -a | sed 's/^/usable /'; "
            "sed 's/^/supported /' /usr/share/i18n/SUPPORTED 2>/dev/null; "
            "grep -E '^[a-z]' /etc/locale.gen 2>/dev/null | sed 's/^/generated /'; "
            f"sed -n 's/^LANG=/default /p' {path} 2>/dev/null || true"
        )

    def process(self, output: Iterable[str]) -> dict[str, list[str]]:
        """What was found, by `usable`, `supported`, `generated` and `default`."""
        found: dict[str, list[str]] = {}
        for line in output:
            key, _, value = line.partition(" ")
            found.setdefault(key, []).append(value.strip("\"' "))
        return found


@operation()
def released(declared: str, system: str, version: str) -> Generator[StringCommand, None, None]:
    """The node runs this VERSION of a SYSTEM; another is refused, and never upgraded to it.

    Both as os-release(5) has them; DECLARED is what people call it.
    """
    found = host.get_fact(Release)
    if found and (found.get("ID"), found.get("VERSION_ID")) != (system, version):
        there = found.get("PRETTY_NAME") or "a system without /etc/os-release"
        raise OperationError(
            f"{host.name} runs {there}, and host_os.release declares {declared}; "
            "declare what it runs, or install the declared release; nothing was changed"
        )
    yield from ()


@operation()
def named(called: str) -> Generator[StringCommand, None, None]:
    """The running system calls itself CALLED."""
    if host.get_fact(Hostname) != called:
        yield StringCommand(f"hostname {shlex.quote(called)}")


@operation()
def knows_itself(names: list[str], own: str = OWN_ADDRESS) -> Generator[Any, None, None]:
    """/etc/hosts has NAMES, and no others, for the machine itself by its address OWN."""
    lines = host.get_fact(FileContents, path=HOSTS) or []
    text = "".join(f"{line}\n" for line in with_own_names(lines, names, own))
    yield from files.put._inner(  # noqa: SLF001 - pyinfra's way to nest
        src=StringIO(text), dest=HOSTS, user="root", group="root", mode="644"
    )


def with_own_names(lines: Iterable[str], names: list[str], address: str = OWN_ADDRESS) -> list[str]:
    """The LINES of a hosts(5) file with one for the machine's own NAMES, where it was or second."""
    own = f"{address}\t{' '.join(names)}"
    kept: list[str] = []
    for line in lines:
        if line.split()[:1] != [address]:
            kept.append(line)
        elif own not in kept:
            kept.append(own if line.split() != own.split() else line)
            own = kept[-1]
    return kept if own in kept else [*kept[:1], own, *kept[1:]]


@operation()
def in_zone(zone: str) -> Generator[StringCommand, None, None]:
    """Clocks show the time of ZONE."""
    found = host.get_fact(Zone, zone=zone)
    if found and "known" not in found and "link" in found:
        raise OperationError(
            f"host_os.timezone: {zone} isn't known on {host.name}; "
            "choose one that `timedatectl list-timezones` lists there"
        )
    path = f"/usr/share/zoneinfo/{zone}"
    if found.get("link") != path:
        # A new link in the old one's place: a clock that is read meanwhile has one of the two.
        new = "/etc/localtime.homelab-new"
        yield StringCommand(f"ln -sfn {shlex.quote(path)} {new} && mv -fT {new} /etc/localtime")
    if found.get("file", zone) != zone:
        yield StringCommand(f"echo {shlex.quote(zone)} > /etc/timezone")


@operation()
def with_locale(locale: str) -> Generator[StringCommand, None, None]:
    """Programs can use LOCALE, also after the C library was upgraded."""
    found = host.get_fact(Locales, path=DEBIANS)
    # Some are listed without their encoding, which is UTF-8 all the same.
    lines = [f"{name} UTF-8" for name in (locale, locale.replace(".UTF-8", ""))]
    line = next((each for each in lines if each in found.get("supported", lines)), None)
    if line is None:
        raise OperationError(
            f"host_os.locale: {locale} isn't known on {host.name}; "
            "choose one that /usr/share/i18n/SUPPORTED lists there"
        )
    if line not in found.get("generated", []):
        # A new line of its own, even where the last one has no end.
        yield StringCommand(f"printf '\\n%s\\n' {shlex.quote(line)} >> /etc/locale.gen")
    if usable(locale) not in found.get("usable", []):
        yield StringCommand("locale-gen --keep-existing")


def usable(locale: str) -> str:
    """LOCALE as `locale -a` lists it: `en_US.utf8` for `en_US.UTF-8`."""
    return re.sub(r"\.UTF-8", ".utf8", locale)


@operation()
def speaking(locale: str, path: str = DEBIANS) -> Generator[StringCommand, None, None]:
    """Who logs in gets LOCALE, whatever else PATH says (locale.conf(5))."""
    if host.get_fact(Locales, path=path).get("default") != [locale]:
        yield StringCommand(SET_LANG.format(path=path, line=shlex.quote(f"LANG={locale}")))
