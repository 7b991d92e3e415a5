"""A certificate authority of the lab's own, made on the controller (X.509, RFC 5280).

Its root signs one intermediate, which signs everything else: a node is given the intermediate,
and the root's key stays among the secrets.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

__all__ = ["INTERMEDIATE", "INTERMEDIATE_KEY", "ROOT", "ROOT_KEY", "certified"]

ROOT, ROOT_KEY = "tls/root", "tls/root_key"
INTERMEDIATE, INTERMEDIATE_KEY = "tls/intermediate", "tls/intermediate_key"
"""Names of the secrets, as `tls/step_ca` refers to them."""

ROOT_LIFE, INTERMEDIATE_LIFE = timedelta(days=3650), timedelta(days=1825)
EARLIER = timedelta(hours=1)
"""By so much a clock may be slow and still believe them."""

Key = ec.EllipticCurvePrivateKey


def certified(known: Mapping[str, str]) -> dict[str, str]:
    """The root among the KNOWN secrets, or a new one, and a new intermediate, all in PEM."""
    if ROOT in known and ROOT_KEY in known:
        key = serialization.load_pem_private_key(known[ROOT_KEY].encode(), password=None)
        assert isinstance(key, Key), ROOT_KEY  # noqa: S101 - nothing but `_new` wrote it
        root = x509.load_pem_x509_certificate(known[ROOT].encode())
    else:
        key, root = _new("Homelab Root CA", ROOT_LIFE)
    own, intermediate = _new("Homelab Intermediate CA", INTERMEDIATE_LIFE, issuer=(key, root))
    return {
        ROOT_KEY: _key_pem(key),
        ROOT: _pem(root),
        INTERMEDIATE_KEY: _key_pem(own),
        INTERMEDIATE: _pem(intermediate),
    }


def _new(
    name: str, life: timedelta, issuer: tuple[Key, x509.Certificate] | None = None
) -> tuple[Key, x509.Certificate]:
    """A key and its certificate, by ISSUER; by itself without one. None outlives its issuer."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    signer, signed_by = (key, subject) if issuer is None else (issuer[0], issuer[1].subject)
    begins = datetime.now(UTC) - EARLIER
    ends = begins + life if issuer is None else min(begins + life, issuer[1].not_valid_after_utc)
    builder = (
        x509.CertificateBuilder(signed_by, subject, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )
    for extension, is_critical in (
        (x509.BasicConstraints(ca=True, path_length=1 if issuer is None else 0), True),
        (_signs_certificates(), True),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False),
    ):
        builder = builder.add_extension(extension, critical=is_critical)
    return key, builder.sign(signer, hashes.SHA256())


def _signs_certificates() -> x509.KeyUsage:
    said = dict.fromkeys(
        (
            *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
            *("key_agreement", "encipher_only", "decipher_only"),
        ),
        False,
    )
    return x509.KeyUsage(**said, key_cert_sign=True, crl_sign=True)


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _key_pem(key: Key) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
