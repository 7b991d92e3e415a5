"""Media are served file by file, and machines are answered by words that dnsmasq accepts."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from ipaddress import IPv4Interface
from pathlib import Path

import pytest

from homelab.media.netboot import NotServed, address_of, dnsmasq_words
from homelab.media.web import serving

OWN = IPv4Interface("10.77.0.2/24")


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def url(tmp_path: Path, told: list[str]) -> Iterator[str]:
    (tmp_path / "out" / "nas").mkdir(parents=True)
    (tmp_path / "out" / "nas" / "preseed.cfg").write_text("answers")
    (tmp_path / "secret").write_text("not for others")
    with serving(tmp_path / "out", "127.0.0.1", 0, told.append) as url:
        yield url


def answer(url: str, path: str) -> tuple[int, bytes]:
    """Status and body; the path is sent as it stands."""
    with closing(HTTPConnection(url.removeprefix("http://"))) as connection:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()


def test_a_file_is_served_and_its_reader_told(url: str, told: list[str]) -> None:
    assert answer(url, "/nas/preseed.cfg") == (200, b"answers")
    assert told == ["127.0.0.1 fetched /nas/preseed.cfg"]


def test_a_machine_is_told_where_the_folder_is_served(url: str) -> None:
    status, script = answer(url, "/start.ipxe")
    assert status == 200
    assert script.decode().splitlines() == ["#!ipxe", f"set base {url}", f"chain {url}/boot.ipxe"]


@pytest.mark.parametrize("path", ["/", "/nas/", "/none", "/../secret", "/%2e%2e/secret"])
def test_nothing_else_is_served(url: str, told: list[str], path: str) -> None:
    status, body = answer(url, path)
    assert status == 404
    assert b"not for others" not in body
    assert told == [f"127.0.0.1 was answered 404 for {path}"]


@pytest.mark.skipif(shutil.which("dnsmasq") is None, reason="dnsmasq isn't installed here")
def test_dnsmasq_accepts_its_words() -> None:
    words = dnsmasq_words("lo", OWN, "http://10.77.0.2:8080")
    done = subprocess.run([*words, "--test"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    broken = [word.replace(",proxy,", ",proxi,") for word in words]
    done = subprocess.run([*broken, "--test"], capture_output=True, text=True, check=False)
    assert done.returncode != 0


def test_no_address_is_given_out() -> None:
    words = dnsmasq_words("lo", OWN, "http://10.77.0.2:8080")
    assert "--dhcp-range=10.77.0.0,proxy,255.255.255.0" in words
    assert "--port=0" in words


def test_an_interface_has_an_address_or_is_refused() -> None:
    assert str(address_of("lo")) == "127.0.0.1/8"
    with pytest.raises(NotServed, match="nosuch0 has no IPv4 address here"):
        address_of("nosuch0")
