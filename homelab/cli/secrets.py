"""Keep the lab's secrets: set, show, list, rotate and certify what secrets.age holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homelab.cli import options
from homelab.cli.complete import complete_secrets

if TYPE_CHECKING:
    from homelab.secrets import SecretStore

__all__ = ["secrets"]

APPLY = "Nodes still have the old value: run `homelab apply` to bring them the new one."
WISH = """\
Wish for it in group_data/all.py, with your domain and the host that is to run it:

  from pathlib import Path

  tls = {
      "provider": "step_ca",
      "domains": ["lab.example"],
      "host": "gateway",
      "root": Path("root.pem").read_text(),
  }"""


@click.group()
def secrets() -> None:
    """Keep the lab's secrets in secrets.age, encrypted and fit to be committed.

    group_data refers to one as "secret:NAME"; the key that opens them is in
    ~/.config/homelab/identity.agekey (HOMELAB_IDENTITY names another).
    """


@secrets.command("set")
@options.inventory
@click.argument("name", shell_complete=complete_secrets)
@click.option("--generate", is_flag=True, help="Make up a strong value instead of asking.")
def set_secret(inventory: Path, name: str, generate: bool) -> None:
    """Store a value under NAME, asked for on the terminal or read from stdin.

    It is never taken from the command line, which other users of the machine can see.
    """
    from homelab.secrets.generating import generate as new_value
    from homelab.secrets.store import check_name

    check_name(name)
    store = _store(inventory)
    is_known = store.path.exists() and name in store.names()
    store.set({name: new_value() if generate else _read_value(name)})
    click.echo(f"secret:{name} is stored in {store.path}.")
    if is_known:
        click.echo(APPLY)


@secrets.command()
@options.inventory
@click.argument("name", shell_complete=complete_secrets)
def show(inventory: Path, name: str) -> None:
    """Print the value of NAME, and nothing else."""
    click.echo(_store(inventory).get(name))


@secrets.command("list")
@options.inventory
@options.as_json
def list_names(inventory: Path, as_json: bool) -> None:
    """List the names, without values."""
    import json

    names = _store(inventory).names()
    click.echo(json.dumps(names) if as_json else "\n".join(names), nl=bool(names))


@secrets.command()
@options.inventory
@click.argument("names", nargs=-1, shell_complete=complete_secrets)
def rotate(inventory: Path, names: tuple[str, ...]) -> None:
    """Make up new values for NAMES; without names, encrypt everything to a new key.

    The old key stays in the identity's file, for other labs and older commits. If it has become
    known, rotate every name as well: whoever has it can still read the old commits.
    """
    from homelab.secrets.generating import generate

    store = _store(inventory)
    if not names:
        store.renew_key()
        click.echo(f"{store.path} is encrypted to a new key; back up the identity's file again.")
        return
    for name in names:
        store.get(name)  # a name that isn't there is a slip of the pen, not a new secret
    store.set({name: generate() for name in names})
    click.echo(f"New: {', '.join(f'secret:{name}' for name in names)}.\n{APPLY}")


@secrets.command()
@options.inventory
def authority(inventory: Path) -> None:
    """Make the lab's own certificate authority, or a new intermediate for the one there is.

    The root's certificate goes to root.pem beside the inventory, which is no secret: commit it, and
    have browsers trust it. Its key stays in secrets.age; only the intermediate's reaches a node.
    """
    from homelab.secrets import SecretError
    from homelab.secrets.authority import ROOT, ROOT_KEY, certified

    store = _store(inventory)
    known = store.read() if store.path.exists() else {}
    root, is_known = store.root / "root.pem", {ROOT, ROOT_KEY} <= known.keys()
    if root.exists() and not is_known:
        missing = f"secret:{ROOT} and secret:{ROOT_KEY} aren't in {store.path}"
        cure = "restore that from a backup, or move root.pem away to begin anew"
        raise SecretError(f"{root}: it is there, and {missing}; {cure}")
    made = certified(known)
    store.set(made)
    root.write_text(made[ROOT])
    if is_known:
        click.echo(f"The root is the same, the intermediate is new.\n{APPLY}")
    else:
        click.echo(f"The root is in {root}, all keys are in {store.path}.\n{WISH}")


def _store(inventory: Path) -> SecretStore:
    from homelab.model.loading import root_of
    from homelab.secrets import SecretStore

    return SecretStore(root_of(inventory.absolute()))


def _read_value(name: str) -> str:
    """The value: typed twice on a terminal, else all of stdin without its last line's end."""
    if sys.stdin.isatty():
        value: str = click.prompt(f"Value of {name}", hide_input=True, confirmation_prompt=True)
        return value
    return sys.stdin.read().removesuffix("\n").removesuffix("\r")
