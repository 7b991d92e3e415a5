"""Service mesh: services in a cluster talk encrypted, steered and observed."""

from homelab.contract import Task, days

__all__ = ["TASK"]

TASK = Task(
    title="Service Mesh (Kubernetes Only)",
    steps=(
        "Deploy Istio, Linkerd",
        "Configure basic traffic management, mTLS, and observability features",
    ),
    estimate=days(2, 5),
    after=("container_platform",),
    requires=("Kubernetes cluster operational",),
    milestone="Service Mesh Deployed and Configured",
    checkpoints=("Test service mesh features (e.g., traffic splitting, mTLS enforcement)",),
    optional=True,
)
