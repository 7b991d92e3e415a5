"""Settings of firmware that is reached through a machine's BMC."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StrictStr

from homelab.contract import Settings
from homelab.fields import SecretRef, matching
from homelab.roadmap.phase1.firmware.settings import FirmwareSettings

__all__ = ["RedfishSettings", "Update"]

BmcUrl = Annotated[
    str,
    matching(
        "a BMC's address",
        r"https://[^\s/@]+/?",
        "write where its web page is, like 'https://alpha-bmc.home.arpa'",
    ),
]
BootSource = Literal["None", "Pxe", "UefiHttp", "Hdd", "Usb", "SDCard", "RemoteDrive"]
ImageUri = Annotated[
    str,
    matching(
        "an image's address",
        r"(?i:https?|s?ftp|tftp|scp|nfs|cifs)://\S+",
        "write one that the BMC can fetch, like 'http://nas.home.arpa/bios.bin'",
    ),
]


class Update(Settings):
    """A firmware image, and the version that it brings."""

    image_uri: ImageUri = Field(description="Where the BMC itself fetches the image from.")
    version: str = Field(
        min_length=1, description="Its version as the BMC prints it; one that is there stays."
    )
    component: str | None = Field(
        None, description="Id in the BMC's firmware inventory, like 'BMC'; none for the BIOS."
    )
    targets: list[str] = Field(
        default_factory=list,
        description="URIs of what it is for, where the image alone doesn't tell the BMC.",
    )
    timeout: int = Field(30, ge=1, description="Minutes that its task may take.")


class RedfishSettings(FirmwareSettings):
    """What the firmware should be like, and how its BMC is reached."""

    bmc: BmcUrl | None = Field(
        description="The BMC's address, as the controller reaches it; null where there is none, "
        "so that nothing is asked, as in a rehearsal."
    )
    username: str = Field(min_length=1, description="User of the BMC's.")
    password: SecretRef = Field(description="Its password.")
    verify: bool | str = Field(
        default=True,
        description="Path of the certificate, from the inventory's folder, that the BMC's is "
        "signed by, or its own; true for an authority that everybody knows. False trusts anybody.",
    )
    system: str | None = Field(
        None, description="Id of the machine, where the BMC has several, like '1'."
    )
    boot_source: BootSource | None = Field(
        None,
        description="What it boots from, whatever the boot order is (BootSourceOverrideTarget, "
        "held on); 'None' lets the boot order count.",
    )
    boot_order: list[str] = Field(
        default_factory=list,
        description="What comes first in BootOrder, by the BMC's names, like 'Boot0003'; the rest "
        "follows as it is.",
    )
    attributes: dict[str, StrictStr | StrictInt | StrictBool] = Field(
        default_factory=dict,
        description="BIOS attributes by the vendor's names; they count from the next reboot, "
        "which is yours to do.",
    )
    update: Update | None = Field(None, description="Firmware to bring in.")
