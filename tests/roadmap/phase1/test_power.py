"""A power supply that goes on battery is told by the real Network UPS Tools."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.rehearsed import Rehearsed, standing

from homelab.result import ExitCode, Outcome, Result, exit_code
from homelab.verify import verify

pytestmark = [pytest.mark.lab, pytest.mark.slow]
HOST = "cellar"
WISHES = """
ssh_user = "root"
host_os = {"provider": "debian", "security_upgrades": False}
hardware = {"provider": "declared"}
"""
WATCHED = """
apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y nut-server >/dev/null
cd /etc/nut && echo MODE=standalone >nut.conf && echo 'LISTEN 127.0.0.1 3493' >upsd.conf
printf '[ups]\\ndriver = dummy-ups\\nport = ups.dev\\n' >ups.conf
printf 'ups.status: OL\\nbattery.charge: 100\\ndevice.model: Back-UPS ES 700G\\n' >ups.dev
chgrp nut * && systemctl enable --quiet nut-driver-enumerator && upsdsvcctl resync >/dev/null 2>&1
systemctl restart nut-driver.target nut-server && until upsc ups ups.status; do sleep 1; done
"""
"""Its driver for tests takes a file for the device (dummy-ups(8))."""


def test_going_on_battery_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with standing(tmp_path, f"nodes = [{HOST!r}]\n", WISHES) as lab:
        lab.run(HOST, WATCHED)
        overlaid = lab.inventory.with_name("overlay.json")
        overlaid.write_text(
            overlaid.read_text().replace('"ups": []', '"ups": [{"name": "ups", "model": "Dummy"}]')
        )
        assert exit_code(lab.load().apply()) is ExitCode.OK
        (well,) = asked(lab)
        assert well.outcome is Outcome.GOOD, well.detail

        lab.run(
            HOST, "sed -i 's/OL/OB LB/' /etc/nut/ups.dev && systemctl restart nut-driver.target"
        )
        lab.run(HOST, "until upsc ups ups.status 2>&1 | grep -q OB; do sleep 1; done")
        (ill,) = asked(lab)
        assert ill.outcome is Outcome.BAD
        assert ill.detail.splitlines() == ["ups: on battery", "ups: its battery is low"]


def asked(lab: Rehearsed) -> tuple[Result, ...]:
    return verify(lab.load(), tasks=["hardware"], match="power_supplies").results
