"""What an installer has to know of one machine, from its wishes and from what others offer."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_network

from homelab.contract import Node
from homelab.errors import HomelabError
from homelab.media.passwords import sha512_crypt
from homelab.offers import FirstContact, HostAddress, Nic
from homelab.result import ExitCode
from homelab.roadmap.phase1.host_os.install import Install
from homelab.roadmap.phase1.host_os.settings import HostOSSettings

__all__ = ["FirstUser", "Install", "Installation", "NotInstallable", "described"]


class NotInstallable(HomelabError):
    """Something that an installer asks for isn't declared."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True)
class FirstUser:
    """Who homelab comes in as first."""

    name: str
    keys: tuple[str, ...]
    password: str | None
    """Hashed by crypt(3); None for no login by password."""

    @property
    def is_root(self) -> bool:
        """Whether it is root, who needs no sudo."""
        return self.name == "root"

    @property
    def home(self) -> str:
        """The user's home."""
        return "/root" if self.is_root else f"/home/{self.name}"


@dataclass(frozen=True)
class Installation:
    """One machine as its installer is to make it."""

    hostname: str
    domain: str
    """Empty where the name has none."""
    timezone: str
    locale: str
    wish: Install
    mac: str | None
    interface: str | None
    """The card's name in the installed system; None where it isn't declared."""
    network: HostAddress | None
    """Its static address; None for DHCP."""
    user: FirstUser

    @property
    def netmask(self) -> str:
        """Of the static address, like `255.255.255.0`."""
        prefix = self.network.prefix if self.network else None
        return str(ip_network(f"0.0.0.0/{prefix or 0}").netmask)


def described(node: Node[HostOSSettings]) -> Installation:
    """NODE's installation; raises NotInstallable with the wish that is missing."""
    settings, lab = node.settings, node.lab
    if settings.install is None:
        raise NotInstallable(
            f"{node.name}: host_os.install: nothing says how it is installed; "
            'declare the disk to install onto, like "install": {"disk": "/dev/sda"}'
        )
    name = settings.name_for(node.name)
    if name is None:
        raise NotInstallable(
            f"{node.name}: host_os.hostname: an installer asks for the machine's name; declare one"
        )
    contact = next((each.offer for each in lab.offers(FirstContact, node.name)), None)
    if contact is None:
        raise NotInstallable(
            f"{node.name}: remote_access: nobody could come in; declare remote_access with a key"
        )
    address = next((each.offer for each in lab.offers(HostAddress, node.name)), None)
    hostname, _, domain = name.partition(".")
    password = contact.password
    return Installation(
        hostname=hostname,
        domain=domain,
        timezone=settings.timezone,
        locale=settings.locale,
        wish=settings.install,
        mac=settings.install.mac or _mac_of(node, address),
        interface=_card_of(address) if address else None,
        network=address if address and address.address else None,
        user=FirstUser(
            contact.user,
            contact.keys,
            node.derive(password, sha512_crypt) if password else None,
        ),
    )


def _card_of(address: HostAddress) -> str:
    """The card by which an installer gives the machine ADDRESS; bonds and bridges come later."""
    return next(iter(address.cards), address.interface)


def _mac_of(node: Node[HostOSSettings], address: HostAddress | None) -> str | None:
    """What hardware declares for the interface of ADDRESS, or for the machine's only card."""
    cards = [each.offer for each in node.lab.offers(Nic, node.name)]
    if address is not None:
        cards = [card for card in cards if card.name == _card_of(address)]
    return cards[0].mac if len(cards) == 1 else None
