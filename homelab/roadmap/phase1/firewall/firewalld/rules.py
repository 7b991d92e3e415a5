"""How a rule reads in firewalld's own words, in a zone or in a policy."""

from __future__ import annotations

import re
from ipaddress import ip_network

from homelab.offers import Forward
from homelab.roadmap.phase1.firewall.offers import Rule

__all__ = ["element"]


def element(rule: Rule) -> str:
    """The rule as one line of XML."""
    if isinstance(rule, Forward):
        (to,) = rule.to
        where = f'<destination address="{to}"/>' if ip_network(to).prefixlen else ""
        return _rich(rule.source, where) + _comment(rule.comment)
    port = f'<port port="{rule.port}" protocol="{rule.protocol}"/>'
    written = port if rule.source is None else _rich(rule.source, port)
    return written + _comment(rule.comment)


def _rich(source: str, more: str) -> str:
    family = f"ipv{ip_network(source).version}"
    return f'<rule family="{family}"><source address="{source}"/>{more}<accept/></rule>'


def _comment(text: str) -> str:
    """The comment as XML takes it, which is without two hyphens in a row."""
    said = " ".join(re.sub("-+", "-", text).split())
    return f" <!-- {said} -->" if said else ""
