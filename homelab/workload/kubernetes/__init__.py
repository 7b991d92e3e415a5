"""A workload as manifests of Kubernetes: plain data, in the order in which to apply them.

What Docker promises is kept as exactly as Kubernetes can: one replica, never two at once;
a headless Service, so that its name is its address on every port; `ports` as hostPort, which
alone keeps number, address and protocol and needs no load balancer; no memory or processor
reserved; Docker's own seccomp profile and unprivileged ports below 1024; no variables that
Kubernetes would add. What it can't is refused (`refusals`), with three exceptions: `pids_limit`
is one number for a whole node there, the kubelet's podPidsLimit, and `sysctls` that count as
unsafe need the kubelet's leave (`unsafe_sysctls`). Both are the cluster provider's to set, who
also has the image asked what `accepted_by` says.
https://kubernetes.io/docs/reference/kubernetes-api/
"""

from homelab.workload.kubernetes.cluster import Cluster
from homelab.workload.kubernetes.manifests import as_yaml, manifests
from homelab.workload.kubernetes.refusals import CannotRender
from homelab.workload.kubernetes.security import unsafe_sysctls

__all__ = ["CannotRender", "Cluster", "as_yaml", "manifests", "unsafe_sysctls"]
