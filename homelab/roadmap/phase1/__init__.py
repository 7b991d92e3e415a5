"""Phase 1: from a bare machine to hardened SSH behind a firewall."""

from homelab.contract import Criterion, Phase

__all__ = ["PHASE"]

TASKS = (
    "hardware",
    "firmware",
    "host_os",
    "network",
    "dns",
    "remote_access",
    "firewall",
    "version_control",
)

PHASE = Phase(
    number=1,
    title="Initial Setup",
    stage="Foundation",
    goal=(
        "Establish the basic physical and network infrastructure, install the host OS, and secure "
        "initial access"
    ),
    entry=(
        Criterion("Hardware acquired"),
        Criterion("physical space allocated"),
        Criterion("basic internet connectivity available"),
    ),
    tasks=TASKS,
    checkpoints=(
        "Verify hardware recognition in BIOS/UEFI and OS",
        "Confirm stable network connectivity for the host",
        "Test SSH login using key pairs from a client machine",
        "Verify firewall rules block unintended ports (use `nmap` from another machine)",
        "Commit initial configurations to version control",
    ),
    exit=(
        Criterion(
            "Host OS is installed, stable, and accessible via hardened SSH",
            ("host_os", "remote_access"),
        ),
        Criterion("Basic network configuration is complete and verified", ("network",)),
        Criterion("Host firewall is active with baseline rules", ("firewall",)),
        Criterion(
            "(Optional) Version control repository is set up",
            ("version_control",),
            is_optional=True,
        ),
        Criterion("All Phase 1 checkpoints passed successfully", TASKS, is_optional=True),
    ),
    challenges=(
        "Hardware compatibility issues",
        "Network configuration conflicts (IP address, DNS)",
        "Firmware update failures",
        "Incorrect firewall rules blocking necessary access",
    ),
)
