"""Toy: an echo server, as the smallest whole provider from outside."""

from collections.abc import Iterator

from homelab.contract import Node, Provider
from homelab.offers import Offer, OpenPort

from .settings import ToySettings

__all__ = ["PROVIDER"]


def offers(node: Node[ToySettings]) -> Iterator[Offer]:
    """The port that it answers on."""
    yield OpenPort(node.settings.port, comment="echo")


PROVIDER = Provider(
    settings=ToySettings,
    upstream="https://www.rfc-editor.org/rfc/rfc862",
    offers=offers,
)
