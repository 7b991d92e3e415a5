import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from homelab.roadmap import registry

BIN = Path(sys.executable).parent


def complete(line: str, folder: Path) -> list[str]:
    """What a real bash offers after LINE."""
    words = line.split(" ")
    program = f"""
        source <(homelab completion bash)
        COMP_WORDS=({" ".join(f"'{word}'" for word in words)})
        COMP_CWORD={len(words) - 1}
        _homelab_completion homelab
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    return shell(["bash", "-c", program], folder).split()


def shell(argv: list[str], folder: Path) -> str:
    environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(folder)}
    environment.pop("HOMELAB_INVENTORY", None)
    done = subprocess.run(
        argv, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    return done.stdout


def test_bash_completes_commands(lab: Path) -> None:
    assert {"check", "completion"} <= set(complete("homelab c", lab))


def test_bash_completes_hosts_and_groups(lab: Path) -> None:
    assert {"nas", "pi", "homelab", "attic"} <= set(complete("homelab plan --limit ", lab))
    assert complete("homelab plan --limit nas,p", lab) == ["nas,pi"]
    assert complete("homelab lab shell n", lab) == ["nas"]


def test_bash_completes_hosts_of_another_inventory(lab: Path, tmp_path: Path) -> None:
    line = f"homelab plan -i {lab}/inventory.py --limit n"
    assert complete(line, tmp_path) == ["nas"]


def test_bash_completes_tasks_and_then_providers(lab: Path) -> None:
    assert complete("homelab plan --task remote_", lab) == ["remote_access"]
    names = [f"firewall/{name}" for name in registry.provider_names("firewall")]
    assert complete("homelab plan --task firewall/", lab) == names


def test_a_broken_lab_completes_to_nothing_quietly(lab: Path) -> None:
    (lab / "inventory.py").write_text("homelab = [")
    assert complete("homelab plan --limit ", lab) == []


@pytest.mark.parametrize("name", ["zsh", "fish"])
def test_zsh_and_fish_accept_their_scripts(name: str, lab: Path) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed here")
    script = lab / f"completion.{name}"
    script.write_text(shell([str(BIN / "homelab"), "completion", name], lab))
    assert shell([name, "-n", str(script)], lab) == ""


def test_bash_completes_faults(lab: Path) -> None:
    assert complete("homelab diagnose disk", lab) == ["disk_full"]
    assert complete("homelab lab break disk", lab) == ["disk_full"]
