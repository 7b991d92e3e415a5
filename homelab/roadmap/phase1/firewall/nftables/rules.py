"""How a rule reads in nft's own words."""

from __future__ import annotations

from ipaddress import ip_network

from homelab.offers import Forward
from homelab.roadmap.phase1.firewall.offers import Rule

__all__ = ["statement"]

FAMILY = {4: "ip", 6: "ip6"}
COMMENT_BYTES = 128
"""What nft keeps of a comment, at most."""


def statement(rule: Rule) -> str:
    """The rule as it stands in a chain."""
    if isinstance(rule, Forward):
        matched = f'iifname "{rule.interface}" {_match("saddr", rule.source)}'
        (to,) = rule.to
        if ip_network(to).prefixlen:
            matched += f" {_match('daddr', to)}"
    else:
        source = f"{_match('saddr', rule.source)} " if rule.source is not None else ""
        matched = f"{source}{rule.protocol} dport {rule.port}"
    return f"{matched} accept{_comment(rule.comment)}"


def _match(field: str, network: str) -> str:
    return f"{FAMILY[ip_network(network).version]} {field} {network}"


def _comment(text: str) -> str:
    """The comment as nft takes it, which is without double quotes."""
    said = " ".join(text.replace('"', "").split()).encode()[:COMMENT_BYTES].decode(errors="ignore")
    return f' comment "{said}"' if said else ""
