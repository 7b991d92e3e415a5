"""What the echo server must do."""

from homelab.contract import Node
from homelab.verify.vantage import Vantage

from .settings import ToySettings


def test_it_answers_from_outside(node: Node[ToySettings], outside: Vantage) -> None:
    """The declared port answers from another machine."""
    port = node.settings.port
    assert outside.open_ports(node.address, [port]) == {port}
