"""`homelab check` prints every fault and exits with 64, or says in one line that all is well."""

import json
from pathlib import Path

import pytest

from homelab.cli import main

INVALID = Path(__file__).parents[1] / "invalid"


def run(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[object, str]:
    with pytest.raises(SystemExit) as end:
        main(["check", "-i", str(folder / "inventory.py"), *options])
    return end.value.code, capsys.readouterr().out


def test_faults_are_printed_and_the_code_is_64(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = INVALID / "two_files_broken"
    monkeypatch.chdir(folder)
    assert run(folder, capsys) == (64, (folder / "expected.txt").read_text())


def test_json_has_each_fault_in_parts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(INVALID / "port_70000")
    code, output = run(INVALID / "port_70000", capsys, "--json")
    assert code == 64
    assert json.loads(output)["faults"] == [
        {
            "file": "group_data/gateway.py",
            "path": "firewall.allow[2].port",
            "line": 1,
            "problem": "70000 is above 65535",
            "cure": "choose a port from 1 to 65535",
        }
    ]


def test_a_good_lab_takes_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inventory.py").write_text('homelab = ["nas"]\nhome = ["nas"]\n')
    assert run(tmp_path, capsys) == (0, "1 host, 0 tasks: nothing to complain about\n")
