"""Pipeline: every commit is built, tested and deployed without a hand."""

from homelab.contract import Task, days

__all__ = ["TASK"]

TASK = Task(
    title="CI/CD Pipeline",
    steps=(
        "Deploy GitLab (with CI runners), Jenkins, Gitea + Act runner, Argo CD (K8s)",
        "Configure pipeline for a sample application or infrastructure code",
    ),
    estimate=days(1, 4),
    after=("container_platform", "version_control"),
    milestone="Automated Build/Deployment Pipeline Established",
    checkpoints=("Trigger CI/CD pipeline and verify successful build/deployment",),
    optional=True,
)
