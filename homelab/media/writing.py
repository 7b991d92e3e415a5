"""Writes the media of some hosts: all of them or none, and over what is there only if told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from homelab.errors import HomelabError
from homelab.media.medium import Medium
from homelab.media.menu import boot_menu
from homelab.media.readme import readme
from homelab.model.lab import Lab
from homelab.result import ExitCode
from homelab.roadmap import registry
from homelab.secrets.files import replace_file

__all__ = ["NoMedium", "made_media", "write_media"]

SYSTEM = "host_os"


class NoMedium(HomelabError):
    """Media that can't be made or written; nothing was written."""

    exit_code = ExitCode.USAGE


def made_media(lab: Lab, hosts: Iterable[str]) -> dict[str, Medium]:
    """The medium of each of HOSTS; raises NoMedium, or what its installer can't do without."""
    nodes = {node.name: node for node in lab.nodes(SYSTEM)}
    media = {}
    for host in hosts:
        if host not in nodes:
            problem = f"{host}: host_os: no system is declared"
            if host not in lab.hosts:
                problem = f"{host} is no host of {lab.inventory.name}"
            known = ", ".join(name for name, node in nodes.items() if node.settings.install)
            raise NoMedium(f"{problem}; these can be installed: {known or 'none'}")
        node = nodes[host]
        module = registry.provider(SYSTEM, node.provider).load("installer")
        if module is None:
            raise NoMedium(
                f"{host}: host_os: {node.provider} has no installer that asks nobody; "
                "install it by hand, or choose another provider"
            )
        media[host] = module.medium(node)
    return media


def write_media(
    folder: Path, media: dict[str, Medium], base: str, *, force: bool = False
) -> tuple[Path, ...]:
    """Write MEDIA, which is served at BASE, into FOLDER; the paths written.

    Files are their owner's alone, as they hold hashes of passwords. Without FORCE, NoMedium is
    raised with nothing written when any of them exists.
    """
    files = dict(_files(folder, media, base))
    existing = [str(path) for path in files if path.exists()]
    if existing and not force:
        raise NoMedium(
            f"{folder}: nothing was written, as there already is {', '.join(existing)}; "
            "choose another folder, or say --force"
        )
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, text.encode())
    except OSError as error:
        raise NoMedium(
            f"{folder} can't be written ({error.strerror}); name a folder of yours"
        ) from None
    return tuple(files)


def _files(folder: Path, media: dict[str, Medium], base: str) -> Iterator[tuple[Path, str]]:
    for host, medium in media.items():
        for name, text in medium.files.items():
            yield folder / host / name, text
    yield folder / "boot.ipxe", boot_menu(media, base)
    yield folder / "README.md", readme(media, base)
