"""Wishes merge deeply, from all hosts over groups to one host, and remember their files."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homelab.contract import Provider
from homelab.model import InvalidLab, Lab
from homelab.model.layers import Layer
from homelab.model.merging import merge, too_deep
from homelab.model.wishes import shared_settings
from homelab.roadmap import registry
from homelab.roadmap.phase1.firewall.settings import FirewallSettings

HOMES = 'homelab = ["nas"]\n'
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from("abc") | st.just("provider"), inner, max_size=4)
    ),
    max_leaves=12,
)


def keep_all(_task: str, _old: object, _new: object) -> None:
    return None


def merged(*layers: dict[str, Any]) -> dict[str, Any]:
    return merge([Layer("x.py", values, 1) for values in layers], keep_all).values


def test_a_group_changes_one_setting_and_keeps_the_rest(
    load_lab: Callable[..., Lab], foundation: str
) -> None:
    lab = load_lab(HOMES, all=foundation, homelab='remote_access = {"port": 2222}\n')
    settings = lab.nodes("remote_access")[0].settings
    assert (settings.port, settings.admin.name) == (2222, "ada")


def test_the_hosts_own_data_comes_last(load_lab: Callable[..., Lab], foundation: str) -> None:
    inventory = 'homelab = [("nas", {"host_os": {"timezone": "Europe/Rome"}})]\n'
    lab = load_lab(inventory, all=foundation, homelab='host_os = {"timezone": "Asia/Tokyo"}\n')
    assert lab.nodes("host_os")[0].settings.timezone == "Europe/Rome"


def test_lists_replace_lists() -> None:
    assert merged({"t": {"a": [1, 2], "b": 1}}, {"t": {"a": [3]}}) == {"t": {"a": [3], "b": 1}}


def test_none_takes_a_wish_back(load_lab: Callable[..., Lab], foundation: str) -> None:
    firewall = 'firewall = {"provider": "ufw"}\n'
    lab = load_lab(HOMES, all=foundation + firewall, homelab="firewall = None\n")
    assert lab.nodes("firewall") == ()


def test_what_the_user_wrote_is_left_as_it_was() -> None:
    first: dict[str, Any] = {"t": {"a": {"b": 1}}}
    merged(first, {"t": {"a": {"c": 2}}})
    assert first == {"t": {"a": {"b": 1}}}


@given(st.dictionaries(st.sampled_from("ab"), PLAIN), st.dictionaries(st.sampled_from("ab"), PLAIN))
def test_every_leaf_of_the_last_layer_stands(first: dict[str, Any], last: dict[str, Any]) -> None:
    def stands(wanted: object, found: Any) -> bool:  # noqa: ANN401 - any plain data
        if not isinstance(wanted, dict):
            return bool(wanted == found)
        return all(stands(value, found[name]) for name, value in wanted.items())

    assert stands(last, merged(first, last))


@given(st.dictionaries(st.sampled_from("ab"), PLAIN), st.dictionaries(st.sampled_from("ab"), PLAIN))
def test_every_value_knows_its_layer(first: dict[str, Any], last: dict[str, Any]) -> None:
    layers = [Layer("first.py", first, 0), Layer("last.py", last, 1)]
    result = merge(layers, keep_all)

    def check(value: object, steps: tuple[Any, ...]) -> None:
        source = result.layer(steps).values
        for step in steps:
            source = source[step]
        assert isinstance(value, dict) or source == value
        for name, inner in value.items() if isinstance(value, dict) else ():
            check(inner, (*steps, name))

    for name, value in result.values.items():
        check(value, (name,))


class OtherSettings(FirewallSettings):
    """Settings of a second firewall, made up."""

    zone: str = "home"


def test_another_provider_keeps_only_what_both_have_from_the_task(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = registry.provider

    def with_another(task: str, name: str) -> registry.FoundProvider:
        if name != "other":
            return real(task, name)
        provider = Provider(settings=OtherSettings, upstream="https://example.org")
        return registry.FoundProvider(name, task, "", provider, "", registry.ROADMAP)

    monkeypatch.setattr(registry, "provider", with_another)
    assert {"allow", "deny_listening"} <= (shared_settings("firewall", "ufw", "other") or set())
    wish = {"provider": "ufw", "logging": "high", "allow": [{"port": 80}]}
    layers = [
        Layer("all.py", {"firewall": wish}, 0),
        Layer("edge.py", {"firewall": {"provider": "other", "zone": "dmz"}}, 1),
    ]
    result = merge(layers, shared_settings)
    expected = {"provider": "other", "allow": [{"port": 80}], "zone": "dmz"}
    assert result.values["firewall"] == expected


def test_a_fault_names_the_file_and_line_that_the_value_came_from(
    load_lab: Callable[..., Lab], foundation: str
) -> None:
    firewall = 'firewall = {\n    "provider": "ufw",\n    "logging": "low",\n}\n'
    with pytest.raises(InvalidLab) as invalid:
        load_lab(
            'gateway = [\n    ("nas", {\n        "host_os": {"hostname": "?"},\n    }),\n]\n',
            all=foundation + firewall,
            gateway='firewall = {\n  "allow": [\n    {"port": 1},\n    {"port": 0},\n  ],\n}\n',
        )
    found = {(fault.file, fault.path, fault.line) for fault in invalid.value.faults}
    assert found == {
        ("group_data/gateway.py", "firewall.allow[1].port", 4),
        ("inventory.py", "nas: host_os.hostname", 3),
    }


def test_a_dict_that_holds_itself_is_too_deep() -> None:
    endless: dict[str, Any] = {}
    endless["again"] = [endless]
    assert too_deep(endless)
    assert not too_deep({"a": [{"b": ({"c": 1},)}]})
