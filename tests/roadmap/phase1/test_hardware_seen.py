"""What tools print, as parts of a machine."""

from __future__ import annotations

import json

from homelab.roadmap.phase1.hardware.seen import (
    SeenDisk,
    SeenInterface,
    parse_cpu_model,
    parse_disks,
    parse_interfaces,
    parse_memory,
)


def disk(name: str, size: int | None = 500, **said: object) -> dict[str, object]:
    return {"name": name, "size": size, "model": None, "type": "disk", "rm": False, **said}


def ether(name: str, **said: object) -> dict[str, object]:
    return {"ifname": name, "link_type": "ether", "address": "02:00:00:00:00:01", **said}


def lsblk(*devices: dict[str, object]) -> str:
    return json.dumps({"blockdevices": devices})


def parts(*devices: dict[str, object]) -> list[str]:
    return [seen.name for seen in parse_disks(lsblk(*devices)) if seen.is_part]


def cards(*links: dict[str, object]) -> list[str]:
    return [seen.names[0] for seen in parse_interfaces(json.dumps(links)) if seen.is_part]


def test_the_processor_is_named_at_any_depth() -> None:
    flat = {"lscpu": [{"field": "Model name:", "data": "Intel N100"}]}
    nested = {"lscpu": [{"field": "Vendor ID:", "data": "GenuineIntel", "children": flat["lscpu"]}]}
    assert parse_cpu_model(json.dumps(flat)) == "Intel N100"
    assert parse_cpu_model(json.dumps(nested)) == "Intel N100"


def test_a_processor_without_a_name_is_nameless() -> None:
    assert parse_cpu_model('{"lscpu": [{"field": "Model name:", "data": null}]}') == ""
    assert parse_cpu_model('{"lscpu": []}') == ""


def test_memory_is_in_bytes() -> None:
    assert parse_memory("MemTotal:       24683656 kB\nMemFree:  1 kB\n") == 24683656 * 1024


def test_disks_are_whole_and_in_order() -> None:
    said = lsblk(
        disk("sdb", model="WDC WD40EFPX "),
        disk("sda"),
        disk("sr0", type="rom"),
        disk("vg-x", type="lvm"),
    )
    assert parse_disks(said) == (
        SeenDisk("sda", 500, "", is_part=True),
        SeenDisk("sdb", 500, "WDC WD40EFPX", is_part=True),
    )


def test_only_what_is_built_in_is_a_part() -> None:
    assert parts(disk("nvme0n1"), disk("mmcblk0"), disk("vda")) == ["mmcblk0", "nvme0n1", "vda"]
    assert parts(disk("zram0"), disk("loop7"), disk("nbd0"), disk("mmcblk0boot1")) == []
    assert parts(disk("sdc", rm=True), disk("sdd", size=0), disk("sde", size=None)) == []


def test_an_interface_has_all_its_names_and_addresses() -> None:
    link = ether("eno1", altnames=["enp1s0"], permaddr="02:00:00:00:00:02", master="bond0")
    (seen,) = parse_interfaces(json.dumps([link]))
    assert seen == SeenInterface(
        ("eno1", "enp1s0"), ("02:00:00:00:00:01", "02:00:00:00:00:02"), is_part=True
    )


def test_what_software_made_is_no_card() -> None:
    bridge, bond = {"linkinfo": {"info_kind": "bridge"}}, {"linkinfo": {"info_kind": "bond"}}
    assert cards(ether("br0", **bridge), ether("bond0", **bond)) == []
    assert cards({"ifname": "lo", "link_type": "loopback", "address": "00:00:00:00:00:00"}) == []


def test_a_member_of_a_bridge_is_still_a_card() -> None:
    assert cards(ether("enp1s0", linkinfo={"info_slave_kind": "bridge"})) == ["enp1s0"]


def test_a_container_has_its_own_end_of_the_cable() -> None:
    veth = {"linkinfo": {"info_kind": "veth"}, "link_netnsid": 0}
    assert cards(ether("eth0", **veth), ether("veth1a2b3c", **veth)) == ["eth0"]
