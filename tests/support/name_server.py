"""A real name server for a zone, on a node: Debian's BIND, which takes signed updates."""

from __future__ import annotations

from dataclasses import dataclass

from support.rehearsed import Rehearsed, address

__all__ = ["KEY", "NameServer", "name_server"]

KEY = "homelab"
CONFIG = """
key "{key}" {{ algorithm hmac-sha256; secret "{secret}"; }};
zone "{zone}" {{
    type primary;
    file "/var/lib/bind/{zone}";
    update-policy {{ grant {key} subdomain {zone} TXT; }};
}};
"""
OPTIONS = """
options {
    directory "/var/cache/bind";
    recursion no;
    querylog yes;
};
"""
ZONE = """
$TTL 60
@ SOA ns hostmaster 1 3600 600 86400 1
@ NS ns
ns A {address}
ns TXT here
"""


@dataclass(frozen=True)
class NameServer:
    """Where it is, and what it has been asked."""

    lab: Rehearsed
    host: str
    address: str

    def log(self) -> str:
        """Its journal: every query and every update."""
        return self.lab.run(self.host, "journalctl --unit named --output cat")

    def text(self, name: str) -> str:
        """The TXT record of NAME; nothing where it has none."""
        return self.lab.run(self.host, f"dig +short @127.0.0.1 {name} TXT").strip()


def name_server(lab: Rehearsed, host: str, zone: str, secret: str) -> NameServer:
    """BIND runs on HOST for ZONE; the key's SECRET, in base64, may write texts into it."""
    at = address(lab, host)
    files = {
        "/etc/bind/named.conf.options": OPTIONS,
        "/etc/bind/named.conf.local": CONFIG.format(key=KEY, secret=secret, zone=zone),
        f"/var/lib/bind/{zone}": ZONE.format(address=at),
    }
    install = "DEBIAN_FRONTEND=noninteractive apt-get install -qq -y bind9 bind9-dnsutils"
    lab.run(host, f"apt-get update -qq && {install}")
    for path, text in files.items():
        lab.nodes.exec(host, ["sh", "-c", f"cat >{path}"], stdin=text)
    lab.run(host, "systemctl restart named")
    return NameServer(lab, host, at)
