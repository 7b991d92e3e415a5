"""The lab as a Nornir inventory, and homelab's transport as a Nornir connection.

Nornir brings the threads, the filters, the processors and the memory of failed hosts; its
connection lives for the whole run, so that a task more costs no connection more.
"""

from __future__ import annotations

import logging
from typing import Any, cast

from nornir.core import Nornir
from nornir.core.configuration import Config
from nornir.core.inventory import Defaults, Groups, Hosts, Inventory
from nornir.core.inventory import Host as NornirHost
from nornir.core.plugins.connections import ConnectionPluginRegister
from nornir.core.processor import Processor
from nornir.plugins.runners import ThreadedRunner

from homelab.model.lab import Host, Lab
from homelab.transport import Transport, open_transport

__all__ = ["CONNECTION", "make_nornir", "model_host", "transport_of"]

CONNECTION = "homelab"


class TransportConnection:
    """Nornir's connection plugin: opened when first asked for, closed at the end of the run."""

    connection: Any

    def open(  # noqa: PLR0913, PLR0917 - Nornir's signature
        self,
        hostname: str | None,
        username: str | None,
        password: str | None,
        port: int | None,
        platform: str | None,
        extras: dict[str, Any] | None = None,
        configuration: Config | None = None,
    ) -> None:
        """Open the host's transport by the first way that works."""
        del hostname, username, password, port, platform, configuration
        given = extras or {}
        self.connection = open_transport(given["host"], given["lab"])

    def close(self) -> None:
        """End the connection."""
        self.connection.close()


def make_nornir(
    lab: Lab, hosts: list[Host], *, parallel: int, processors: list[Processor]
) -> Nornir:
    """A Nornir over HOSTS of LAB, PARALLEL of them at a time."""
    logging.getLogger("nornir").propagate = False  # its news come as results
    if CONNECTION not in ConnectionPluginRegister.available:
        ConnectionPluginRegister.register(CONNECTION, TransportConnection)
    inventory = Inventory(Hosts(), Groups(), Defaults())
    for host in hosts:
        data = {"lab": lab, "host": host}
        inventory.hosts[host.name] = NornirHost(host.name, host.address, data=data)
    nornir = Nornir(inventory=inventory, runner=ThreadedRunner(num_workers=parallel))
    return nornir.with_processors(processors)


def model_host(host: NornirHost) -> Host:
    """The lab's host behind Nornir's."""
    return host.data["host"]  # type: ignore[no-any-return]


def transport_of(host: NornirHost) -> Transport:
    """The host's connection for this run, opened now if it isn't yet; raises Unreachable."""
    if CONNECTION not in host.connections:
        host.open_connection(CONNECTION, Config(), extras=dict(host.data))
    connection: Transport = host.connections[CONNECTION].connection
    return connection


def replace_transport(host: NornirHost, transport: Transport) -> None:
    """Use TRANSPORT from now on, and end the connection that it replaces."""
    old = host.connections[CONNECTION].connection
    plugin = cast("TransportConnection", host.connections[CONNECTION])
    plugin.connection = transport
    if old is not transport:
        old.close()
