"""pyinfra's own command line takes a lab to its services, and leaves homelab nothing to do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import chdir

import pytest
from roadmap.phase2.conftest import ALPHA, EVERYWHERE, GATEWAY, INVENTORY
from support.rehearsed import Rehearsed, standing

from entrances.conftest import REPOSITORY
from entrances.test_they_agree import run
from homelab.engine import Terms
from homelab.result import ExitCode, exit_code

pytestmark = [pytest.mark.lab, pytest.mark.slow]  # another lab of Docker, as tests/roadmap/phase2


@pytest.fixture
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsed]:
    """Two nodes with secure access alone, wished to have services on both behind one door."""
    root = tmp_path_factory.mktemp("by-pyinfra")
    (root / "group_data").mkdir()
    (root / "group_data" / "gateway.py").write_text(GATEWAY.format(proxy="caddy"))
    (root / "group_data" / "alpha.py").write_text(ALPHA)
    shutil.copytree(REPOSITORY / "deploys", root / "deploys")
    with standing(root, INVENTORY, EVERYWHERE) as lab:
        with chdir(root):  # pyinfra's rule: the current folder's group data counts too
            access = lab.load().apply(Terms(tasks=frozenset({"remote_access"})))
        assert exit_code(access) is ExitCode.OK, [r for r in access if r.detail]
        yield lab


def test_it_leaves_nothing_to_do(bare: Rehearsed) -> None:
    for phase in (1, 2, 3):
        done = run(bare, "pyinfra", ".homelab/lab/inventory.py", f"deploys/phase{phase}.py", "-y")
        assert done.returncode == 0, done.stdout + done.stderr
    plan = run(bare, "homelab", "plan")
    assert plan.returncode == 0, plan.stdout
    bare.run("alpha", "echo precious > /var/lib/docker/volumes/pages_data/_data/index.html")
    verify = run(bare, "homelab", "verify")
    assert verify.returncode == 0, verify.stdout
