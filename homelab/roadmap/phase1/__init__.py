"""Phase 1: from a bare machine to hardened SSH behind a firewall."""

from homelab.contract import Phase

__all__ = ["PHASE"]

PHASE = Phase(
    number=1,
    title="Initial Setup",
    stage="Foundation",
    goal=(
        "Establish the basic physical and network infrastructure, install the host OS, and secure "
        "initial access"
    ),
    entry=(
        "Hardware acquired",
        "physical space allocated",
        "basic internet connectivity available",
    ),
    tasks=(
        "hardware",
        "firmware",
        "host_os",
        "network",
        "dns",
        "remote_access",
        "firewall",
        "version_control",
    ),
    checkpoints=(
        "Verify hardware recognition in BIOS/UEFI and OS",
        "Confirm stable network connectivity for the host",
        "Test SSH login using key pairs from a client machine",
        "Verify firewall rules block unintended ports (use `nmap` from another machine)",
        "Commit initial configurations to version control",
    ),
    exit=(
        "Host OS is installed, stable, and accessible via hardened SSH",
        "Basic network configuration is complete and verified",
        "Host firewall is active with baseline rules",
        "(Optional) Version control repository is set up",
        "All Phase 1 checkpoints passed successfully",
    ),
    challenges=(
        "Hardware compatibility issues",
        "Network configuration conflicts (IP address, DNS)",
        "Firmware update failures",
        "Incorrect firewall rules blocking necessary access",
    ),
)
