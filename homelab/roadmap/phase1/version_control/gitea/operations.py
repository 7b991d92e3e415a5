"""What Gitea needs before it runs, and its admin once it does."""

from __future__ import annotations

import json
import shlex
from collections.abc import Generator, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from pyinfra import host
from pyinfra.api import FactBase, FileUploadCommand, FunctionCommand, StringCommand, operation
from pyinfra.facts.files import Sha256File

from homelab.pushing import Entrance
from homelab.roadmap.phase1.version_control.forge import ForgeError
from homelab.roadmap.phase1.version_control.gitea.api import api_of

__all__ = ["admitted", "certified", "noted", "program", "secrets_made"]

BINARY, NEW = "/usr/local/bin/gitea", "/usr/local/bin/.gitea-new"
PASSWORD, LOGIN = "/var/lib/homelab/gitea.json", "/var/lib/homelab/gitea.curl"
"""Root's alone, as everything that is uploaded, and only while they are needed."""
DATA_CERT = "/var/lib/gitea/tls/cert.pem"
GITEA = (
    f"runuser -u git -- env HOME=/home/git GITEA_WORK_DIR=/var/lib/gitea {BINARY} "
    "--config /etc/gitea/app.ini"
)


class Certificate(FactBase[str]):
    """A certificate in PEM, where it is for HOST; else nothing."""

    default = str

    def command(self, path: str, address: str, is_ip: bool) -> str:  # noqa: FBT001 - a fact's argument
        """Ask openssl, and print it."""
        file, kind = shlex.quote(path), "-checkip" if is_ip else "-checkhost"
        asked = f"openssl x509 -in {file} -noout {kind} {shlex.quote(address)} 2>/dev/null"
        return f"! {asked} | grep -q 'does match' || cat {file}"

    def process(self, output: Iterable[str]) -> str:
        """As it is in the file."""
        return "".join(f"{line}\n" for line in output)


class Filled(FactBase[list[str]]):
    """Those of some paths at which there is something."""

    default = list

    def command(self, paths: list[str]) -> str:
        """Look at each."""
        names = " ".join(map(shlex.quote, paths))
        return f'for p in {names}; do [ ! -s "$p" ] || echo "$p"; done'

    def process(self, output: Iterable[str]) -> list[str]:
        """As asked for."""
        return list(output)


@operation()
def program(source: str, sha256: str) -> Generator[Any]:
    """The program is the one with this SHA-256, from a URL or a path on the controller.

    What has another never comes to its place.
    """
    if host.get_fact(Sha256File, path=BINARY) == sha256:
        return
    if "://" in source:
        yield StringCommand(f"curl -fsSL -o {NEW} {shlex.quote(source)}")
    else:
        path = Path(source).expanduser()
        if not path.is_file():
            raise ForgeError(f"{path}, which `program` names, isn't there; put the program there")
        yield FileUploadCommand(str(path), NEW)
    told = f"{source} has another SHA-256 than the declared one"
    yield StringCommand(
        f"echo {sha256}  {NEW} | sha256sum --check --quiet || "
        f"{{ echo {shlex.quote(told)}; rm -f {NEW}; exit 1; }}"
    )
    yield StringCommand(f"chmod 755 {NEW} && mv -f {NEW} {BINARY}")


@operation()
def secrets_made(folder: str, names: Iterable[str]) -> Generator[StringCommand]:
    """FOLDER, Gitea's alone, has a secret of each of NAMES; one that is there stays."""
    paths = {f"{folder}/{name}": name for name in names}
    there = host.get_fact(Filled, paths=list(paths))
    for path in (path for path in paths if path not in there):
        file = shlex.quote(path)
        yield StringCommand(
            f"umask 077 && {BINARY} generate secret {shlex.quote(paths[path])} >{file} "
            f"&& chown git:git {file}"
        )


@operation()
def certified(certificate: str, key: str, address: str, *, is_ip: bool) -> Generator[StringCommand]:
    """It has a key, and a certificate for ADDRESS that is signed by itself."""
    if host.get_fact(Certificate, path=certificate, address=address, is_ip=is_ip):
        return
    name = shlex.quote(f"subjectAltName={'IP' if is_ip else 'DNS'}:{address}")
    made, kept = shlex.quote(certificate), shlex.quote(key)
    yield StringCommand(
        "umask 077 && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
        f"-days 3650 -subj /CN=gitea -addext {name} -keyout {kept} -out {made} "
        f"&& chown git:git {kept} {made}"
    )


@operation()
def noted(certificate: str, file: Path, address: str, *, is_ip: bool) -> Generator[FunctionCommand]:
    """FILE, on the controller, holds the node's CERTIFICATE, got over SSH."""
    pem = host.get_fact(Certificate, path=certificate, address=address, is_ip=is_ip)
    if not pem or not file.is_file() or file.read_text() != pem:
        yield FunctionCommand(_note, (file, pem), {})


@operation()
def admitted(entrance: Entrance, email: str) -> Generator[Any]:
    """The entrance's user is an admin with its password, which no command line shows."""
    if entrance.cacert and entrance.cacert.is_file() and _is_known(entrance):
        return
    user = entrance.user
    wished = {"login_name": user, "source_id": 0, "must_change_password": False}
    wished |= {"password": entrance.token}
    quoted = f"{user}:{entrance.token}".replace("\\", "\\\\").replace('"', '\\"')
    yield FileUploadCommand(BytesIO(json.dumps(wished).encode()), PASSWORD)
    yield FileUploadCommand(BytesIO(f'user = "{quoted}"\n'.encode()), LOGIN)
    name, mail = shlex.quote(user), shlex.quote(email)
    curl = f"curl --silent --show-error --fail-with-body --cacert {DATA_CERT}"
    users = f"{entrance.site}/api/v1"
    yield StringCommand(
        f"set -e; trap 'rm -f {PASSWORD} {LOGIN}' EXIT; cd /var/lib/gitea; "
        f"{GITEA} admin user list --admin | awk '{{print $2}}' | grep -qx {name} || "
        f"{GITEA} admin user create --admin --username {name} --email {mail} --random-password "
        "--must-change-password=false >/dev/null; "
        f"made=$({GITEA} admin user generate-access-token --username {name} "
        "--token-name homelab-sets-the-password-$$ --scopes write:admin --raw); "
        f'printf \'header = "Authorization: token %s"\\n\' "$made" | {curl} -K - -X PATCH '
        f"-H 'Content-Type: application/json' --data @{PASSWORD} {users}/admin/users/{name}; "
        f"{curl} -K {LOGIN} -X DELETE {users}/users/{name}/tokens/homelab-sets-the-password-$$"
    )


def _is_known(entrance: Entrance) -> bool:
    try:
        return api_of(entrance).get("/user") is not None
    except ForgeError:
        return False


def _note(file: Path, pem: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(pem)
