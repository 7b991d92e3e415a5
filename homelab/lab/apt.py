"""Which Debian mirror this machine uses, read from its own apt sources: nodes use the same."""

import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

APT = Path("/etc/apt")

CARRIED_OPTIONS = (
    "Acquire::http::Proxy",
    "Acquire::https::Proxy",
    "Acquire::Check-Valid-Until",
    "Acquire::Check-Date",
)
"""apt's options that say how the machine's mirror is reached; a node needs them just as well."""


@dataclass(frozen=True)
class Source:
    """One line of apt's sources: where binary packages of one suite are."""

    uri: str
    suite: str
    components: tuple[str, ...]

    def for_suite(self, suite: str) -> str:
        """The one-line form (sources.list(5)) of the same mirror for another suite."""
        return f"deb {self.uri} {suite} {' '.join(self.components)}"


def parse_sources(text: str) -> Iterator[Source]:
    """Every binary source in a file of either form (sources.list(5)): stanzas, or lines."""
    if re.search(r"^Types:", text, re.MULTILINE):
        yield from _parse_stanzas(text)
    else:
        yield from _parse_lines(text)


def _parse_lines(text: str) -> Iterator[Source]:
    for line in text.splitlines():
        found = re.match(r"\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)((?:\s+[^\s#]+)*)", line)
        if found is not None:
            yield Source(found[1], found[2], tuple(found[3].split()))


def _parse_stanzas(text: str) -> Iterator[Source]:
    uncommented = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for stanza in re.split(r"\n[ \t]*\n", uncommented):
        fields: dict[str, str] = {}
        key = ""
        for line in stanza.splitlines():
            if line[:1] in (" ", "\t"):
                fields[key] = f"{fields.get(key, '')} {line.strip()}"
            elif ":" in line:
                key, _, value = line.partition(":")
                key = key.strip().lower()
                fields[key] = value.strip()
        if (
            "deb" not in fields.get("types", "").split()
            or fields.get("enabled", "yes").lower() == "no"
        ):
            continue
        for uri in fields.get("uris", "").split():
            for suite in fields.get("suites", "").split():
                yield Source(uri, suite, tuple(fields.get("components", "").split()))


def mirror_lines(sources: Iterable[Source], codename: str, suite: str) -> tuple[str, ...]:
    """Sources of `suite` on the mirror of a Debian machine of release `codename`; empty if none.

    The archive, its updates and its security updates, each where the machine itself has it.
    """
    chosen: dict[str, str] = {}
    for source in sources:
        ending = source.suite.removeprefix(codename)
        known = source.suite.startswith(codename) and ending in ("", "-updates", "-security")
        if known and ending not in chosen and source.uri.startswith(("http://", "https://")):
            chosen[ending] = source.for_suite(f"{suite}{ending}")
    return tuple(chosen.values()) if "" in chosen else ()


def machine_release(os_release: str) -> tuple[str, str]:
    """The machine's ID and VERSION_CODENAME (os-release(5)); empty where not said."""
    fields = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', os_release, re.MULTILINE))
    return fields.get("ID", ""), fields.get("VERSION_CODENAME", "")


def machine_mirror(suite: str) -> tuple[str, ...]:
    """`mirror_lines` of this machine; empty where it isn't Debian."""
    release = Path("/etc/os-release")
    system, codename = machine_release(release.read_text() if release.exists() else "")
    if system != "debian":
        return ()
    files = [
        APT / "sources.list",
        *sorted((APT / "sources.list.d").glob("*.list")),
        *sorted((APT / "sources.list.d").glob("*.sources")),
    ]
    sources = [
        source for file in files if file.exists() for source in parse_sources(file.read_text())
    ]
    return mirror_lines(sources, codename, suite)


def machine_options() -> dict[str, str]:
    """The carried options that are set on this machine, as `apt-config` says them."""
    try:
        dump = subprocess.run(
            ["apt-config", "dump", "--no-empty"], capture_output=True, text=True, check=True
        ).stdout
    except (FileNotFoundError, subprocess.CalledProcessError):
        return {}
    options = dict(re.findall(r'^(\S+) "(.*)";$', dump, re.MULTILINE))
    return {name: options[name] for name in CARRIED_OPTIONS if name in options}


def mirror_host() -> str | None:
    """The name of the host that this machine's packages come from; None where it isn't Debian."""
    for line in machine_mirror("stable"):
        return urlsplit(line.split()[1]).hostname
    return None


def mirror_port() -> int | None:
    """The port that it answers there; None where it isn't called directly, or isn't Debian."""
    if any(name.endswith("::Proxy") for name in machine_options()):
        return None
    for line in machine_mirror("stable"):
        uri = urlsplit(line.split()[1])
        return uri.port or {"http": 80, "https": 443}[uri.scheme]
    return None
