"""What a workload mounts: volumes, folders of the node, memory, configs and secrets."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from homelab.fields import SECRET
from homelab.workload.kubernetes.cluster import Manifest, Setting, file_key, volume_label
from homelab.workload.kubernetes.units import bytes_as_quantity
from homelab.workload.model import Workload

__all__ = ["claims", "config_map", "mounts", "secret", "secret_values", "volumes"]

CONFIGS, SECRETS, BUNDLE, SHM = "homelab-configs", "homelab-secrets", "homelab-roots", "/dev/shm"  # noqa: S108 - the container's
OWNER_READS = 0o400


def claims(setting: Setting, workload: Workload) -> Iterator[Manifest]:
    """A claim for each volume.

    They are no templates of the StatefulSet, which can't be changed: a volume more would
    need a new one.
    """
    own = setting.cluster
    storage = {"storageClassName": own.storage_class} if own.storage_class else {}
    for volume in _named(workload):
        yield setting.manifest(
            "v1",
            "PersistentVolumeClaim",
            _claim(setting.name, volume),
            spec={
                "accessModes": ["ReadWriteOnce"],
                "resources": {"requests": {"storage": own.volume_size}},
                **storage,
            },
        )


def config_map(setting: Setting, workload: Workload) -> Manifest:
    """The texts of its configs."""
    data = {file_key(path): text for path, text in workload.configs.items()}
    return setting.manifest("v1", "ConfigMap", data=data)


def secret_values(workload: Workload, reveal: Callable[[str], str]) -> dict[str, str]:
    """The revealed values of its variables and files, by their keys in the Secret."""
    named = {k: v for k, v in workload.environment.items() if SECRET.fullmatch(v)}
    files = {file_key(path): reference for path, reference in workload.secrets.items()}
    return {key: reveal(reference) for key, reference in (named | files).items()}


def secret(setting: Setting, values: dict[str, str]) -> Manifest:
    """The Secret that holds VALUES."""
    data = {key: b64encode(value.encode()).decode() for key, value in values.items()}
    return setting.manifest("v1", "Secret", type="Opaque", data=data)


def volumes(name: str, workload: Workload, bundle: str | None) -> list[dict[str, Any]]:
    """What the pod has to mount from."""
    found: list[dict[str, Any]] = [
        {
            "name": f"volume-{volume_label(each)}",
            "persistentVolumeClaim": {"claimName": _claim(name, each)},
        }
        for each in _named(workload)
    ]
    for number, folder in enumerate(_folders(workload)):
        found.append({"name": f"folder-{number}", "hostPath": {"path": folder}})
    for number, path in enumerate(_in_memory(workload)):
        memory: dict[str, Any] = {"medium": "Memory"}
        if path == SHM and workload.shm_size:
            memory["sizeLimit"] = bytes_as_quantity(int(workload.shm_size))
        found.append({"name": f"memory-{number}", "emptyDir": memory})
    if workload.reloads:
        for number, folder in enumerate(_config_folders(workload)):
            items = [
                {"key": file_key(path), "path": PurePosixPath(path).name}
                for path in workload.configs
                if str(PurePosixPath(path).parent) == folder
            ]
            source: dict[str, Any] = {"name": name, "items": items}
            found.append({"name": f"{CONFIGS}-{number}", "configMap": source})
    elif workload.configs:
        found.append({"name": CONFIGS, "configMap": {"name": name}})
    if workload.secrets:
        source = {"secretName": name, "defaultMode": OWNER_READS}
        found.append({"name": SECRETS, "secret": source})
    if bundle:
        found.append({"name": BUNDLE, "hostPath": {"path": bundle, "type": "File"}})
    return found


def mounts(workload: Workload, bundle: str | None) -> list[dict[str, Any]]:
    """Where the container has them: files alone by subPath, followed configs by their folder."""
    folders = _folders(workload)
    found = []
    for each in workload.mounts():
        kind = f"volume-{volume_label(each.source)}"
        name = kind if each.is_volume else f"folder-{folders.index(each.source)}"
        found.append(_mount(name, each.target, is_read_only=each.is_read_only))
    for number, path in enumerate(_in_memory(workload)):
        found.append(_mount(f"memory-{number}", path, is_read_only=False))
    if workload.reloads:
        for number, folder in enumerate(_config_folders(workload)):
            found.append(_mount(f"{CONFIGS}-{number}", folder))
    else:
        found += [_mount(CONFIGS, path, file_key(path)) for path in workload.configs]
    found += [_mount(SECRETS, path, file_key(path)) for path in workload.secrets]
    return [*found, *([_mount(BUNDLE, bundle)] if bundle else [])]


def _mount(
    name: str, path: str, key: str | None = None, *, is_read_only: bool = True
) -> dict[str, Any]:
    said: dict[str, Any] = {"name": name, "mountPath": path}
    if key:
        said["subPath"] = key
    return said | ({"readOnly": True} if is_read_only else {})


def _named(workload: Workload) -> list[str]:
    return list(dict.fromkeys(m.source for m in workload.mounts() if m.is_volume))


def _folders(workload: Workload) -> list[str]:
    return list(dict.fromkeys(m.source for m in workload.mounts() if not m.is_volume))


def _in_memory(workload: Workload) -> list[str]:
    taken = {mount.target for mount in workload.mounts()}
    shm = [SHM] if workload.shm_size and SHM not in taken else []
    return list(dict.fromkeys([*workload.tmpfs, *shm]))


def _config_folders(workload: Workload) -> list[str]:
    return list(dict.fromkeys(str(PurePosixPath(path).parent) for path in workload.configs))


def _claim(workload: str, volume: str) -> str:
    return f"{workload}.{volume_label(volume)}"
