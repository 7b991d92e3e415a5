"""A socket unit that starts one `cat` a connection."""

from pyinfra.operations import files

from homelab.contract import Node
from homelab.operations.files import content
from homelab.operations.services import serving, stopped

from .settings import ToySettings

__all__ = ["deploy", "remove"]

SERVICE, SOCKET, TOKEN = (
    "etc/systemd/system/toy@.service",
    "etc/systemd/system/toy.socket",
    "etc/toy/token",
)


def deploy(node: Node[ToySettings]) -> None:
    """It answers."""
    content(
        name="the token is kept",
        path=f"/{TOKEN}",
        text=node.render(f"{TOKEN}.j2", token=node.reveal(node.settings.token)),
        mode="600",
    )
    content(name="connections are served", path=f"/{SERVICE}", text=node.render(f"{SERVICE}.j2"))
    content(
        name="the port is the declared one", path=f"/{SOCKET}", text=node.render(f"{SOCKET}.j2")
    )
    serving(name="it listens", unit="toy.socket", files=[f"/{SOCKET}"])


def remove(node: Node[ToySettings]) -> None:
    """Nothing of it is left."""
    del node
    stopped(name="it doesn't listen", unit="toy.socket")
    for path in (SERVICE, SOCKET, TOKEN):
        files.file(name=f"/{path} is gone", path=f"/{path}", present=False)
