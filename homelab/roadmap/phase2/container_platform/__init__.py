"""Container platform: runs the services' containers, on one host or a cluster."""

from homelab.contract import Estimate, Task
from homelab.offers import OpenPort

__all__ = ["TASK"]

TASK = Task(
    title="Containerization Platform Setup",
    steps=(
        "Install Docker & Docker Compose OR Kubernetes distribution (e.g., K3s, K0s, RKE2)",
        "Configure basic settings (storage drivers, network)",
    ),
    # hours for Docker, one to three days for Kubernetes
    estimate=Estimate(least=2, most=3 * 8),
    after=("host_os", "remote_access"),
    reads=(OpenPort,),
    milestone="Container Platform Operational",
    checkpoints=("Verify container deployment and networking",),
)
