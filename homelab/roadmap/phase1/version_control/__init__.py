"""Version control: a repository that holds the lab's configuration and its history."""

from homelab.contract import Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Version Control Setup",
    steps=(
        "Create repository (GitHub, GitLab, local Gitea) for infrastructure configurations",
        "Initialize repo with basic structure",
    ),
    estimate=hours(1),
    requires=("Internet access",),
    checkpoints=("Commit initial configurations to version control",),
    optional=True,
)
