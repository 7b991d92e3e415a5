"""`homelab apply`, pyinfra's own CLI and a script leave the same state and see the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from support.rehearsed import Rehearsed

pytestmark = pytest.mark.lab
BIN = Path(sys.executable).parent
REPOSITORY = Path(__file__).parents[2]
SEEN = """
cd / && find etc var/lib/homelab home usr/local -xdev -type f \
  ! -path 'var/lib/homelab/guard/confirmed/*' ! -path 'var/lib/homelab/lock*' \
  ! -name homelab-guard.timer \
  ! -path 'etc/ssh/ssh_host_*' ! -name '*~' ! -name '*-' ! -name 'machine-id' ! -name '*.cache' \
  ! -name shadow | sort | while read f; do
    echo "$f $(stat -c '%a %U %G' "$f") $(sed -E 's/OWN/ITSELF/g' "$f" | sha256sum)"; done
find etc/systemd etc/rc?.d -type l -printf '%p -> %l\\n' | sort
ufw status verbose; ss -Hlntu | awk '{print $1, $5}' | grep -v 127.0.0.11 | sort
hostname; timedatectl show -p Timezone 2>/dev/null; dpkg-query -W -f '${Package}\\n' | sort
"""


def run(lab: Rehearsed, *command: str) -> subprocess.CompletedProcess[str]:
    """A command in the lab's folder, as its owner would call it."""
    environment = os.environ | {"HOMELAB_INVENTORY": str(lab.inventory), "NO_COLOR": "1"}
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]], cwd=lab.root, env=environment, text=True,
        capture_output=True, check=False, timeout=600,
    )  # fmt: skip


def test_three_entrances_leave_the_same_state(lab: Rehearsed) -> None:
    script = (REPOSITORY / "docs" / "script.py").read_text()
    inventory = ".homelab/lab/inventory.py"
    (lab.root / "script.py").write_text(script.replace("inventory.py", inventory))

    homelab = ("homelab", "apply", "--phase", "1", "--limit", "node-a")
    pyinfra = ("pyinfra", inventory, "deploys/phase1.py", "--limit", "node-b", "-y")
    with ThreadPoolExecutor() as pool:
        by_command, by_pyinfra = pool.map(lambda command: run(lab, *command), (homelab, pyinfra))
    by_script = run(lab, "python", "script.py")

    for done in (by_command, by_pyinfra, by_script):
        assert done.returncode == 0, done.stdout + done.stderr
    states = {host: state(lab, host) for host in ("node-a", "node-b", "node-c")}
    assert states["node-a"] == states["node-b"]
    assert states["node-a"] == states["node-c"]
    again = run(lab, "homelab", "plan", "--phase", "1")
    assert again.returncode == 0, again.stdout


def test_pyinfra_is_told_where_first_contact_is_made(lab: Rehearsed) -> None:
    records = "/var/lib/homelab/applied/remote_access"
    lab.run("node-b", f"mv {records} /root/kept")
    try:
        done = run(
            lab,
            "pyinfra",
            ".homelab/lab/inventory.py",
            "deploys/phase1.py",
            "--limit",
            "node-b",
            "-y",
        )
    finally:
        lab.run("node-b", f"rm -rf {records}; mv /root/kept {records}")
    assert done.returncode != 0
    assert "run `homelab apply --task remote_access --limit node-b`" in done.stdout + done.stderr


def test_verify_and_pytest_report_the_same(lab: Rehearsed) -> None:
    limit = ("--limit", "node-a")
    by_command = run(lab, "homelab", "verify", "--json", "--phase", "1", *limit)
    quietly = ("-q", "-p", "no:cacheprovider", "--junitxml=pytest.xml")
    by_pytest = run(lab, "pytest", "checks", *quietly, *limit)
    said = json.loads(by_command.stdout)
    cases = ET.parse(lab.root / "pytest.xml").getroot().iter("testcase")  # noqa: S314 - our own
    found = [{part.tag for part in case} for case in cases]
    asked = [parts for parts in found if "skipped" not in parts]
    outcomes = sorted("bad" if parts & {"failure", "error"} else "good" for parts in asked)
    assert sorted(result["outcome"] for result in said["results"]) == outcomes, by_pytest.stdout
    assert len(outcomes) > 30
    assert said["exit_code"] == by_command.returncode == by_pytest.returncode == 0, (
        by_command.stdout
    )


def state(lab: Rehearsed, host: str) -> list[str]:
    """Everything of a node that an entrance may have made, without what makes it this one."""
    node = next(node for node in lab.nodes.status() if node.name == host)
    own = (host, node.ipv4, node.lan_ipv4, node.ipv6, node.lan_ipv6)
    found = lab.run(host, SEEN.replace("OWN", "|".join(map(str, own))))
    return [line.replace(host, "ITSELF") for line in found.splitlines()]
