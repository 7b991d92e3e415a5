"""Answers machines that boot by the network, beside the DHCP server that gives them addresses."""

from __future__ import annotations

import json
import shutil
import subprocess
from ipaddress import IPv4Interface
from pathlib import Path

from homelab.errors import HomelabError
from homelab.media.web import START
from homelab.result import ExitCode

__all__ = ["NotServed", "address_of", "answer_machines", "dnsmasq_words"]

IPXE = Path("/usr/lib/ipxe")
"""Where Debian's package has it."""
LOADERS = {"x86PC": "undionly.kpxe", "X86-64_EFI": "ipxe.efi", "BC_EFI": "ipxe.efi"}
"""By the client's architecture, as dnsmasq calls it."""


class NotServed(HomelabError):
    """Machines can't be answered."""

    exit_code = ExitCode.USAGE


def address_of(interface: str) -> IPv4Interface:
    """The first IPv4 address of INTERFACE; raises NotServed."""
    argv = ["ip", "-json", "-4", "address", "show", "dev", interface]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    links = json.loads(done.stdout or "[]") if done.returncode == 0 else []
    for info in (info for link in links for info in link.get("addr_info", ())):
        return IPv4Interface(f"{info['local']}/{info['prefixlen']}")
    raise NotServed(
        f"{interface} has no IPv4 address here; name an interface that `ip address` shows with one"
    )


def answer_machines(interface: str, own: IPv4Interface, url: str) -> None:
    """Lead machines on INTERFACE to what is served at URL, by dnsmasq, until interrupted.

    Those whose firmware has no iPXE get it first, by TFTP. Raises NotServed.
    """
    if shutil.which("dnsmasq") is None or not IPXE.is_dir():
        raise NotServed(
            "dnsmasq and iPXE answer machines, and they aren't both here; "
            "`apt install dnsmasq-base ipxe`"
        )
    done = subprocess.run(dnsmasq_words(interface, own, url), check=False)
    if done.returncode:
        raise NotServed(
            "dnsmasq has ended, for the reason above; it needs root, and ports 67, 69 and 4011"
        )


def dnsmasq_words(interface: str, own: IPv4Interface, url: str) -> list[str]:
    """The command line that answers by proxy-DHCP, and gives out no addresses (dnsmasq(8))."""
    network = own.network
    loaders = [
        f"--pxe-service=tag:!ipxe,{architecture},iPXE,{file},{own.ip}"
        for architecture, file in LOADERS.items()
    ]
    return [
        *("dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--log-facility=-"),
        *("--pid-file=", "--leasefile-ro", "--port=0"),
        *(f"--interface={interface}", "--bind-interfaces"),
        f"--dhcp-range={network.network_address},proxy,{network.netmask}",
        *("--enable-tftp", f"--tftp-root={IPXE}"),
        "--dhcp-match=set:ipxe,175",
        *loaders,
        f"--dhcp-boot=tag:ipxe,{url}{START},,{own.ip}",
    ]
