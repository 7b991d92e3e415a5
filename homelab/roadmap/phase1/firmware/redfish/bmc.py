"""One machine as its BMC shows it by Redfish, and what can be set there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from homelab.roadmap.phase1.firmware.redfish.talking import BmcError, BmcLacks, plainly

__all__ = ["NO_SOURCE", "Bmc"]

NO_SOURCE = "None"
"""What Redfish calls it when the boot order alone counts."""


class Bmc:
    """A machine's firmware, read and set; every method may raise BmcError."""

    def __init__(self, url: str, service: Any, connector: Any, system: Any) -> None:  # noqa: ANN401 - sushy has no types
        self.url = url
        self.service = service
        self.connector = connector
        self._system = system

    def __repr__(self) -> str:
        return f"Bmc({self.url!r})"

    @property
    def boot_source(self) -> str:
        """What it boots from each time; `None` where the boot order counts."""
        with plainly(self.url):
            self._system.refresh(force=True)
            boot = self._system.boot
            is_held = boot.enabled is not None and boot.enabled.value == "Continuous"
            return str(boot.target.value) if is_held and boot.target else NO_SOURCE

    def set_boot_source(self, source: str) -> None:
        """It boots from SOURCE each time; the boot order counts again for `None`."""
        with plainly(self.url):
            from sushy import BootSource, BootSourceOverrideEnabled

            target = None if source == NO_SOURCE else BootSource(source)
            held = BootSourceOverrideEnabled("Continuous" if target else "Disabled")
            self._system.set_system_boot_options(target=target, enabled=held)

    @property
    def boot_order(self) -> list[str]:
        """What is tried one after the other, from the next boot."""
        return list(self._boot_order()[1])

    def order_with(self, first: list[str]) -> list[str]:
        """The boot order with FIRST at its head, and the rest after it as it is."""
        there = self.boot_order
        unknown = [name for name in first if name not in there]
        if unknown:
            raise BmcError(
                f"{self.url} can't boot from {', '.join(unknown)}; "
                f"name in `boot_order` some of {', '.join(there) or 'nothing: it tells no order'}"
            )
        return [*first, *(name for name in there if name not in first)]

    def set_boot_order(self, order: list[str]) -> None:
        """It tries what is in ORDER, one after the other, from the next boot."""
        path, _there, tag = self._boot_order()
        with plainly(self.url):
            self.connector.patch(path, data={"Boot": {"BootOrder": order}}, etag=tag)

    @property
    def attributes(self) -> Mapping[str, Any]:
        """BIOS attributes as they are now."""
        with plainly(self.url):
            self._system.refresh(force=True)
            return dict(self._system.bios.attributes)

    @property
    def pending(self) -> Mapping[str, Any]:
        """BIOS attributes that will be otherwise after the next reboot."""
        now = self.attributes
        with plainly(self.url):
            bios = self._system.bios
            if "@Redfish.Settings" not in bios.json:
                return {}
            later = bios.pending_attributes or {}
        return {name: value for name, value in later.items() if now.get(name) != value}

    def differing(self, attributes: Mapping[str, Any]) -> dict[str, Any]:
        """Those of ATTRIBUTES that neither are so nor will be from the next reboot."""
        coming = {**self.attributes, **self.pending}
        unknown = sorted(attributes.keys() - coming.keys())
        if unknown:
            raise BmcError(
                f"{self.url} has no BIOS attribute {', '.join(unknown)}; write it in `attributes` "
                f"as its vendor does: {', '.join(sorted(coming)) or 'it has none'}"
            )
        return {name: value for name, value in attributes.items() if coming[name] != value}

    def set_attributes(self, attributes: Mapping[str, Any]) -> None:
        """BIOS ATTRIBUTES are to be so from the next reboot."""
        with plainly(self.url):
            self._system.bios.set_attributes(dict(attributes))

    def version(self, component: str | None) -> str:
        """The version of a COMPONENT of the firmware's; without one, of the BIOS."""
        with plainly(self.url):
            if component is None:
                self._system.refresh(force=True)
                return str(self._system.bios_version or "")
            inventory = self.service.get_update_service().firmware_inventory.get_members()
            versions = {member.identity: str(member.version) for member in inventory}
        if component not in versions:
            raise BmcError(
                f"{self.url} has no firmware {component!r}; "
                f"name in `update.component` one of {', '.join(sorted(versions))}"
            )
        return versions[component]

    def document(self, path: str = "") -> dict[str, Any]:
        """What is at PATH, without one the machine itself; nothing where the BMC has no such."""
        try:
            with plainly(self.url):
                return dict(self.connector.get(path or self._system.path).json())
        except BmcLacks:
            return {}

    def _boot_order(self) -> tuple[str, list[str], str | None]:
        """Where the order is set, what it is there, and that document's ETag."""
        with plainly(self.url):
            paths = [self._system.path]
            later = self.document().get("@Redfish.Settings", {}).get("SettingsObject", {})
            for path in [*([later["@odata.id"]] if later else []), *paths]:
                answer = self.connector.get(path)
                order = answer.json().get("Boot", {}).get("BootOrder")
                if order is not None:
                    return path, order, answer.headers.get("ETag")
        return self._system.path, [], None
