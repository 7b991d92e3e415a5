"""The comparison that guards the machine's sysctls sees what it must."""

from pathlib import Path

from .sysctls import differences, machine_sysctls


def test_a_changed_added_or_removed_key_is_told() -> None:
    assert differences({"a": "1", "b": "1"}, {"a": "2", "c": "1"}) == [
        "a: '1' -> '2'",
        "b: '1' -> None",
        "c: None -> '1'",
    ]
    assert differences({"a": "1"}, {"a": "1"}) == []


def test_counters_and_interfaces_are_left_out_but_their_defaults_are_not(tmp_path: Path) -> None:
    for name in (
        "net/ipv4/conf/eth0/forwarding",
        "net/ipv4/conf/all/forwarding",
        "net/ipv6/neigh/default/gc_thresh1",
        "fs/file-nr",
        "vm/swappiness",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    assert set(machine_sysctls(tmp_path)) == {
        "net/ipv4/conf/all/forwarding",
        "net/ipv6/neigh/default/gc_thresh1",
        "vm/swappiness",
    }
