"""Data: queues, object storage and databases that other services stand on."""

from homelab.contract import ANY, Task, hours

__all__ = ["TASK"]

TASK = Task(
    title="Data Processing & Storage",
    steps=(
        "Deploy message queue (RabbitMQ, Kafka, NATS)",
        "Deploy object storage (MinIO)",
        "Deploy databases (PostgreSQL, MongoDB, InfluxDB)",
    ),
    estimate=hours(2, 8),
    choose=ANY,
    after=("container_platform",),
    requires=("Persistent storage configured",),
    milestone="Data Services Deployed",
    checkpoints=("Validate functionality of deployed automation/AI/data services",),
    optional=True,
)
