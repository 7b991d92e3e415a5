"""What a pod and its container may: as little as on Docker."""

from __future__ import annotations

import re
from typing import Any

from homelab.workload.kubernetes.cluster import said
from homelab.workload.model import Workload

__all__ = ["container_security", "pod_security", "unsafe_sysctls"]

UNPRIVILEGED = "net.ipv4.ip_unprivileged_port_start"
SAFE = re.compile(
    r"kernel\.shm_rmid_forced|net\.ipv4\.(ip_local_port_range|tcp_syncookies|ping_group_range|"
    r"ip_unprivileged_port_start|ip_local_reserved_ports|tcp_keepalive_(time|intvl|probes)|"
    r"tcp_fin_timeout|tcp_[rw]mem)"
)


def unsafe_sysctls(workload: Workload) -> tuple[str, ...]:
    """Those that the kubelet must be told to allow (allowedUnsafeSysctls)."""
    return tuple(name for name in workload.sysctls if not SAFE.fullmatch(name))


def container_security(workload: Workload) -> dict[str, Any]:
    """The securityContext of its container."""
    capabilities = {"drop": _names(workload.cap_drop), "add": _names(workload.cap_add)}
    return said(
        {
            "allowPrivilegeEscalation": not workload.no_new_privileges,
            "readOnlyRootFilesystem": workload.read_only or None,
            "capabilities": said(capabilities),
        }
    )


def _names(capabilities: list[str]) -> list[str]:
    return [name.removeprefix("CAP_") for name in capabilities]


def pod_security(workload: Workload) -> dict[str, Any]:
    """The securityContext of the pod of WORKLOAD."""
    sysctls = dict(workload.sysctls)
    if workload.network_mode != "host":
        sysctls = {UNPRIVILEGED: "0", **sysctls}  # as Docker has it in every container
    return said(
        {
            "seccompProfile": {"type": "RuntimeDefault"},
            **(_user(workload.user) if workload.user else {}),
            "sysctls": [{"name": key, "value": value} for key, value in sysctls.items()],
        }
    )


def _user(user: str) -> dict[str, Any]:
    uid, _, gid = user.replace("root", "0").partition(":")
    found: dict[str, Any] = {"runAsUser": int(uid)}
    if gid:
        found["runAsGroup"] = int(gid)
    if int(uid):  # the group makes volumes writable and secrets readable for it
        group = {"fsGroup": int(gid or uid), "fsGroupChangePolicy": "OnRootMismatch"}
        found |= {"runAsNonRoot": True, **group}
    return found
