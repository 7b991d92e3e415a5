"""Containers of the lab's own beside its nodes, each for one service, on the management network."""

from dataclasses import dataclass
from ipaddress import IPv4Address
from pathlib import Path

from homelab.lab import docker
from homelab.lab.images.build import have_base
from homelab.lab.images.recipe import recipe_for
from homelab.lab.names import LAB_LABEL
from homelab.lab.networks import Networks

IMAGES = Path(__file__).parent / "images"
BUILD_SECONDS = 300.0


@dataclass(frozen=True)
class Helper:
    """One such container: a folder of images/, and its host number, below those of nodes."""

    name: str
    host: int
    port: int
    """The port of it that this machine reaches on its loopback."""

    def container(self, lab: str) -> str:
        """`homelab-ab12cd.registry`: a dot, so that no node can have the name."""
        return f"homelab-{lab}.{self.name}"

    def address(self, networks: Networks) -> IPv4Address:
        """Where nodes reach it."""
        return networks.management_subnet.addresses(self.host)[0]

    def stand(self, lab: str, networks: Networks, *flags: str) -> str:
        """Name of the container, which runs afterwards; FLAGS are of `docker create`."""
        name = self.container(lab)
        if docker.run(["container", "inspect", name]).returncode != 0:
            docker.ask(
                "create", "--name", name, "--label", f"{LAB_LABEL}={lab}",
                "--network", networks.management, "--ip", str(self.address(networks)),
                "--publish", f"127.0.0.1::{self.port}", *flags, self._image(),
            )  # fmt: skip
        docker.ask("start", name)
        return name

    def published(self, lab: str) -> str:
        """Where this machine reaches it: 127.0.0.1:PORT."""
        return docker.ask("port", self.container(lab), f"{self.port}/tcp").splitlines()[0]

    def _image(self) -> str:
        recipe = recipe_for("debian-13")
        tag = f"homelab-{self.name}:{recipe.base_digest}"
        if docker.run(["image", "inspect", tag]).returncode != 0:
            build = ("build", "--quiet", "--tag", tag, "--build-arg", f"BASE={have_base(recipe)}")
            docker.ask(*build, str(IMAGES / self.name), timeout=BUILD_SECONDS)
        return tag
