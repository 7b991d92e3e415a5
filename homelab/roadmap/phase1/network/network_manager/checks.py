"""What NetworkManager itself must say of the links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from homelab.contract import Node
from homelab.roadmap.phase1.network.network_manager.places import UNITS, profile, profile_file
from homelab.roadmap.phase1.network.network_manager.settings import NetworkManagerSettings

if TYPE_CHECKING:
    from testinfra.host import Host

NetworkManagerNode = Node[NetworkManagerSettings]


def test_network_manager_runs_now_and_after_a_reboot(host: Host) -> None:
    """NetworkManager runs, and starts at boot."""
    service = host.service(UNITS[0])
    assert service.is_running
    assert service.is_enabled


def test_the_profiles_are_active(host: Host, node: NetworkManagerNode) -> None:
    """Every link has homelab's profile, now and after a reboot."""
    for link in node.settings.links:
        asked = "nmcli -g GENERAL.CONNECTION,GENERAL.STATE device show %s"
        connection, _, state = host.check_output(asked, link.name).partition("\n")
        assert connection == profile(link.name)
        assert state.startswith("100 ")
        shown = "nmcli -g connection.autoconnect,connection.interface-name connection show %s"
        said = host.check_output(shown, profile(link.name)).splitlines()
        assert said == ["yes", link.name]


def test_the_profiles_say_what_is_declared(host: Host, node: NetworkManagerNode) -> None:
    """The profiles' files have the declared addresses, and root alone reads them."""
    for link in node.settings.links:
        file = host.file(profile_file(link.name))
        assert file.exists
        assert oct(file.mode) == "0o600"
        lines = file.content_string.splitlines()
        said = {line.partition("=")[2] for line in lines if line.startswith("address")}
        assert said == {str(address) for address in link.addresses}


def test_other_interfaces_are_left_alone(host: Host, node: NetworkManagerNode) -> None:
    """NetworkManager manages no interface that isn't declared."""
    declared = {link.name for link in node.settings.links}
    shown = host.check_output("nmcli -g DEVICE,STATE device status").splitlines()
    states = dict(line.rsplit(":", 1) for line in shown)
    managed = {name for name, state in states.items() if "unmanaged" not in state}
    assert managed - declared - {"lo"} == set()
