"""Firmware by Redfish, against OpenStack's emulator of a BMC in a process of its own."""

from __future__ import annotations

import ssl
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from pydantic import ValidationError
from support.bmc import PASSWORD, EmulatedBmc, emulated_bmc, free_port

from homelab.engine import Feed, Terms
from homelab.library import Lab
from homelab.result import Outcome, Result
from homelab.roadmap.phase1.firmware.redfish import updating
from homelab.roadmap.phase1.firmware.redfish.entering import bmc_of
from homelab.roadmap.phase1.firmware.redfish.settings import RedfishSettings
from homelab.roadmap.phase1.firmware.redfish.talking import BmcError, plainly

Wish = Callable[..., Lab]
ONLY = Terms(tasks=frozenset({"firmware"}))
IMAGES = "http://nas.home.arpa/"
SEEN = {
    "cat /proc/cpuinfo": "physical id\t: 0\n",
    "MemTotal": f"{15 * 2**20}",
    "systemd-detect-virt": {"success": False},
    "/sys/firmware/efi": "uefi\nDell Inc.\n1.0.0\n07/04/2024\n",
    "/run/homelab/firmware": "",
}
"""What the machine's own system says, of which there is none."""
OF_THE_TASK = (
    "The system was booted as declared: by UEFI, or the old way",
    "The firmware is of the declared vendor, and no older than declared",
)


@pytest.fixture
def bmc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EmulatedBmc]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BMC_PASSWORD", PASSWORD)
    monkeypatch.setattr(updating, "PAUSE", 0.01)
    with emulated_bmc(tmp_path / "bmc") as bmc:
        yield bmc


@pytest.fixture
def wish(bmc: EmulatedBmc, tmp_path: Path) -> Wish:
    """A lab of one machine with this BMC, as a person's files have it."""

    def made(seen: dict[str, Any] | None = None, **more: Any) -> Lab:
        own = {"bmc": bmc.url, "username": "ada", "password": "env:BMC_PASSWORD"}
        own |= {"boot": "uefi", "vendor": "Dell"}
        own |= {"provider": "redfish", "verify": str(bmc.certificate), **more}
        (tmp_path / "group_data").mkdir(exist_ok=True)
        (tmp_path / "group_data" / "all.py").write_text(f"firmware = {own!r}\n")
        data = {"fake_responses": {**SEEN, **(seen or {})}}
        (tmp_path / "inventory.py").write_text(f"hosts = [('@fake/alpha', {data!r})]\n")
        return Lab.load(tmp_path / "inventory.py")

    return made


def own(results: list[Result]) -> list[tuple[str, Outcome]]:
    return [(r.name, r.outcome) for r in results if "on record" not in r.name]


def failure(results: list[Result]) -> str:
    (failed,) = [r for r in results if r.outcome is Outcome.FAILED]
    assert PASSWORD not in f"{results}"
    return failed.detail


def asked(lab: Lab) -> dict[str, Result]:
    """What the provider's own checkpoints came to, and none of the task's is bad."""
    results = lab.verify(tasks=["firmware"])
    own = {r.name: r for r in results if r.name not in OF_THE_TASK}
    assert {r.outcome for r in results if r.name in OF_THE_TASK} == {Outcome.GOOD}
    return own


def reboot(bmc: EmulatedBmc) -> None:
    """As a person does it, who alone may."""
    context = ssl.create_default_context(cafile=str(bmc.certificate))
    who = b64encode(f"ada:{PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {who}", "Content-Type": "application/json"}
    system = "/redfish/v1/Systems/27946b59-9e44-4fa7-8e91-f3527a1ef094"
    url = f"{bmc.url}{system}/Actions/ComputerSystem.Reset"
    asked = Request(url, b'{"ResetType": "ForceRestart"}', headers)  # noqa: S310 - the emulator
    urlopen(asked, context=context)  # noqa: S310 - as above


def test_a_machine_that_is_well_is_found_so(bmc: EmulatedBmc, wish: Wish) -> None:
    found = asked(wish())
    assert {result.outcome for result in found.values()} == {Outcome.GOOD}
    assert len(found) == 4


