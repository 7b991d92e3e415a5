"""Mistakes that would lock homelab out of a node: each is put back, by homelab or by the node."""

from __future__ import annotations

import pytest
from support.victim import At, Victim

pytestmark = [pytest.mark.lab, pytest.mark.relies_on("guard")]
DROP_IN = "/etc/ssh/sshd_config.d/00-homelab.conf"
FEWER_TRIES = 'remote_access["max_auth_tries"] = 2\n'
ONE_MORE_PORT = 'firewall["allow"] = [{"port": 8080}]\n'


def test_allow_groups_without_the_admin(node: Victim) -> None:
    spoil = f"sed -i 's/^AllowGroups.*/AllowGroups games/' {DROP_IN}"
    fault = At("sshd runs what its files say", lambda: node.run(spoil))
    results = node.apply(node.wishes(FEWER_TRIES), fault)
    assert fault.is_done
    node.assert_put_back(results)


@pytest.mark.slow
def test_sshs_port_is_closed_in_the_firewall(node: Victim) -> None:
    fault = At("firewall/ufw is on record", lambda: node.run("ufw delete allow 2222/tcp"))
    results = node.apply(node.wishes(ONE_MORE_PORT), fault)
    assert fault.is_done
    node.assert_put_back(results)


def test_everything_is_denied_before_anything_is_allowed(node: Victim) -> None:
    deny = "iptables -F; iptables -P INPUT DROP; ip6tables -F; ip6tables -P INPUT DROP"
    fault = At("8080/tcp is open", lambda: node.run(deny))
    results = node.apply(node.wishes(ONE_MORE_PORT), fault)
    assert fault.is_done
    node.assert_put_back(results)


@pytest.mark.slow
def test_the_netmask_is_wrong(node: Victim) -> None:
    results = node.apply(node.wishes(address=f"{node.address}/31", gateway=None))
    node.assert_put_back(results)


def test_the_gateway_is_wrong(node: Victim, from_afar: str) -> None:
    """Whoever comes from another network is cut off by it; the machine beside routes nothing."""
    node.run(f"ip route get {from_afar} | grep -q 'via {node.gateway}'")
    results = node.apply(node.wishes(gateway=str(node.lab.node(node.beside).ipv4)))
    node.assert_put_back(results)


@pytest.mark.slow
def test_sshds_configuration_does_not_parse(node: Victim) -> None:
    spoil = f"echo Nonsense yes >>{DROP_IN}"
    fault = At("sshd runs what its files say", lambda: node.run(spoil))
    results = node.apply(node.wishes(FEWER_TRIES), fault)
    assert fault.is_done
    node.assert_put_back(results)


@pytest.mark.slow
def test_the_host_keys_cannot_be_read(node: Victim) -> None:
    spoil = "for key in /etc/ssh/ssh_host_*_key; do echo >$key; done"
    fault = At("sshd runs what its files say", lambda: node.run(spoil))
    results = node.apply(node.wishes(FEWER_TRIES), fault)
    assert fault.is_done
    node.assert_put_back(results)
