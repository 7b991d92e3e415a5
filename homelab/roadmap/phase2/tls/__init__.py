"""TLS: every name has a certificate that its visitors trust and that renews itself."""

from homelab.contract import Task, hours
from homelab.offers import CertificateAuthority

__all__ = ["TASK"]

TASK = Task(
    title="TLS Certificate Management",
    steps=(
        (
            "Configure automated TLS certificates via Let's Encrypt (using reverse proxy "
            "integration). Requires external DNS and open ports 80/443"
        ),
        (
            "OR set up internal Certificate Authority (e.g., using `step-ca`) for internal-only "
            "services"
        ),
        "Apply TLS to the reverse proxy and test service",
    ),
    estimate=hours(2, 5),
    after=("reverse_proxy",),
    reads=(CertificateAuthority,),
    requires=(
        "DNS configured",
        "ports 80/443 potentially open",
    ),
    milestone="Secure HTTPS Access Established",
    checkpoints=(
        "Confirm successful HTTP and HTTPS access to a test service via the reverse proxy",
        "Validate Let's Encrypt certificate generation/renewal or internal CA trust",
    ),
)
