"""Hardening leaves a container platform the kernel parameters that its containers stand on.

The node forwards a bridge's packets (`ip_forward`, or `forwarding` of all and of new interfaces):
Docker turns that on when it starts, and what turns it off later cuts every container off
(https://docs.docker.com/engine/network/packet-filtering-firewalls/,
https://docs.kernel.org/networking/ip-sysctl.html). What a bridge carries is shown to iptables,
or Kubernetes' services don't answer
(https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/).
And every container has namespaces of its own, though no user namespace while the platform is
root's (https://docs.kernel.org/admin-guide/sysctl/user.html).
"""

from __future__ import annotations

from collections.abc import Iterator

from homelab.model.draft import Draft
from homelab.model.faults import Fault
from homelab.offers import Sysctl

__all__ = ["faults"]

PLATFORM = "container_platform"
NEEDED = {
    "net.ipv4.ip_forward": "no container reaches anything beyond its node",
    "net.ipv4.conf.all.forwarding": "no container reaches anything beyond its node",
    "net.ipv4.conf.default.forwarding": "no container reaches anything beyond its node",
    "net.bridge.bridge-nf-call-iptables": "a bridge's packets pass by the platform's rules",
    **{
        f"user.max_{kind}_namespaces": "no container can start"
        for kind in ("ipc", "mnt", "net", "pid", "uts")
    },
}
"""Parameters that must not be 0, and what comes of it."""


def faults(draft: Draft) -> Iterator[Fault]:
    """Such parameters set to 0, on hosts with a container platform."""
    for offered in draft.lab.offers(Sysctl):
        name, value = offered.offer.name, offered.offer.value
        if PLATFORM in draft.wished[offered.host] and name in NEEDED and value == "0":
            yield draft.fault(
                offered,
                f"with 0 {NEEDED[name]}",
                f"leave it out on hosts with {PLATFORM}, like {offered.host}",
                at=("sysctls", name),
            )
