"""What a registry holds, asked and changed by the OCI distribution API."""

import http.client
import json
from dataclasses import dataclass
from http import HTTPStatus

from homelab.lab.errors import LabError

MANIFESTS = (
    "application/vnd.docker.distribution.manifest.v2+json, "
    "application/vnd.oci.image.manifest.v1+json, "
    "application/vnd.docker.distribution.manifest.list.v2+json, "
    "application/vnd.oci.image.index.v1+json"
)
SECONDS = 10.0


@dataclass(frozen=True)
class Shelf:
    """A registry at an address of this machine's own networks: no proxy is between."""

    host: str
    port: int

    def answers(self) -> bool:
        """It speaks the API."""
        try:
            status, _, _ = self._ask("GET", "/v2/")
        except LabError:
            return False
        return status == HTTPStatus.OK

    def digest(self, repository: str, tag: str) -> str | None:
        """The digest of what the tag stands for; None where there is no such tag."""
        path = f"/v2/{repository}/manifests/{tag}"
        status, headers, _ = self._ask("HEAD", path, {"Accept": MANIFESTS})
        return headers["Docker-Content-Digest"] if status == HTTPStatus.OK else None

    def labels(self, repository: str, tag: str) -> dict[str, str]:
        """The labels of an image that is there."""
        manifest = json.loads(self._get(f"/v2/{repository}/manifests/{tag}")[1])
        config = json.loads(self._get(f"/v2/{repository}/blobs/{manifest['config']['digest']}")[1])
        return dict(config["config"].get("Labels") or {})

    def tag(self, repository: str, old: str, new: str) -> None:
        """The tag `new` stands for what `old` does."""
        kind, manifest = self._get(f"/v2/{repository}/manifests/{old}")
        path = f"/v2/{repository}/manifests/{new}"
        status, _, words = self._ask("PUT", path, {"Content-Type": kind}, manifest)
        if status != HTTPStatus.CREATED:
            raise LabError(f"the lab's registry refused {repository}:{new} ({status}): {words!r}")

    def _get(self, path: str) -> tuple[str, bytes]:
        status, headers, body = self._ask("GET", path, {"Accept": MANIFESTS})
        if status != HTTPStatus.OK:
            raise LabError(
                f"the lab's registry has lost {path} ({status}): "
                "remove the folder `registry` of homelab's cache, and it is built anew"
            )
        return headers["Content-Type"], body

    def _ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b""
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=SECONDS)
        try:
            connection.request(method, path, body or None, headers or {})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        except (OSError, http.client.HTTPException) as error:
            raise LabError(
                f"the lab's registry at {self.host}:{self.port} broke off ({error}): try again, or "
                "take the lab down and bring it up again"
            ) from error
        finally:
            connection.close()
