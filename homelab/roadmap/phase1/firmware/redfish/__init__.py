"""Redfish: asked and set by the machine's own management controller (BMC)."""

from homelab.contract import Provider
from homelab.roadmap.phase1.firmware.redfish.settings import RedfishSettings

__all__ = ["PROVIDER"]

PROVIDER = Provider(
    settings=RedfishSettings,
    upstream="https://redfish.dmtf.org/schemas/v1/ComputerSystem.json",
    untried="rehearsal nodes have no BMC, and a rehearsal asks nobody's; it is tried against "
    "OpenStack's emulator of one (sushy-tools), and never was against a real one",
    exempt={
        "can_be_broken": "no command on the machine changes what its BMC has",
        "examples_can_be_planned": "a plan asks the BMC, and an example has none",
        "examples_plan_an_operation": "the minimal example only asks; it changes nothing",
    },
)
