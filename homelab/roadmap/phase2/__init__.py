"""Phase 2: from hosts to a lab that serves, is reached safely, watched and backed up."""

from homelab.contract import Criterion, Phase

__all__ = ["PHASE"]

TASKS = (
    "container_platform",
    "reverse_proxy",
    "tls",
    "vpn",
    "monitoring",
    "backup",
    "authentication",
)

PHASE = Phase(
    number=2,
    title="Core Services",
    stage="Operational Backbone",
    goal=(
        "Deploy essential services for containerization, secure external access, monitoring, VPN, "
        "and backups"
    ),
    entry=(Criterion("Phase 1 Exit Criteria met", phase=1),),
    tasks=TASKS,
    checkpoints=(
        "Verify container deployment and networking",
        "Confirm successful HTTP and HTTPS access to a test service via the reverse proxy",
        "Validate Let's Encrypt certificate generation/renewal or internal CA trust",
        "Test VPN connection from an external client and access to internal resources",
        "Check Prometheus targets are up and Grafana dashboards show data",
        "Perform a test backup and a simulated restore of a configuration file",
        "(If applicable) Test authentication flow via the chosen provider",
    ),
    exit=(
        Criterion(
            "Container platform is stable and deploying applications", ("container_platform",)
        ),
        Criterion(
            "Secure external access via reverse proxy and TLS is functional",
            ("reverse_proxy", "tls"),
        ),
        Criterion("VPN access is working reliably", ("vpn",)),
        Criterion(
            "Core system and container metrics are monitored and visualized", ("monitoring",)
        ),
        Criterion(
            "A scheduled backup process for critical data/configs is in place and tested",
            ("backup",),
        ),
        Criterion("All Phase 2 checkpoints passed successfully", TASKS, is_optional=True),
    ),
    challenges=(
        "Container networking complexities (overlay networks, ingress)",
        "DNS resolution issues for Let's Encrypt or internal services",
        "Firewall rules blocking reverse proxy or VPN traffic",
        "TLS certificate chain/trust issues",
        "Backup storage configuration and permissions",
        "Resource contention (CPU/RAM) impacting service performance",
    ),
)
