from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from homelab.cli import main, options
from homelab.cli.group import CommandFolder


@click.command()
@options.inventory
@options.limit
@options.phase
@options.task
@options.as_json
def echo(**values: object) -> None:
    """Say what arrived."""
    for name, value in values.items():
        click.echo(f"{name}={value}")


class OneCommand(CommandFolder):
    """homelab with `echo` for its only command."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        del ctx, cmd_name
        return echo


@pytest.fixture(autouse=True)
def there(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(lab)
    monkeypatch.delenv("HOMELAB_INVENTORY", raising=False)


def run(*words: str) -> Result:
    group = OneCommand("homelab", params=main.params, callback=main.callback)
    return CliRunner().invoke(group, words, prog_name="homelab")


def test_the_inventory_is_the_one_here() -> None:
    assert "inventory=inventory.py\n" in run("echo").stdout


def test_a_folder_stands_for_the_inventory_in_it(lab: Path) -> None:
    assert f"inventory={lab}/inventory.py\n" in run("echo", "-i", str(lab)).stdout


def test_the_environment_may_name_it(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMELAB_INVENTORY", str(lab))
    assert f"inventory={lab}/inventory.py\n" in run("echo").stdout


def test_lab_means_the_rehearsals_inventory(lab: Path) -> None:
    rehearsal = lab / ".homelab" / "lab" / "inventory.py"
    assert "homelab lab up" in run("--lab", "echo").stderr
    rehearsal.parent.mkdir(parents=True)
    rehearsal.touch()
    assert "inventory=.homelab/lab/inventory.py\n" in run("--lab", "echo").stdout
    assert f"inventory={rehearsal}\n" in run("--lab", "echo", "-i", str(lab)).stdout


def test_a_missing_inventory_tells_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "homelab init DIR" in run("echo").stderr


def test_names_may_be_given_again_or_after_commas() -> None:
    done = run("echo", "--limit", "nas, pi,", "--limit", "nas", "--task", "firewall/ufw,dns")
    assert "limit=('nas', 'pi')\n" in done.stdout
    assert "task=('firewall/ufw', 'dns')\n" in done.stdout


def test_nothing_given_means_everything() -> None:
    done = run("echo")
    assert "limit=()\nphase=None\ntask=()\nas_json=False\n" in done.stdout