def test_what_ails_is_named(bmc: EmulatedBmc, wish: Wish) -> None:
    modules = [["DIMM A1", 8192, "Critical"], ["DIMM B1", 16384, "OK"]]
    bmc.show(processors=2, memory=modules, fans="Warning")
    found = {r.name: r.detail for r in asked(wish()).values() if r.outcome is Outcome.BAD}
    assert len(found) == 3
    told = "\n".join(found.values())
    assert "DIMM A1 is Critical" in told
    assert "Fan is Warning" in told
    assert "the firmware has DIMM A1: 8 GiB, DIMM B1: 16 GiB; the system sees 15 GiB" in told
    assert "the BMC has 2 processors, the system sees 1" in told


@pytest.mark.parametrize(
    ("wished", "name"),
    [
        ({"boot_source": "Pxe"}, "it boots from Pxe each time"),
        ({"boot_source": "None"}, "it boots by its boot order"),
        ({"boot_order": ["Boot0003", "Boot0001"]}, "the boot order begins with Boot0003, Boot0001"),
    ],
)
def test_what_it_boots_from_is_planned_made_and_seen(
    wish: Wish, wished: dict[str, Any], name: str
) -> None:
    lab = wish(**wished)
    check = "What it boots from, and what it tries first, is as declared"
    assert own(lab.plan(ONLY)) == [(name, Outcome.PENDING)]
    assert asked(lab)[check].outcome is Outcome.BAD
    assert own(lab.apply(ONLY)) == [(name, Outcome.CHANGED)]
    assert own(lab.apply(ONLY)) == [(name, Outcome.UNCHANGED)]
    assert asked(lab)[check].outcome is Outcome.GOOD


def test_attributes_wait_for_a_reboot_that_only_a_person_does(bmc: EmulatedBmc, wish: Wish) -> None:
    lab = wish(attributes={"ProcVirtualization": "Enabled"})
    name = "from the next reboot its BIOS has ProcVirtualization=Enabled"
    check = "Every BIOS attribute is as declared, and none waits for a reboot"
    assert own(lab.plan(ONLY)) == [(name, Outcome.PENDING)]
    assert own(lab.apply(ONLY)) == [(name, Outcome.CHANGED)]
    assert own(lab.apply(ONLY)) == [(name, Outcome.UNCHANGED)]
    assert asked(lab)[check].outcome is Outcome.BAD
    reboot(bmc)
    assert asked(lab)[check].outcome is Outcome.GOOD
    assert own(lab.plan(ONLY)) == [(name, Outcome.UNCHANGED)]


def test_another_attribute_that_waits_is_named(bmc: EmulatedBmc, wish: Wish) -> None:
    wish(attributes={"Fans": "Loud"}).apply(ONLY)
    found = asked(wish(attributes={"ProcVirtualization": "Disabled"}))
    (bad,) = [r for r in found.values() if r.outcome is Outcome.BAD]
    assert "reboot the machine: Fans will change" in bad.detail


def update(image: str, version: str) -> dict[str, Any]:
    targets = ["/redfish/v1/Systems/27946b59-9e44-4fa7-8e91-f3527a1ef094"]
    return {"update": {"image_uri": f"{IMAGES}{image}.bin", "version": version, "targets": targets}}


@pytest.mark.parametrize(("image", "version"), [("plain", "1.1.0"), ("slow", "2.0.0")])
def test_firmware_is_brought_in_once(wish: Wish, image: str, version: str) -> None:
    """Slow goes on while the BMC itself restarts, which it does again when it is done."""
    lab = wish(**update(image, version))
    name = f"it has BIOS {version}, at the latest from the next reboot"
    check = "The BMC has the declared version of the firmware"
    assert asked(lab)[check].outcome is Outcome.BAD
    assert own(lab.plan(ONLY)) == [(name, Outcome.PENDING)]
    assert own(lab.apply(ONLY)) == [(name, Outcome.CHANGED)]
    assert asked(lab)[check].outcome is Outcome.GOOD
    assert own(lab.apply(ONLY)) == [(name, Outcome.UNCHANGED)]


@pytest.mark.parametrize(
    ("image", "why"),
    [("broken", "Exception, 20 %; The image is not signed."), ("lost", "forgotten by the BMC")],
)
def test_firmware_that_fails_is_reported_with_its_reason(wish: Wish, image: str, why: str) -> None:
    lab = wish(**update(image, "2.0.0"))
    detail = failure(lab.apply(ONLY))
    assert f"didn't bring in 2.0.0: {why}" in detail
    assert own(lab.plan(ONLY))[0][1] is Outcome.PENDING


