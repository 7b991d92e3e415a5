"""Questions to a DNS server that this test is, on loopback."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from ipaddress import ip_address

import pytest
import testinfra

from homelab.verify.dns import PROTOCOLS, Answer, ask
from homelab.verify.errors import CannotTell
from homelab.verify.scan import Scanner
from homelab.verify.vantage import Vantage

KNOWN = {(b"\3nas\4home\4arpa\0", 1): "10.0.0.5", (b"\3nas\4home\4arpa\0", 28): "fd00::5"}


def reply(question: bytes) -> bytes:
    """An alias and then the address, by compressed names (RFC 1035, section 4.1.4)."""
    name, kind = question[12:-4], struct.unpack("!H", question[-4:-2])[0]
    address = KNOWN.get((name, kind))
    if address is None:
        return question[:2] + struct.pack("!5H", 0x8183, 1, 0, 0, 0) + question[12:]
    data = ip_address(address).packed
    alias = b"\xc0\x0c" + struct.pack("!HHIH", 5, 1, 60, 2) + b"\xc0\x0c"
    record = b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 60, len(data)) + data
    return question[:2] + struct.pack("!5H", 0x8180, 1, 2, 0, 0) + question[12:] + alias + record


class ByUdp(socketserver.BaseRequestHandler):
    """A question in a datagram."""

    def handle(self) -> None:
        data, own = self.request
        own.sendto(reply(data), self.client_address)


class ByTcp(socketserver.StreamRequestHandler):
    """A question with its length before it (RFC 7766, section 8)."""

    def handle(self) -> None:
        (length,) = struct.unpack("!H", self.rfile.read(2))
        answer = reply(self.rfile.read(length))
        self.wfile.write(struct.pack("!H", len(answer)) + answer)


@pytest.fixture
def port() -> Iterator[int]:
    """Where the server listens, by both protocols."""
    with ExitStack() as stack:
        tcp = stack.enter_context(socketserver.ThreadingTCPServer(("127.0.0.1", 0), ByTcp))
        port = tcp.server_address[1]
        udp = stack.enter_context(socketserver.ThreadingUDPServer(("127.0.0.1", port), ByUdp))
        for each in (tcp, udp):
            threading.Thread(target=each.serve_forever, daemon=True).start()
            stack.callback(each.shutdown)
        yield port


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def here(notes: list[str]) -> Vantage:
    return Vantage("here", Scanner(testinfra.get_host("local://")), notes.append)


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(("version", "address"), [(4, "10.0.0.5"), (6, "fd00::5")])
def test_an_address_is_found_behind_an_alias(
    here: Vantage, port: int, protocol: str, version: int, address: str
) -> None:
    answer = ask(here, "127.0.0.1", "nas.home.arpa", version, protocol=protocol, port=port)
    assert answer == Answer("nas.home.arpa", "NOERROR", (address,))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_name_that_is_not_there_is_told(here: Vantage, port: int, protocol: str) -> None:
    answer = ask(here, "127.0.0.1", "nobody.home.arpa", protocol=protocol, port=port)
    assert answer == Answer("nobody.home.arpa", "NXDOMAIN")


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_nobody_there_is_no_answer(here: Vantage, protocol: str, notes: list[str]) -> None:
    answer = ask(here, "127.0.0.1", "nas.home.arpa", protocol=protocol, port=1)
    assert answer == Answer("nas.home.arpa", "")
    assert notes == [f"from here, 127.0.0.1 by {protocol}: nas.home.arpa: no answer"]


def test_a_server_that_has_no_address_can_not_be_asked(here: Vantage) -> None:
    with pytest.raises(CannotTell):
        ask(here, "nonesuch.invalid", "nas.home.arpa")
