"""Compose projects: the way to have one run as its file says, and the way to see it."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation

from homelab.operations.services import would_touch

__all__ = ["ended", "pulled", "running", "sharing", "without_volumes"]

NONE = "/dev/null/none"
OLDEST = Decimal(0)
PATIENCE = 180
"""Seconds that a container may take to start and, where it is asked, to be healthy."""
LABEL = "com.docker.compose.project"
STATE = """
f={file}
[ ! -f "$f" ] || docker compose --file "$f" config --hash {project} | sed 's/^[^ ]* /wanted /'
for c in $(docker ps --all --quiet --filter label={label}={project}); do
docker inspect --format '{format}' $c
echo "started $(date -d "$(docker inspect --format '{{{{.State.StartedAt}}}}' $c)" +%s.%N)"; done
echo "written $(find {files} -maxdepth 0 -printf '%T@\\n' 2>/dev/null | sort -n | tail -n 1)"
"""
FORMAT = (
    'container {{index .Config.Labels "com.docker.compose.config-hash"}} {{.State.Status}} '
    "{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}"
)


@dataclass(frozen=True)
class Container:
    """One container of a project."""

    config_hash: str
    status: str
    """Docker's word: running, exited, restarting, created, paused, dead."""
    health: str
    """healthy, unhealthy, starting, or none where nobody asks."""


@dataclass(frozen=True)
class Running:
    """What the file of a project wants, and what there is."""

    wanted: str = ""
    containers: tuple[Container, ...] = ()
    is_stale: bool = False
    """Whether a file that a container reads when it starts is newer than that."""

    def is_as_wanted(self) -> bool:
        """Whether there is the one container that the file describes, and it works."""
        there = [(c.config_hash, c.status) for c in self.containers]
        return there == [(self.wanted, "running")] and not self.is_to_begin_anew()

    def is_to_begin_anew(self) -> bool:
        """Whether a container is to be replaced though it is of the right description."""
        return self.is_stale or any(c.health == "unhealthy" for c in self.containers)


class ProjectState(FactBase[Running]):
    """A project's container beside the file that describes it, by Compose's own hash."""

    default = Running

    def command(self, project: str, file: str = NONE, files: Sequence[str] = ()) -> str:
        """Ask Compose what it would run, Docker what runs, and FILES how old they are."""
        return "command -v docker >/dev/null || exit 0\n" + STATE.format(
            file=shlex.quote(file),
            project=shlex.quote(project),
            label=LABEL,
            format=FORMAT,
            files=shlex.join(files) or NONE,
        )

    def process(self, output: Iterable[str]) -> Running:
        """Take the lines apart."""
        lines = [line.split() for line in output]
        wanted = next((words[1] for words in lines if words[0] == "wanted"), "")
        found = tuple(Container(*words[1:]) for words in lines if words[0] == "container")
        times = {w[0]: Decimal(w[1]) for w in lines if w[0] in {"started", "written"} and w[1:]}
        is_stale = times.get("written", OLDEST) > times.get("started", OLDEST)
        return Running(wanted, found, is_stale=is_stale and bool(found))


class DockerThings(FactBase[list[str]]):
    """Names of what a `docker … ls` lists; nothing where there is no Docker."""

    default = list

    def command(self, listing: str) -> str:
        """LISTING is the rest of the command line."""
        return f"command -v docker >/dev/null || exit 0; docker {listing} 2>/dev/null || true"

    def process(self, output: Iterable[str]) -> list[str]:
        """A name a line."""
        return [line.strip() for line in output if line.strip()]


@operation()
def sharing(network: str) -> Generator[StringCommand]:
    """There is a network of this name, which workloads of the node share."""
    listing = f"network ls --quiet --filter name=^{shlex.quote(network)}$"
    if not host.get_fact(DockerThings, listing=listing):
        yield StringCommand(f"docker network create {shlex.quote(network)}")


@operation()
def pulled(image: str) -> Generator[StringCommand]:
    """The IMAGE is on the node."""
    listing = f"image inspect --format '{{{{.Id}}}}' {shlex.quote(image)}"
    if not host.get_fact(DockerThings, listing=listing):
        yield StringCommand(f"docker pull --quiet {shlex.quote(image)}")


@operation()
def running(project: str, file: str, files: Sequence[str]) -> Generator[StringCommand]:
    """The PROJECT's container runs as its FILE says; it is made anew only where it differs.

    FILES are those that it reads when it starts.
    """
    state: Running = host.get_fact(ProjectState, project=project, file=file, files=list(files))
    if state.is_as_wanted() and not would_touch([file, *files]):
        return
    again = " --force-recreate" if state.is_to_begin_anew() else ""
    said = f"docker compose --file {shlex.quote(file)}"
    # Without a health check Compose takes one that is started over and over for running.
    restarting = f"docker ps --quiet --filter label={LABEL}={shlex.quote(project)}"
    yield StringCommand(
        f"{said} up --detach --remove-orphans{again} --wait --wait-timeout {PATIENCE}"
        f' && sleep 1 && [ -z "$({restarting} --filter status=restarting)" ]'
        f" || {{ {said} logs --tail 20 --no-color; exit 1; }}"
    )


@operation()
def ended(project: str) -> Generator[StringCommand]:
    """No container of the PROJECT is left, nor a network of its own."""
    state: Running = host.get_fact(ProjectState, project=project)
    if state.containers:
        yield StringCommand(f"docker compose --project-name {shlex.quote(project)} down")


@operation()
def without_volumes(project: str) -> Generator[StringCommand]:
    """No volume of the PROJECT is left."""
    listing = f"volume ls --quiet --filter label={LABEL}={shlex.quote(project)}"
    volumes = host.get_fact(DockerThings, listing=listing)
    if volumes:
        yield StringCommand(f"docker volume rm {shlex.join(volumes)}")
