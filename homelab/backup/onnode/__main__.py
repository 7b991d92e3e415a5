"""The command: what it did and what is known then is printed as JSON."""

from __future__ import annotations

import argparse
import fcntl
import json
import shlex
import sys
from pathlib import Path
from typing import Any

from homelab.backup.onnode.backing import back_up
from homelab.backup.onnode.drilling import drill
from homelab.backup.onnode.moving import announce, finish, hand_over, resume, take
from homelab.backup.onnode.report import State, read_state
from homelab.backup.onnode.restoring import restore
from homelab.backup.onnode.shell import Failed
from homelab.backup.onnode.standing import standing
from homelab.backup.onnode.wishes import Wishes, read_wishes

LOCK = Path("/run/homelab-backup.lock")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="homelab-backup")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, told in (("backup", "copy to every repository"), ("drill", "prove the restores")):
        each = verbs.add_parser(verb, help=told)
        each.add_argument("services", nargs="*")
        each.add_argument("--only-new", action="store_true", help="what has none yet")
    one = verbs.add_parser("restore", help="bring data back")
    one.add_argument("services", nargs=1)
    one.add_argument("--at", default="", help="a time, like 2026-11-25T18:00; else the newest")
    one.add_argument("--repository", default="", help="else the first")
    move = verbs.add_parser("move", help="a part of moving data to another node")
    move.add_argument("step", choices=["announce", "hand-over", "resume", "take", "finish"])
    move.add_argument("services", nargs=1)
    move.add_argument("--sha256", default="", help="of the archive that is to be taken")
    verbs.add_parser("status", help="what is known")
    own = verbs.add_parser("environment", help="variables for the tool itself, for a shell")
    own.add_argument("--repository", default="", help="else the first")
    return parser.parse_args()


def main() -> int:
    """1 where anything is wrong."""
    asked, wishes, state = _arguments(), read_wishes(), read_state()
    if asked.verb == "environment":
        _, tool = wishes.tool(asked.repository)
        lines = [f"export {name}={shlex.quote(v)}\n" for name, v in tool.environment.items()]
        sys.stdout.write("".join(lines))
        return 0
    trouble, more = "", {}
    with LOCK.open("w") as lock:
        if asked.verb != "status":
            fcntl.flock(lock, fcntl.LOCK_EX)
            state = read_state()
            state.keep_only(set(wishes.services), set(wishes.repositories))
        try:
            more = _do(asked, wishes, state)
        except Failed as failure:
            trouble = f"{' '.join(asked.services)}: {failure}"
        if asked.verb != "status":
            state.stands(standing(wishes, state))
    said = {"services": {}, "repositories": {}, **state.said, **more}
    said["expected"] = {name: each.is_expected() for name, each in wishes.services.items()}
    said["rule"] = standing(wishes, state)
    said["failed"] = trouble
    said["troubles"] = [*state.troubles(), *([trouble] if trouble else [])]
    sys.stdout.write(json.dumps(said, indent=1) + "\n")
    return 1 if said["troubles"] else 0


def _do(asked: argparse.Namespace, wishes: Wishes, state: State) -> dict[str, Any]:
    """Do it; what is to be known of it besides the state."""
    if asked.verb == "backup":
        back_up(wishes, asked.services, state, only_new=asked.only_new)
    elif asked.verb == "drill":
        drill(wishes, asked.services, state, only_new=asked.only_new)
    elif asked.verb == "restore":
        restore(wishes, asked.services[0], asked.at, asked.repository, state)
    elif asked.verb == "move":
        return _move(asked.step, wishes, asked.services[0], asked.sha256, state)
    return {}


def _move(step: str, wishes: Wishes, name: str, sha256: str, state: State) -> dict[str, Any]:
    if step == "announce":
        announce(wishes, name, state)
    elif step == "hand-over":
        return {"packed": hand_over(wishes, name, state)}
    elif step == "resume":
        resume(wishes, name)
    elif step == "take":
        take(wishes, name, sha256, state)
    else:
        finish(wishes, name)
    return {}


sys.exit(main())
