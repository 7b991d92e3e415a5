"""What only OpenSSH's deploy needs: the include line, and a password that no one can list."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation
from pyinfra.facts.server import Users

__all__ = ["includes_drop_ins", "no_user", "password", "shut_out"]

INCLUDE = "Include /etc/ssh/sshd_config.d/*.conf"


class IncludesDropIns(FactBase[bool]):
    """Whether sshd_config includes its drop-in folder before it sets anything."""

    default = bool

    def command(self) -> str:
        """Print the first line that isn't a comment."""
        return "grep -m 1 -E '^[[:space:]]*[A-Za-z]' /etc/ssh/sshd_config || true"

    def process(self, output: Iterable[str]) -> bool:
        """True when that line is the include."""
        return " ".join(next(iter(output), "").split()) == INCLUDE


class PasswordMatches(FactBase[bool]):
    """Whether a user's password is the given one; it travels by standard input alone."""

    default = bool

    def command(self, user: str) -> str:
        """Hash what comes in with the stored salt (crypt(3)) and compare."""
        name = shlex.quote(user)
        return (
            f"stored=$(getent shadow {name} | cut -d: -f2); "
            'perl -e \'$_ = <STDIN>; chomp; print crypt($_, $ARGV[0]) eq $ARGV[0] ? "same" : ""\' '
            '"${stored:-*}"'
        )

    def process(self, output: Iterable[str]) -> bool:
        """True for the same password."""
        return "same" in output


@operation()
def includes_drop_ins() -> Generator[StringCommand]:
    """sshd_config includes its drop-ins first: in sshd_config(5) the first value wins."""
    if not host.get_fact(IncludesDropIns):
        yield StringCommand(f"sed -i {shlex.quote(f'1i {INCLUDE}')} /etc/ssh/sshd_config")


@operation()
def password(user: str, secret: str) -> Generator[StringCommand]:
    """USER has the password SECRET, which appears in no command line."""
    if not host.get_fact(PasswordMatches, user=user, _stdin=secret):
        yield StringCommand("chpasswd", _stdin=f"{user}:{secret}")


@operation()
def shut_out(user: str, groups: Iterable[str]) -> Generator[StringCommand]:
    """USER is in none of GROUPS and not in sudo, so neither logs in nor becomes root."""
    found = host.get_fact(Users).get(user, {})
    for group in found.get("groups", ()):
        if group in (*groups, "sudo"):
            yield StringCommand(f"gpasswd --delete {shlex.quote(user)} {shlex.quote(group)}")


@operation()
def no_user(user: str) -> Generator[StringCommand]:
    """There is no USER, and none of the user's home; fails while the user is logged in.

    What a login leaves behind, systemd ends by itself after ten seconds; that is waited for.
    """
    if user in host.get_fact(Users):
        name = shlex.quote(user)
        left = f"find /proc -maxdepth 1 -user {name} -name '[1-9]*'"
        yield StringCommand(f'for i in $(seq 20); do [ -n "$({left})" ] || break; sleep 1; done')
        yield StringCommand(f"userdel --remove {name}")
