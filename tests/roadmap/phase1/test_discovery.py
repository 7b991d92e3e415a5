"""What is discovered can be pasted back, and holds."""

from __future__ import annotations

import ast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homelab.discovery import as_python, wish_for
from homelab.roadmap.phase1.hardware.comparison import (
    differing_cpu,
    differing_disks,
    differing_interfaces,
    differing_memory,
)
from homelab.roadmap.phase1.hardware.declared.settings import DeclaredSettings
from homelab.roadmap.phase1.hardware.seen import Machine, SeenDisk, SeenInterface

MODELS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
NAMES = st.from_regex(r"[a-z]{2,4}[0-9a-z]{0,4}", fullmatch=True)
MACS = st.from_regex(r"([0-9a-f]{2}:){5}[0-9a-f]{2}", fullmatch=True)
DISKS = st.builds(SeenDisk, NAMES, st.integers(10**6, 10**15), MODELS, is_part=st.booleans())
CARDS = st.builds(
    SeenInterface,
    st.tuples(NAMES),
    st.lists(MACS, min_size=1, max_size=2).map(tuple),
    st.booleans(),
)
MACHINES = st.builds(
    Machine,
    st.integers(1, 512),
    MODELS,
    st.integers(2**26, 2**42),
    st.lists(DISKS, max_size=3, unique_by=lambda disk: disk.name).map(tuple),
    st.lists(CARDS, max_size=3, unique_by=lambda card: card.names).map(tuple),
)
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)


@CALM
@given(MACHINES)
def test_the_wish_holds_for_the_machine_it_came_from(machine: Machine) -> None:
    wish = wish_for(machine)
    wished = DeclaredSettings.model_validate({k: v for k, v in wish.items() if k != "provider"})
    assert not [
        *differing_cpu(wished.cpu, machine),
        *differing_memory(wished.memory, machine),
        *differing_disks(wished.disks, machine, {}),
        *differing_interfaces(wished.interfaces, machine),
    ]


@CALM
@given(MACHINES)
def test_both_forms_are_python_and_say_the_same(machine: Machine) -> None:
    wish = wish_for(machine)
    assignment = as_python(wish, is_assignment=True)
    entry = as_python(wish, is_assignment=False)
    assert ast.literal_eval(assignment.removeprefix("hardware = ")) == wish
    assert ast.literal_eval("{" + entry + "}") == {"hardware": wish}


def test_it_reads_as_a_person_would_write_it() -> None:
    machine = Machine(
        cores=4,
        cpu_model="Intel N100",
        memory=16_400_000_000,
        disks=(
            SeenDisk("nvme0n1", 500_107_862_016, "Samsung SSD 980", is_part=True),
            SeenDisk("zram0", 4_000_000_000, "", is_part=False),
        ),
        interfaces=(SeenInterface(("enp1s0",), ("02:00:00:00:00:01",), is_part=True),),
    )
    assert as_python(wish_for(machine), is_assignment=True) == (
        "hardware = {\n"
        '    "provider": "declared",\n'
        '    "cpu": {"cores": 4, "model": "Intel N100"},\n'
        '    "memory": {"size": "15 GiB"},\n'
        '    "disks": [\n'
        '        {"name": "nvme0n1", "size": "500 GB", "model": "Samsung SSD 980"},\n'
        "    ],\n"
        '    "interfaces": [\n'
        '        {"name": "enp1s0", "mac": "02:00:00:00:00:01"},\n'
        "    ],\n"
        "}\n"
    )
