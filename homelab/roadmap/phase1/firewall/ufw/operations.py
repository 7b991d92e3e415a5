"""What ufw does, each only where its files or the kernel don't have it yet."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable

from pyinfra import host
from pyinfra.api import StringCommand, operation

from homelab.roadmap.phase1.firewall.offers import Rule
from homelab.roadmap.phase1.firewall.ufw.facts import Ufw, UfwChains, UfwState
from homelab.roadmap.phase1.firewall.ufw.rules import as_tuples, command, comment

__all__ = [
    "allowed",
    "default",
    "disabled",
    "enabled",
    "guarding_ipv6",
    "logging",
    "only",
    "unloaded",
]

POLICIES = {"allow": "ACCEPT", "deny": "DROP", "reject": "REJECT"}
UNLOAD = """\
for tool in iptables ip6tables; do
if command -v $tool >/dev/null && $tool -S | grep -q '^-N ufw'; then
for chain in INPUT OUTPUT FORWARD; do $tool -P $chain ACCEPT; done
$tool -S | sed -n 's/^-A \\([A-Z]* -j ufw\\)/-D \\1/p' | while read -r rule; do $tool $rule; done
chains=$($tool -S | sed -n 's/^-N \\(ufw6*-\\)/\\1/p')
for chain in $chains; do $tool -F $chain; done
for chain in $chains; do $tool -X $chain; done
fi
done"""


@operation()
def guarding_ipv6() -> Generator[StringCommand]:
    """Rules are made for IPv6 as well as for IPv4.

    Without it ufw drops all of IPv6, so loading its rules cuts nobody off.
    """
    state = _state()
    if state.settings["IPV6"] != "yes":
        yield _set("/etc/default/ufw", "IPV6", "yes")
    if state.is_loaded(4) and 6 in state.loaded and not state.is_loaded(6):  # noqa: PLR2004 - IPv6
        yield StringCommand("ufw reload")


@operation()
def allowed(rule: Rule) -> Generator[StringCommand]:
    """What RULE says is allowed to its source, in every family that the source has."""
    state = _state()
    if not all(state.has(family, line) for family, line in as_tuples(rule)):
        yield StringCommand(f"ufw {command(rule)} comment {shlex.quote(comment(rule))}")


@operation()
def only(rules: Iterable[Rule]) -> Generator[StringCommand]:
    """No rule stands but RULES."""
    wished = {tuple(command(rule).split()) for rule in rules}
    for line in _state().added:
        words = shlex.split(line)
        found = tuple(words[: words.index("comment")] if "comment" in words else words)
        if found not in wished:
            route = ["route"] if found[0] == "route" else []
            yield StringCommand(
                shlex.join(["ufw", "--force", *route, "delete", *found[len(route) :]])
            )


@operation()
def default(direction: str, policy: str) -> Generator[StringCommand]:
    """What no rule speaks of is treated by POLICY; DIRECTION as in ufw(8), like `incoming`."""
    name = {"incoming": "DEFAULT_INPUT_POLICY", "outgoing": "DEFAULT_OUTPUT_POLICY"}[direction]
    if _state().settings[name] != POLICIES[policy]:
        yield StringCommand(f"ufw default {policy} {direction}")


@operation()
def logging(level: str) -> Generator[StringCommand]:
    """What is denied is logged to LEVEL."""
    if _state().settings["LOGLEVEL"] != level:
        yield StringCommand(f"ufw logging {level}")


@operation()
def enabled() -> Generator[StringCommand]:
    """Ufw is on, starts at boot, and the kernel has what ufw's files say."""
    state = _state()
    if not state.starts_at_boot:
        yield StringCommand("systemctl enable ufw.service")
    if state.settings["ENABLED"] != "yes" or not state.is_loaded(4):
        yield StringCommand("ufw --force enable")
        return
    is_to_deny = state.settings["DEFAULT_INPUT_POLICY"] == POLICIES["deny"]
    if not state.runs_what_is_written() or (is_to_deny and not state.is_denying()):
        yield StringCommand("ufw reload")


@operation()
def disabled() -> Generator[StringCommand]:
    """Nothing is denied, now and after a reboot."""
    state = _state()
    if state.is_installed and (state.settings["ENABLED"] == "yes" or state.is_loaded(4)):
        yield StringCommand("ufw --force disable")


@operation()
def unloaded() -> Generator[StringCommand]:
    """The kernel has none of ufw's chains; what they denied is accepted first."""
    if host.get_fact(UfwChains):
        yield StringCommand(UNLOAD)


def _state() -> Ufw:
    state: Ufw = host.get_fact(UfwState)
    return state


def _set(path: str, name: str, value: str) -> StringCommand:
    """Have the line NAME=VALUE in a file of shell variables, where it is or at its end."""
    line, file = shlex.quote(f"{name}={value}"), shlex.quote(path)
    old = shlex.quote(f"s/^{name}=.*/{name}={value}/")
    return StringCommand(
        f"if grep -q ^{name}= {file}; then sed -i {old} {file}; else echo {line} >> {file}; fi"
    )
