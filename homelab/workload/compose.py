"""A workload as files of Docker Compose: compose.yaml, and what it mounts.

Everything lies in one folder of the node that only root may enter. The labels hold digests of
the mounted files, so that Compose sees a change of theirs as a change of the container.
"""

from __future__ import annotations

import hashlib
import io
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from homelab.fields import is_reference
from homelab.workload.model import Healthcheck, Workload

__all__ = ["Project", "ProjectFile", "folder_of", "project", "shared_network", "volume_name"]

ROOT = "/var/lib/homelab/workloads"
FILES_LABEL, OWNER_LABEL = "homelab.files", "homelab.workload"
BUNDLE = "/etc/ssl/certs/ca-certificates.crt"
"""Where Debian keeps all authorities in one file, and programs of most images look for them."""

Reveal = Callable[[str], str]


@dataclass(frozen=True)
class ProjectFile:
    """A file of a project on the node."""

    path: str
    text: str
    mode: str = "644"
    user: str = "root"
    """A user's number where the file is for that user of the container alone."""
    is_read_at_start: bool = True
    """Whether the program reads it when it starts, and doesn't follow it."""
    check: str | None = None
    """Command on the node that must accept it, with those before it in place."""


@dataclass(frozen=True)
class Project:
    """A workload, rendered: the files, and what must be there before it runs."""

    name: str
    folder: str
    compose: ProjectFile
    files: tuple[ProjectFile, ...]
    image: str
    networks: tuple[str, ...]
    """Networks that it shares with others, by Docker's name."""
    service: Mapping[str, Any]
    """What the compose file says of its one service."""


def folder_of(name: str) -> str:
    """Where the files of the workload NAME lie on its node."""
    return f"{ROOT}/{name}"


def volume_name(workload: str, volume: str) -> str:
    """Docker's name of a workload's volume."""
    return f"{workload}_{volume}"


def shared_network(name: str) -> str:
    """Docker's name of a network that workloads share."""
    return f"homelab-{name}"


def project(
    name: str, owner: str, workload: Workload, reveal: Reveal, trust: str | None
) -> Project:
    """WORKLOAD, which OWNER (TASK/PROVIDER) states, under its NAME.

    REVEAL gives the value behind a secret's reference; TRUST is the root, in PEM, of an authority
    that the node trusts: then the node's bundle of authorities takes the place of the image's.
    """
    folder = folder_of(name)
    files = tuple(_files(folder, workload, reveal))
    seen = "".join(f"{f.path}\0{f.text}\0" for f in files if f.is_read_at_start)
    bundle = [f"{BUNDLE}:{BUNDLE}:ro"] if trust else []
    environment = {"SSL_CERT_FILE": BUNDLE} if trust else {}
    service = _without_empty(
        {
            **_fields(workload),
            "container_name": name,
            "environment": {**environment, **_variables(workload, reveal)},
            "volumes": [*_mounts(folder, workload), *bundle],
            "network_mode": "host" if workload.network_mode == "host" else None,
            "networks": workload.networks,
            "labels": {
                **{key: _literal(value) for key, value in workload.labels.items()},
                OWNER_LABEL: owner,
                FILES_LABEL: _digest(seen + (trust or "")),
            },
        }
    )
    kept = [each.source for each in workload.mounts() if each.is_volume]
    shared = {key: shared_network(key) for key in workload.networks}
    said = {
        "name": name,
        "services": {name: service},
        "volumes": {key: {"name": volume_name(name, key)} for key in kept},
        "networks": {key: {"name": own, "external": True} for key, own in shared.items()},
    }
    compose = ProjectFile(f"{folder}/compose.yaml", as_yaml(_without_empty(said)), mode="600")
    return Project(name, folder, compose, files, workload.image, tuple(shared.values()), service)


def as_yaml(said: Mapping[str, Any]) -> str:
    """SAID as YAML; whatever could be taken for another type is quoted."""
    text = io.StringIO()
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(_quoted(said), text)
    return text.getvalue()


