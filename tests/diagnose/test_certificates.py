"""What openssl says of a certificate is one fault, or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from homelab.diagnose.registry import fault, names
from homelab.model.lab import Connection, Host, Lab
from homelab.offers import FrontDoor, Offered

DOOR = Offered(FrontDoor(), "gateway", "reverse_proxy", "caddy")
CONNECTION = Connection("ssh", "192.0.2.1", Path("/known_hosts"))
LAB = Lab(
    Path("/lab"),
    Path("/lab/inventory.py"),
    {"gateway": Host("gateway", "192.0.2.1", (), CONNECTION)},
    (DOOR,),
)
FILE = "/srv/data/certificates/a.lab.example.crt"
SHOWN = f"""## a.lab.example
sent: {{sent}}
Verify return code: {{code}} ({{why}})
notAfter=Apr  1 00:00:00 2031 GMT
issuer=CN=Somebody
subject={{subject}}
lives: {{lives}}
file: {FILE}
## silent.lab.example
"""
WELL = {"sent": 2, "code": 0, "why": "ok", "subject": "", "lives": "yes"}


@pytest.mark.parametrize(
    ("differs", "named"),
    [
        ({}, set()),
        ({"lives": "no", "code": 10, "why": "certificate has expired"}, {"certificate_expired"}),
        ({"lives": "no", "code": 18, "subject": "CN=Somebody"}, {"certificate_expired"}),
        ({"sent": 1, "code": 21}, {"chain_incomplete"}),
        ({"sent": 1, "code": 18, "subject": "CN=Somebody"}, {"certificate_of_another"}),
        ({"code": 19}, {"certificate_of_another"}),
        ({"code": 20}, {"certificate_of_another"}),
        ({"code": 62, "why": "hostname mismatch"}, {"certificate_of_another"}),
    ],
)
def test_a_certificate_is_named_for_one_thing(differs: dict[str, object], named: set[str]) -> None:
    said = SHOWN.format(**{**WELL, **differs})
    found = {
        name: cause
        for name in names()
        if name.startswith(("certificate", "chain"))
        for cause in fault(name).find(LAB, "gateway", said)
    }
    assert set(found) == named
    for cause in found.values():
        assert FILE in cause.evidence
        assert "docker restart caddy" in cause.cure.words
