"""The ways into a node, best first: as the admin, then by whatever first contact was declared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from homelab.model.lab import Host, Lab
from homelab.offers import Access, FirstContact

__all__ = ["Way", "ways_in"]


@dataclass(frozen=True)
class Way:
    """One way in: whom to be, through which port, with what; passwords never in its repr."""

    hostname: str
    port: int | None
    user: str | None
    identity: str | None = None
    password: str | None = field(default=None, repr=False)
    sudo_password: str | None = field(default=None, repr=False)
    is_first_contact: bool = False

    def __str__(self) -> str:
        user = f"{self.user}@" if self.user else ""
        return f"{user}{self.hostname}" + (f":{self.port}" if self.port else "")


def ways_in(host: Host, lab: Lab) -> Iterator[Way]:
    """The ways to try, in order; secrets are read only when a way that needs them is reached.

    The admin's way may answer on first contact's port still: a first apply that was cut short
    leaves the node there.
    """
    connection = host.connection
    inventory = str(connection.identity) if connection.identity else None
    accesses = [offered.offer for offered in lab.offers(Access, host.name)]
    contacts = [offered.offer for offered in lab.offers(FirstContact, host.name)]
    if not accesses:
        yield Way(connection.hostname, connection.port, connection.user, inventory)
    for access in accesses:
        sudo = lab.reveal(access.sudo_password) if access.sudo_password else None
        ports = dict.fromkeys([access.port, *(contact.port for contact in contacts)])
        for port in ports:
            identity = access.identity or inventory
            yield Way(connection.hostname, port, access.user, identity, sudo_password=sudo)
    for contact in contacts:
        password = lab.reveal(contact.password) if contact.password else None
        for port in dict.fromkeys([contact.port, *(access.port for access in accesses)]):
            yield Way(
                connection.hostname,
                port,
                contact.user,
                contact.identity or inventory,
                password=password,
                sudo_password=password,
                is_first_contact=True,
            )
