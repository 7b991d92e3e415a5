"""Images under upstream's names, made where Docker Hub doesn't answer.

A recipe is a folder: a Dockerfile, and a program `fetch` that is called with the version and puts
the real program beside it, from a package registry. BASE is the lab's bare Debian, VERSION the tag.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from homelab.lab import docker
from homelab.lab.errors import LabError
from homelab.lab.images.build import REGISTRY_SECONDS, bootstrap
from homelab.lab.images.recipe import recipe_for

HUB = "docker.io/"
FETCH_SECONDS = 900.0
BUILD_SECONDS = 600.0
LAST_LINES = 15


@dataclass(frozen=True)
class Upstream:
    """One image, by its whole name, and the folder that says how it is made; None without one."""

    name: str
    folder: Path | None

    @property
    def version(self) -> str:
        """Its tag."""
        return self.name.rpartition(":")[2]

    @property
    def path(self) -> str:
        """Its name in a mirror of Docker Hub."""
        return self.name.removeprefix(HUB)

    def digest(self) -> str:
        """Twelve hex digits that change whenever what it is made of does; LabError without that."""
        if not self.name.startswith(HUB):
            raise LabError(
                f"{self.name}: its registry doesn't answer here, and the lab can stand in for "
                "Docker Hub alone; rehearse where that registry answers"
            )
        if self.folder is None:
            raise LabError(
                f"{self.name}: Docker Hub doesn't answer here, and there is no recipe to make the "
                "image from; rehearse where Docker Hub answers, or add a folder with a Dockerfile"
            )
        base = recipe_for("debian-13").base_digest
        hashed = hashlib.sha256(f"{self.name}\0{base}\0{platform.machine()}".encode())
        for file in sorted(self.folder.iterdir()):
            hashed.update(file.name.encode() + b"\0" + file.read_bytes())
        return hashed.hexdigest()[:12]

    def build(self, tag: str) -> None:
        """The image `tag` exists in Docker afterwards."""
        self.digest()
        with tempfile.TemporaryDirectory() as made:
            context = Path(made, "context")
            shutil.copytree(str(self.folder), context)
            if (context / "fetch").exists():
                self._fetch(context)
            base = bootstrap(recipe_for("debian-13"))
            arguments = ["--build-arg", f"BASE={base}", "--build-arg", f"VERSION={self.version}"]
            build = ("build", "--quiet", "--tag", tag, *arguments, str(context))
            docker.ask(*build, timeout=BUILD_SECONDS)

    def _fetch(self, context: Path) -> None:
        done = subprocess.run(
            [str(context / "fetch"), self.version],
            cwd=context,
            env={**os.environ, "PYTHON": sys.executable},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=FETCH_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            said = "\n".join(done.stdout.splitlines()[-LAST_LINES:])
            raise LabError(
                f"{self.name}: it couldn't be fetched; mend what {self.folder}/fetch says, or "
                f"rehearse where Docker Hub answers:\n{said}"
            )


def hub_answers() -> bool:
    """Whether Docker Hub can be asked from here."""
    try:
        docker.ask("manifest", "inspect", f"{HUB}library/debian:13", timeout=REGISTRY_SECONDS)
    except LabError:
        return False
    return True
