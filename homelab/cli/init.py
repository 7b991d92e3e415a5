"""Write a lab of your own: inventory, group data, deploys, checks and secrets."""

from __future__ import annotations

import getpass
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from homelab.init import NewHost

__all__ = ["init"]

KEYS = ("id_ed25519", "id_ecdsa", "id_rsa")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--host", "hosts", multiple=True, metavar="NAME=ADDRESS", help="A machine; repeat.")
@click.option("--admin", metavar="USER", help="The user that homelab makes on every machine.")
@click.option("--key", metavar="FILE", help="The admin's public key, or the line itself.")
@click.option("--port", type=int, metavar="PORT", help="SSH's port from now on.")
@click.option("--release", type=click.Choice(["12", "13"]), help="The Debian they run.")
@click.option("--first-user", metavar="USER", help="The user that lets you in today.")
@click.option("--first-password", is_flag=True, help="Ask for the password of that user.")
@click.option("--yes", is_flag=True, help="Ask nothing: take defaults for what isn't given.")
def init(
    folder: Path,
    hosts: tuple[str, ...],
    admin: str | None,
    key: str | None,
    port: int | None,
    release: str | None,
    first_user: str | None,
    first_password: bool,
    yes: bool,
) -> None:
    """Write a lab of your own into DIR, from a few questions or these options.

    Overwrites nothing. An age key for its secrets is made where you have none.
    """
    from homelab.fields import Port, UserName
    from homelab.init import Answers, write_lab
    from homelab.init.answers import read_key, validated

    def ask(question: str, given: object, default: object) -> object:
        if given is not None or (yes and default is not None):
            return default if given is None else given
        return click.prompt(question, default=default)

    public, identity = read_key(str(ask("Your public SSH key", key, _own_key())))
    answers = Answers(
        hosts=_hosts(hosts, lambda: str(ask("Machines, as NAME=ADDRESS NAME=ADDRESS", None, None))),
        admin=validated(UserName, ask("Admin's user name", admin, _own_name()), "admin"),
        key=public,
        identity=identity,
        port=validated(Port, ask("SSH's port from now on", port, 22), "port"),
        release=str(ask("Debian's release", release, "13")),
        first_user=validated(
            UserName, ask("User that lets you in today", first_user, "root"), "first user"
        ),
        first_password=click.prompt("Its password", hide_input=True) if first_password else None,
    )
    for path in write_lab(folder, answers):
        click.echo(f"wrote {folder / path}")
    _say_what_next(folder)


def _hosts(given: tuple[str, ...], ask: Callable[[], str]) -> tuple[NewHost, ...]:
    from homelab.init.answers import BadAnswer, parse_host

    hosts = tuple(map(parse_host, given or ask().replace(",", " ").split()))
    for what in ("name", "address"):
        values = [getattr(host, what) for host in hosts]
        twice = {value for value in values if values.count(value) > 1}
        if twice:
            raise BadAnswer(
                f"{', '.join(sorted(twice))}: the {what} of two hosts; give each its own"
            )
    return hosts


def _own_key() -> str | None:
    """The first public key of the user's that there is, or None."""
    files = (Path.home() / ".ssh" / f"{name}.pub" for name in KEYS)
    return next((str(file) for file in files if file.is_file()), None)


def _own_name() -> str:
    name = getpass.getuser()
    return "admin" if name == "root" else name


def _say_what_next(folder: Path) -> None:
    from homelab.secrets.identity import identity_path

    click.echo(f"\nKeep a copy of {identity_path()}: nothing else opens the lab's secrets.\nNext:")
    if folder.resolve() != Path.cwd():
        click.echo(f"  cd {shlex.quote(str(folder))}")
    click.echo("  homelab check            # is it right?")
    click.echo("  homelab rehearse         # try it on throwaway nodes")
    click.echo("  homelab apply --phase 1  # make it so")
