"""CPU time of `homelab check` for 10 hosts with 3 services each, interpreter start included.

Run `python benchmarks/check.py [RUNS]`. The aim is under 0.3 s; the least of the runs is
what counts, as whatever else the machine does only adds to it. Beside it stands what the
import of click and pydantic alone takes on the same machine.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

EXAMPLE = Path(__file__).parents[1]
HOSTS, SERVICES = 10, 3
CHECK = ("-c", "from homelab.cli import main; main()", "check")
FLOOR = ("-c", "import click, pydantic.fields, pydantic.types")


def write_lab(folder: Path) -> None:
    """Write the example's wishes for ten hosts, each with services and one with their door."""
    shutil.copytree(EXAMPLE / "group_data", folder / "group_data")
    hosts = [
        (
            f"n{n}",
            {
                "ssh_hostname": f"10.77.0.{n}",
                "network": {"address": f"10.77.1.{n}/24"},
                "hardware": {"memory": {"size": "4 GiB"}},
                "container_platform": {"provider": "docker"},
                "services": {f"web-{m}": _service(n, m) for m in range(SERVICES)},
            },
        )
        for n in range(1, HOSTS + 1)
    ]
    text = f"homelab = {hosts!r}\ngateway = ['n1']\nbookworm = ['n2', 'n3']\n"
    text += 'door = (["n1"], {"reverse_proxy": {"provider": "caddy"}})\n'
    (folder / "inventory.py").write_text(text)


def _service(host: int, number: int) -> dict[str, object]:
    return {
        "image": "docker.io/traefik/whoami:v1.11.0",
        "environment": {"TZ": "UTC", "DB_PASSWORD": "secret:db"},
        "volumes": ["data:/data", "/srv/media:/media:ro"],
        "ports": [f"{9000 + number}:9000"],
        "route": {"host": f"web-{number}.n{host}.lab.example", "port": 8000 + number},
        "backup": [{"volume": "data"}],
    }


def cpu_seconds(folder: Path, arguments: tuple[str, ...]) -> float:
    """CPU time of one run of Python, user and system."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = [sys.executable, *arguments]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")  # as an installed homelab has it
    subprocess.run(program, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the least and the median of the runs."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_lab(folder)
        ways = {"homelab check": CHECK, "its imports of click and pydantic": FLOOR}
        for way in ways.values():
            cpu_seconds(folder, way)  # compiles
        rounds = [[cpu_seconds(folder, way) for way in ways.values()] for _ in range(runs)]
    for name, times in zip(ways, zip(*rounds, strict=True), strict=True):
        least, median = min(times), sorted(times)[runs // 2]
        sys.stdout.write(f"{name}: least {least:.2f} s, median {median:.2f} s of CPU\n")


if __name__ == "__main__":
    main()
