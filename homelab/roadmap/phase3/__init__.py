"""Phase 3: from a lab that serves to the one its owner wants; choose what you need."""

from homelab.contract import Phase

__all__ = ["PHASE"]

PHASE = Phase(
    number=3,
    title="Advanced Features",
    stage="Service Expansion",
    goal=(
        "Deploy specialized services for automation, AI/ML, data processing, enhanced security, "
        "and CI/CD based on specific homelab goals. Tasks here are more discretionary and depend "
        "heavily on individual requirements"
    ),
    entry=("Phase 2 Exit Criteria met",),
    tasks=(
        "automation",
        "machine_learning",
        "data",
        "alerting",
        "secrets",
        "pipeline",
        "service_mesh",
        "identity",
        "services",
    ),
    checkpoints=(
        "Validate functionality of deployed automation/AI/data services",
        "Test alert delivery via Alertmanager to configured receivers",
        "Verify logs are aggregated in Loki and searchable in Grafana",
        "Confirm applications can securely retrieve secrets from Vault",
        "Trigger CI/CD pipeline and verify successful build/deployment",
        "Test service mesh features (e.g., traffic splitting, mTLS enforcement)",
        "Verify MFA and broader service integration with the authentication provider",
    ),
    exit=(
        "All desired advanced services are deployed and configured according to specific goals",
        "Integrations between services are functional and tested",
        "Monitoring, logging, and alerting cover critical services",
        (
            "Security posture (authentication, secrets, network) is reviewed and deemed adequate "
            "for the homelab's purpose"
        ),
        "CI/CD and backup/recovery processes are robust and regularly tested",
        "All relevant Phase 3 checkpoints passed successfully",
    ),
    challenges=(
        "Resource limitations (CPU, RAM, GPU, Storage) becoming apparent",
        "Complex inter-service dependencies and configurations",
        "Steep learning curves for advanced tools (Kubernetes, Vault, Service Mesh, AI platforms)",
        "Troubleshooting distributed systems issues",
        "Maintaining security posture across a larger number of services",
        "Configuration drift if not managed via IaC/GitOps",
    ),
)
