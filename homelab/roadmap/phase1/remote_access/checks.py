"""What every way of remote access must meet, tried from where a person or an intruder is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.offers import Access
from homelab.roadmap.phase1.remote_access.settings import RemoteAccessSettings

if TYPE_CHECKING:
    from homelab.verify.controller import Controller
    from homelab.verify.vantage import Vantage

RemoteNode = Node[RemoteAccessSettings]


def access(node: RemoteNode) -> Access:
    """The way in that NODE offers."""
    (offered,) = node.lab.offers(Access, node.name)
    return offered.offer


def test_the_admin_logs_in_with_a_key(node: RemoteNode, controller: Controller) -> None:
    """The admin logs in from here with a key, over a new connection."""
    assert controller.log_in(node, access(node)) == node.settings.admin.name


def test_the_admin_becomes_root(node: RemoteNode, controller: Controller) -> None:
    """The admin may become root by sudo."""
    assert controller.become_root(node, access(node)) == "root"


def test_root_is_refused(node: RemoteNode, controller: Controller) -> None:
    """Root can't log in, not even with the admin's key."""
    assert controller.log_in(node, replace(access(node), user="root")) != "root"


def test_passwords_are_refused(node: RemoteNode, controller: Controller) -> None:
    """Nobody is asked for a password: keys are the only way in."""
    for user in (node.settings.admin.name, "root"):
        assert controller.offered_logins(node, user, node.settings.port) == ("publickey",)


def test_the_declared_port_answers(node: RemoteNode, outside: Vantage) -> None:
    """The declared port answers from another machine."""
    port = node.settings.port
    assert outside.open_ports(node.address, [port]) == {port}


def test_the_first_port_is_closed(node: RemoteNode, outside: Vantage) -> None:
    """The port of the first contact is closed, where another was declared."""
    unwanted = {node.settings.first_contact.port} - {node.settings.port}
    # The declared port is asked as well, as a sign that the machine answers at all.
    found = outside.open_ports(node.address, unwanted | {node.settings.port})
    assert found & unwanted == set()


def test_an_audit_finds_nothing_to_fail(node: RemoteNode, controller: Controller) -> None:
    """An audit by ssh-audit finds no algorithm that fails."""
    assert controller.audit_ssh(node, node.settings.port) == []
