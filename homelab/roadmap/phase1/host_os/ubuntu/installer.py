"""Ubuntu's installer (subiquity), told by an autoinstall file that cloud-init brings it."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from homelab.contract import Node
from homelab.media.medium import BASE, Boot, Medium
from homelab.roadmap.phase1.host_os.installing import Installation, described
from homelab.roadmap.phase1.host_os.ubuntu.settings import UbuntuSettings
from homelab.roadmap.phase1.host_os.ubuntu.storage import storage

__all__ = ["medium"]

USAGE = """\
Boot Ubuntu Server's image and add to the kernel's command line:

    autoinstall "ds=nocloud;s=http://…/{host}/"

Without a network, put `user-data` and `meta-data` on a volume that is labelled `CIDATA`. Over the
network the installer fetches {iso}, and wants some 4 GB of RAM to keep it."""


def medium(node: Node[UbuntuSettings]) -> Medium:
    """The autoinstall file, and the kernel's words that lead to it."""
    machine, settings = described(node), node.settings
    netboot = f"http://releases.ubuntu.com/{settings.release}/netboot/amd64"
    iso = settings.iso or f"{BASE}/ubuntu.iso"
    return Medium(
        system=settings.called,
        files={
            "user-data": f"#cloud-config\n{_as_yaml({'autoinstall': autoinstall(machine)})}",
            "meta-data": _as_yaml({"instance-id": f"{machine.hostname}-install"}),
        },
        mac=machine.mac,
        boot=Boot(
            kernel=f"{netboot}/linux",
            initrd=(f"{netboot}/initrd",),
            arguments=(
                *_address(machine),
                f"url={iso}",
                "autoinstall",
                f"ds=nocloud;s={BASE}/{node.name}/",
                "---",
            ),
        ),
        usage=USAGE.format(host=node.name, iso=f"`{iso.replace(BASE + '/', '')}`"),
    )


def autoinstall(machine: Installation) -> dict[str, Any]:
    """The installer's settings, by upstream's names."""
    said: dict[str, Any] = {
        "version": 1,
        "locale": machine.locale,
        "keyboard": {"layout": "us"},
        "timezone": machine.timezone,
        "network": {"version": 2, "ethernets": _ethernets(machine)},
        "storage": storage(machine.wish),
        "ssh": {"install-server": True, "allow-pw": machine.user.password is not None},
        "user-data": _first_boot(machine),
        "updates": "security",
        "shutdown": "reboot",
    }
    if machine.wish.mirror:
        uri = {"arches": ["default"], "uri": machine.wish.mirror}
        said["apt"] = {"primary": [uri]}
    return said


def _ethernets(machine: Installation) -> dict[str, Any]:
    """The card in netplan's words; every card by DHCP where none is declared."""
    name = machine.interface or "card"
    match: dict[str, str] = {"name": machine.interface or "e*"}
    if machine.mac:
        match = {"macaddress": machine.mac}
    network = machine.network
    if network is None:
        return {name: {"match": match, "dhcp4": True}}
    said: dict[str, Any] = {"match": match, "addresses": [f"{network.address}/{network.prefix}"]}
    if network.gateway:
        said["routes"] = [{"to": "default", "via": network.gateway}]
    if network.dns:
        said["nameservers"] = {"addresses": list(network.dns)}
    return {name: said}


def _first_boot(machine: Installation) -> dict[str, Any]:
    """What cloud-init makes of the installed system when it boots first."""
    user = machine.user
    account: dict[str, Any] = {"name": user.name, "ssh_authorized_keys": list(user.keys)}
    if user.password:
        account["hashed_passwd"] = user.password
        account["lock_passwd"] = False
    if not user.is_root:
        ask = "" if user.password else "NOPASSWD:"
        account |= {"shell": "/bin/bash", "groups": ["sudo"], "sudo": f"ALL=(ALL) {ask}ALL"}
    name = ".".join(filter(None, (machine.hostname, machine.domain)))
    return {
        "hostname": machine.hostname,
        "fqdn": name,
        "disable_root": not user.is_root,
        "users": [account],
    }


def _address(machine: Installation) -> Iterator[str]:
    """The kernel's own words for a static address (ip= of nfsroot.txt)."""
    network = machine.network
    if network is None:
        yield "ip=dhcp"
        return
    gateway, dns = network.gateway or "", next(iter(network.dns), "")
    words = (network.address, "", gateway, machine.netmask, machine.hostname, machine.interface)
    yield f"ip={':'.join(word or '' for word in words)}:off:{dns}"


def _as_yaml(said: dict[str, Any]) -> str:
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    yaml.width = 4096  # a key stays on one line
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    text = StringIO()
    yaml.dump(said, text)
    return text.getvalue()
