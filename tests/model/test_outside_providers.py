"""Providers from other packages may join a task, and one with a mistake is a fault, no crash."""

import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from homelab.model import InvalidLab, Lab
from homelab.offers import OpenPort
from homelab.roadmap import registry

GOOD = '''
"""nftables: the kernel's own filter."""
from homelab.contract import Provider
from homelab.offers import OpenPort
from homelab.roadmap.phase1.firewall.settings import FirewallSettings

PROVIDER = Provider(FirewallSettings, "https://nftables.org", lambda node: [OpenPort(5353, "udp")])
'''
BAD_OFFERS = GOOD.replace('[OpenPort(5353, "udp")]', "1 / 0")
BAD_IMPORT = "import no_such_package_anywhere\n"


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Makes a package with this text the provider firewall/nftables."""

    def write(text: str) -> None:
        package = tmp_path / "site" / "nftables_for_homelab"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(text)
        monkeypatch.syspath_prepend(str(package.parent))
        entry = EntryPoint("firewall/nftables", package.name, "homelab.providers")
        monkeypatch.setattr(registry, "entry_points", lambda **_: [entry])
        forget()

    def forget() -> None:
        for found in (registry._entry_points, registry._outside):
            found.cache_clear()
        registry.provider_names.cache_clear()
        registry.provider.cache_clear()
        sys.modules.pop("nftables_for_homelab", None)

    yield write
    monkeypatch.undo()
    forget()


def load_with_nftables(load_lab: Callable[..., Lab], foundation: str) -> Lab:
    return load_lab('homelab = ["nas"]\n', all=foundation + 'firewall = {"provider": "nftables"}\n')


def test_a_provider_from_outside_joins_its_task(
    install: Callable[[str], None], load_lab: Callable[..., Lab], foundation: str
) -> None:
    install(GOOD)
    lab = load_with_nftables(load_lab, foundation)
    assert OpenPort(5353, "udp") in lab.nodes("firewall")[0].open_ports


MISTAKES = {
    BAD_OFFERS: (
        "firewall",
        "firewall/nftables can't say what it offers: ZeroDivisionError: division by zero",
    ),
    BAD_IMPORT: (
        "firewall.provider",
        "provider 'nftables' can't be loaded: ModuleNotFoundError",
    ),
}


@pytest.mark.parametrize("text", MISTAKES, ids=["offers", "import"])
def test_a_mistake_in_it_is_a_fault(
    install: Callable[[str], None], load_lab: Callable[..., Lab], foundation: str, text: str
) -> None:
    install(text)
    with pytest.raises(InvalidLab) as invalid:
        load_with_nftables(load_lab, foundation)
    (fault,) = invalid.value.faults
    assert fault.file == "group_data/all.py"
    assert (fault.path, fault.problem) == MISTAKES[text]
