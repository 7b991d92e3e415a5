"""What a machine is called, and how Debian writes it down."""

from __future__ import annotations

import pytest

from homelab.operations.system import with_own_names
from homelab.roadmap.phase1.host_os.debian.settings import DebianSettings

LOCALHOST, OTHERS = "127.0.0.1\tlocalhost", "::1\tlocalhost ip6-localhost"


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("gateway", "gateway"),
        ("Gateway.home.arpa", "gateway.home.arpa"),
        ("@ssh/nas", "nas"),
        ("10.0.0.5", None),
        ("@ssh/fd00::5", None),
        ("my_host", None),
        ("@local", None),
        ("@fake/a", None),
    ],
)
def test_a_name_is_taken_from_the_inventory_where_it_is_one(host: str, name: str | None) -> None:
    assert DebianSettings().name_for(host) == name


def test_a_declared_name_wins() -> None:
    assert DebianSettings(hostname="nas").name_for("@local") == "nas"


def test_own_names_come_second() -> None:
    found = with_own_names([LOCALHOST, OTHERS], ["gw.home.arpa", "gw"])
    assert found == [LOCALHOST, "127.0.1.1\tgw.home.arpa gw", OTHERS]


def test_own_names_replace_old_ones_in_their_place() -> None:
    found = with_own_names([LOCALHOST, OTHERS, "127.0.1.1 old", "127.0.1.1 older"], ["gw"])
    assert found == [LOCALHOST, OTHERS, "127.0.1.1\tgw"]


def test_right_names_stay_as_they_are_written() -> None:
    lines = [LOCALHOST, "127.0.1.1   gw", OTHERS]
    assert with_own_names(lines, ["gw"]) == lines
    assert with_own_names([], ["gw"]) == ["127.0.1.1\tgw"]


def test_a_release_has_a_number_and_a_codename() -> None:
    for release in ("12", "bookworm"):
        settings = DebianSettings(release=release)
        assert (settings.number, settings.codename) == ("12", "bookworm")


def test_only_what_is_needed_is_installed() -> None:
    bare = DebianSettings(packages=[], security_upgrades=False)
    assert bare.every_package == ["tzdata", "systemd-timesyncd"]
    full = DebianSettings(packages=["tzdata"], locale="de_AT.UTF-8")
    assert full.every_package == ["tzdata", "systemd-timesyncd", "locales", "unattended-upgrades"]
    tuned = DebianSettings(packages=[], security_upgrades=False, sysctls={"vm.swappiness": 1})
    assert tuned.every_package == ["tzdata", "systemd-timesyncd", "procps"]


def test_a_kernel_parameter_is_kept_as_the_kernel_is_told() -> None:
    given = {"vm.swappiness": 10, "net.ipv4.tcp_rmem": "4096\t87380  6291456"}
    kept = DebianSettings.model_validate({"sysctls": given}).sysctls
    assert kept == {"vm.swappiness": "10", "net.ipv4.tcp_rmem": "4096 87380 6291456"}
