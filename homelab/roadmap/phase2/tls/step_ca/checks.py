"""What an authority of the lab's own must meet, seen by the nodes that trust it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509

from homelab.contract import Node
from homelab.offers import CertificateAuthority
from homelab.roadmap.phase2.tls.checks import entered, when
from homelab.roadmap.phase2.tls.step_ca.settings import StepCaSettings
from homelab.verify.web import certificate, get

if TYPE_CHECKING:
    from homelab.verify.vantage import Vantage

StepCaNode = Node[StepCaSettings]
NOTICE = timedelta(days=90)
"""Before the root or the intermediate ends, somebody has to be told: every certificate ends too."""
SLACK = timedelta(minutes=5)
"""What step-ca dates back, so that slow clocks believe a new certificate."""
CHAIN = (
    "openssl s_client -connect %s:443 -servername %s -verify_return_error -no-CApath "
    '-CAfile "$file" </dev/null 2>&1'
)


def test_the_authority_answers(node: StepCaNode, here: Vantage) -> None:
    """The authority is well, and its directory answers this node over HTTPS that it trusts."""
    assert '"newOrder"' in get(here, directory(node)).body
    health = get(here, f"{address(node)}/health")
    assert json.loads(health.body) == {"status": "ok"}, str(health)


def test_every_name_leads_to_the_declared_root(node: StepCaNode, here: Vantage) -> None:
    """Every name's certificate leads to the declared root, whatever else this node trusts."""
    for name, door in entered(node):
        script = f"file=$(mktemp); echo %s >$file; {CHAIN}; code=$?; rm $file; exit $code"
        done = here.run(script, node.settings.root, door, name)
        assert done.rc == 0, done.stdout[-400:]


def test_certificates_live_as_long_as_declared(node: StepCaNode, here: Vantage) -> None:
    """Every name's certificate lives for the declared days, and no longer."""
    declared = timedelta(days=node.settings.days)
    for name, door in entered(node):
        found = certificate(here, name, door)
        life = when(found["notAfter"]) - when(found["notBefore"])
        assert declared - SLACK <= life <= declared + SLACK, f"{name}: {life}"


def test_the_authority_itself_is_good_for_long(node: StepCaNode, here: Vantage) -> None:
    """Root and intermediate are good for three more months, so there is time to renew them."""
    sent = get(here, f"{address(node)}/intermediates.pem").body
    for each in x509.load_pem_x509_certificates(f"{sent}\n{node.settings.root}".encode()):
        left = each.not_valid_after_utc - datetime.now(UTC)
        cure = "run `homelab secrets authority`, then apply"
        assert left > NOTICE, f"{each.subject.rfc4514_string()} ends in {left.days} days; {cure}"


def directory(node: StepCaNode) -> str:
    """The directory of the authority whose root NODE trusts."""
    offers = (each.offer for each in node.lab.offers(CertificateAuthority))
    return next(each.directory for each in offers if each.root == node.settings.root)


def address(node: StepCaNode) -> str:
    """Where the authority is asked."""
    return directory(node).removesuffix("/acme/acme/directory")
