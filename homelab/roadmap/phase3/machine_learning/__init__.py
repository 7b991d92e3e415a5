"""Machine learning: models are trained, kept and served, on GPUs where there are any."""

from homelab.contract import ANY, Task, days

__all__ = ["TASK"]

TASK = Task(
    title="AI/ML Platform Setup",
    steps=(
        "Deploy Triton Inference Server, Ray Cluster, MLflow",
        "Configure hardware resources (GPUs)",
        "Deploy a sample model or workload",
    ),
    estimate=days(1, 5),
    choose=ANY,
    after=("container_platform",),
    requires=("potentially GPUs configured at host level",),
    milestone="AI/ML Serving/Training Environment Ready",
    checkpoints=("Validate functionality of deployed automation/AI/data services",),
    optional=True,
)
