"""Phase 3: from a lab that serves to the one its owner wants; choose what you need."""

from homelab.contract import Criterion, Phase

__all__ = ["PHASE"]

TASKS = (
    "automation",
    "machine_learning",
    "data",
    "alerting",
    "secrets",
    "pipeline",
    "service_mesh",
    "identity",
    "services",
)

PHASE = Phase(
    number=3,
    title="Advanced Features",
    stage="Service Expansion",
    goal=(
        "Deploy specialized services for automation, AI/ML, data processing, enhanced security, "
        "and CI/CD based on specific homelab goals. Tasks here are more discretionary and depend "
        "heavily on individual requirements"
    ),
    entry=(Criterion("Phase 2 Exit Criteria met", phase=2),),
    tasks=TASKS,
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
        Criterion(
            "All desired advanced services are deployed and configured according to specific goals",
            TASKS,
            is_optional=True,
        ),
        Criterion("Integrations between services are functional and tested"),
        Criterion("Monitoring, logging, and alerting cover critical services", ("alerting",)),
        Criterion(
            "Security posture (authentication, secrets, network) is reviewed and deemed adequate "
            "for the homelab's purpose"
        ),
        Criterion(
            "CI/CD and backup/recovery processes are robust and regularly tested", ("pipeline",)
        ),
        Criterion("All relevant Phase 3 checkpoints passed successfully", TASKS, is_optional=True),
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
