"""What a front door shows to those who come by HTTPS, asked of it by openssl on its own node."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from homelab.diagnose.fault import Cure, by_hand, run
from homelab.model.lab import Lab
from homelab.offers import FrontDoor, VolumeStore
from homelab.routing import authority, backends, own_roots
from homelab.workload.naming import workload_name

__all__ = ["Served", "anew", "ask", "door", "served"]

SHOW = """
roots=%s
for name in %s; do
    echo "## $name"
    shown=$(openssl s_client -connect %s -servername $name -verify_hostname $name -showcerts \\
        ${roots:+-CAfile <(echo "$roots")} </dev/null)
    leaf=$(sed -n '/BEGIN CERT/,/END CERT/p;/END CERT/q' <<<"$shown")
    [ -n "$leaf" ] || continue
    echo "sent: $(grep -c 'BEGIN CERT' <<<"$shown")"
    grep -m 1 -o 'Verify return code: .*' <<<"$shown"
    openssl x509 -noout -enddate -issuer -subject <<<"$leaf"
    openssl x509 -noout -checkend 0 <<<"$leaf" >/dev/null && echo 'lives: yes' || echo 'lives: no'
    echo "file: $(grep -rlsF "$(sed -n 3p <<<"$leaf")" %s --include='*.crt' | head -n 1)"
done
"""
CODE = re.compile(r"Verify return code: (\d+) \((.*)\)")


@dataclass(frozen=True)
class Served:
    """What is shown for one name."""

    name: str
    number: int
    """Of certificates: the name's own, and those that lead to a root."""
    code: int
    """OpenSSL's verdict (X509_STORE_CTX_get_error(3)); 0 where all is well."""
    why: str
    """The same in words."""
    lives: bool
    """Whether it hasn't ended."""
    ends: str
    issuer: str
    is_self_signed: bool
    file: str
    """Where on the node the front door keeps it; empty where that can't be told."""


def ask(lab: Lab, host: str) -> str | None:
    """What the front door of HOST shows for each name with a certificate."""
    doors = lab.offers(FrontDoor, host)
    names = [each.route.host for each in backends(lab, host) if authority(lab, each.route)]
    if not doors or not names:
        return None
    stores = lab.offers(VolumeStore, host)
    folder = stores[0].offer.folder_of(door(lab, host), "data") if stores else "/nonexistent"
    port = f"127.0.0.1:{doors[0].offer.https_port}"
    roots = shlex.quote((own_roots(lab) or "").strip())
    return SHOW % (roots, shlex.join(names), port, shlex.quote(folder))


def served(said: str) -> Iterator[Served]:
    """Each name for which a certificate is shown."""
    for part in said.split("## ")[1:]:
        name, *lines = part.splitlines()
        values = dict(
            re.split(r": |=", line, maxsplit=1) for line in lines if re.search(": |=", line)
        )
        code = CODE.search(part)
        if code is None:
            continue
        yield Served(
            name,
            int(values["sent"]),
            int(code[1]),
            code[2],
            values["lives"] == "yes",
            values["notAfter"],
            values["issuer"],
            values["issuer"] == values["subject"] != "",
            values.get("file", ""),
        )


def door(lab: Lab, host: str) -> str:
    """The workload that is the front door of HOST."""
    return workload_name(lab.offers(FrontDoor, host)[0].provider)


def anew(lab: Lab, host: str, each: Served) -> Cure:
    """The certificate is issued anew."""
    if each.file:
        return run(f"rm {shlex.quote(each.file)} && docker restart {door(lab, host)}")
    return by_hand(f"delete the certificate of {each.name} in {door(lab, host)}, and restart it")