class Ears(Feed):
    """Whoever waits in front of the screen."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def said(self, host: str, task: str, text: str) -> None:
        self.heard.append(f"{host} {task} {text.partition(': ')[2]}")


def test_progress_is_told_while_it_goes_on(wish: Wish) -> None:
    ears = Ears()
    wish(**update("slow", "2.0.0")).apply(ONLY, ears)
    told = ["Running, 20 %", "it doesn't answer, as when it restarts", "Running, 20 %"]
    assert ears.heard == [f"@fake/alpha firmware {text}" for text in told]


def test_a_task_without_an_end_is_given_up(wish: Wish) -> None:
    lab = wish(**update("endless", "2.0.0"))
    node = lab.node("@fake/alpha", "firmware", "redfish")
    hurried = node.settings.update.model_copy(update={"timeout": 0})
    with pytest.raises(
        updating.NotUpdated, match=r"hasn't ended the update to 2\.0\.0 in 0 minutes"
    ):
        updating.update(bmc_of(node), hurried, lambda _text: None)


def test_firmware_that_waits_for_a_reboot_isnt_brought_in_again(
    bmc: EmulatedBmc, wish: Wish
) -> None:
    bmc.show(needs_reboot=True)
    lab = wish(**update("staged", "2.0.0"))
    (applied,) = [r for r in lab.apply(ONLY) if "BIOS 2.0.0" in r.name]
    assert "echo 'BIOS 2.0.0' >/run/homelab/firmware" in " ".join(applied.commands)
    again = wish({"/run/homelab/firmware": "BIOS 2.0.0"}, **update("staged", "2.0.0"))
    assert own(again.apply(ONLY))[0][1] is Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("wished", "told"),
    [
        ({"username": "eve"}, "refuses username or password"),
        ({"verify": True}, "a certificate that isn't trusted"),
        ({"verify": "none.pem"}, "none.pem, which `verify` names, isn't there"),
        ({"system": "2"}, "has no system 2; name in `system` one of 27946b59"),
    ],
)
def test_a_bmc_that_cant_be_entered_says_why(wish: Wish, wished: dict[str, Any], told: str) -> None:
    lab = wish(boot_source="Pxe", **wished)
    assert told in failure(lab.plan(ONLY))
    found = asked(lab)
    assert {r.outcome for r in found.values()} == {Outcome.BAD}
    assert all(told in r.detail for r in found.values())


def test_what_the_bmc_lacks_is_told_with_what_it_has(wish: Wish) -> None:
    order = failure(wish(boot_order=["Boot0009"]).plan(ONLY))
    assert "can't boot from Boot0009; name in `boot_order` some of Boot0000" in order
    attribute = failure(wish(attributes={"VTx": True}).plan(ONLY))
    assert (
        "has no BIOS attribute VTx; write it in `attributes` as its vendor does: Fans" in attribute
    )


def test_where_nobody_answers_nothing_is_known(wish: Wish) -> None:
    lab = wish(boot_source="Pxe", bmc=f"https://127.0.0.1:{free_port()}")
    assert "doesn't answer" in failure(lab.plan(ONLY))
    assert {r.outcome for r in asked(lab).values()} == {Outcome.UNKNOWN}


@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_whom_it_trusts_without_a_certificate_is_told(wish: Wish) -> None:
    found = asked(wish(verify=False))
    (bad,) = [r for r in found.values() if r.outcome is Outcome.BAD]
    assert "is told the password" in bad.detail


def test_without_a_bmc_nothing_is_asked(wish: Wish) -> None:
    lab = wish(bmc=None, boot_source="Pxe", attributes={"Fans": "Loud"})
    assert own(lab.apply(ONLY)) == []
    assert asked(lab) == {}


def test_a_password_is_never_sent_in_the_clear() -> None:
    own = {"bmc": "http://192.0.2.1", "username": "ada", "password": "env:BMC_PASSWORD"}
    with pytest.raises(ValidationError, match="is not a BMC's address"):
        RedfishSettings.model_validate(own)


def test_without_sushy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sushy", None)
    with pytest.raises(BmcError, match=r"pip install 'homelab\[redfish\]'"), plainly("https://x"):
        pass