def _quoted(value: Any) -> Any:  # noqa: ANN401 - a tree of plain data
    if isinstance(value, Mapping):
        return {key: _quoted(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_quoted(inner) for inner in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) else value


def _literal(text: str) -> str:
    """TEXT for Compose, which else would put variables in (`$`)."""
    return text.replace("$", "$$")


def _literals(words: list[str]) -> list[str]:
    return [_literal(word) for word in words]


def _without_empty(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value not in (None, [], {})}


def _variables(workload: Workload, reveal: Reveal) -> dict[str, str]:
    return {
        name: _literal(reveal(value) if is_reference(value) else value)
        for name, value in workload.environment.items()
    }


def _fields(workload: Workload) -> dict[str, Any]:
    """The fields that are rendered as they are."""
    return {
        "image": workload.image,
        "entrypoint": _literals(workload.entrypoint) if workload.entrypoint is not None else None,
        "command": _literals(workload.command) if workload.command is not None else None,
        "tmpfs": workload.tmpfs,
        "ports": workload.ports,
        "healthcheck": _healthcheck(workload.healthcheck) if workload.healthcheck else None,
        "mem_limit": int(workload.mem_limit),
        "cpus": workload.cpus,
        "pids_limit": workload.pids_limit,
        "shm_size": int(workload.shm_size) if workload.shm_size else None,
        "user": workload.user,
        "cap_drop": workload.cap_drop,
        "cap_add": workload.cap_add,
        "security_opt": ["no-new-privileges:true"] if workload.no_new_privileges else None,
        "read_only": workload.read_only or None,
        "devices": workload.devices,
        "sysctls": workload.sysctls,
        "extra_hosts": workload.extra_hosts,
        "init": workload.init or None,
        "stop_grace_period": workload.stop_grace_period,
        "restart": workload.restart,
    }


def _healthcheck(asked: Healthcheck) -> dict[str, Any]:
    test = asked.test
    said = ["CMD", *_literals(test)] if isinstance(test, list) else ["CMD-SHELL", _literal(test)]
    return {"test": said, **asked.model_dump(exclude={"test"})}


def _files(folder: str, workload: Workload, reveal: Reveal) -> Iterator[ProjectFile]:
    for path, text in workload.configs.items():
        place = _place(folder, "configs", path)
        check = _check(folder, workload, path)
        yield ProjectFile(place, text, is_read_at_start=not workload.reloads, check=check)
    owner = (workload.user or "root").partition(":")[0]
    for path, reference in workload.secrets.items():
        user = owner if owner.isdigit() else "root"
        yield ProjectFile(_place(folder, "secrets", path), reveal(reference), "400", user)


def _check(folder: str, workload: Workload, path: str) -> str | None:
    """How the image is asked whether it accepts the config at PATH; those after it aren't there."""
    command = workload.accepted_by.get(path)
    if command is None:
        return None
    earlier = list(workload.configs)[: list(workload.configs).index(path) + 1]
    mounts = [f"--volume={mount}" for mount in _config_mounts(folder, workload, earlier)]
    program, *arguments = command
    start = ["docker", "run", "--rm", "--network=none", f"--entrypoint={program}"]
    return shlex.join([*start, *mounts, workload.image, *arguments])


def _place(folder: str, kind: str, target: str) -> str:
    return f"{folder}/{kind}{target}"


def _mounts(folder: str, workload: Workload) -> Iterator[str]:
    """Mounts in short form."""
    for each in workload.mounts():
        yield f"{each.source}:{each.target}{':ro' if each.is_read_only else ''}"
    yield from _config_mounts(folder, workload, list(workload.configs))
    yield from (f"{_place(folder, 'secrets', path)}:{path}:ro" for path in workload.secrets)


def _config_mounts(folder: str, workload: Workload, targets: list[str]) -> Iterator[str]:
    """Mounts of configs; of those that are followed the folders, as a file is replaced."""
    if workload.reloads:
        targets = list(dict.fromkeys(str(PurePosixPath(path).parent) for path in targets))
    yield from (f"{_place(folder, 'configs', path)}:{path}:ro" for path in targets)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
