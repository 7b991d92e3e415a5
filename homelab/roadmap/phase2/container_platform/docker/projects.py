"""Compose projects: the way to have one run as its file says, and the way to see it."""

from __future__ import annotations

import shlex
from collections.abc import Generator, Iterable
from dataclasses import dataclass

from pyinfra import host
from pyinfra.api import FactBase, StringCommand, operation

from homelab.operations.services import would_touch

__all__ = ["ended", "pulled", "running", "sharing", "without_volumes"]

PATIENCE = 180
"""Seconds that a container may take to start and, where it is asked, to be healthy."""
LABEL = "com.docker.compose.project"
STATE = """
f={file}
[ ! -f "$f" ] || docker compose --file "$f" config --hash {project} | sed 's/^[^ ]* /wanted /'
for c in $(docker ps --all --quiet --filter label={label}={project}); do
docker inspect --format '{format}' $c; done
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

    def is_as_wanted(self) -> bool:
        """Whether there is the one container that the file describes, and it works."""
        return [(c.config_hash, c.status) for c in self.containers] == [
            (self.wanted, "running")
        ] and self.containers[0].health != "unhealthy"


class ProjectState(FactBase[Running]):
    """A project's container beside the file that describes it, by Compose's own hash."""

    default = Running

    def command(self, project: str, file: str = "") -> str:
        """Ask Compose what it would run, and Docker what runs."""
        if not file:
            file = "/dev/null/none"
        return "command -v docker >/dev/null || exit 0\n" + STATE.format(
            file=shlex.quote(file), project=shlex.quote(project), label=LABEL, format=FORMAT
        )

    def process(self, output: Iterable[str]) -> Running:
        """Take the lines apart."""
        lines = [line.split() for line in output]
        wanted = next((words[1] for words in lines if words[0] == "wanted"), "")
        found = (words[1:] for words in lines if words[0] == "container")
        return Running(wanted, tuple(Container(*words) for words in found if len(words) == 3))  # noqa: PLR2004 - FORMAT's words


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
def running(project: str, file: str) -> Generator[StringCommand]:
    """The PROJECT's container runs as its FILE says; it is made anew only where it differs."""
    state: Running = host.get_fact(ProjectState, project=project, file=file)
    if state.is_as_wanted() and not would_touch([file]):
        return
    is_sick = any(container.health == "unhealthy" for container in state.containers)
    again = " --force-recreate" if is_sick else ""
    said = f"docker compose --file {shlex.quote(file)}"
    yield StringCommand(
        f"{said} up --detach --remove-orphans{again} --wait --wait-timeout {PATIENCE}"
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
