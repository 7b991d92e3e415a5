"""OpenStack's BMC emulator in a process of its own: `bmc_emulator.py CONFIG`.

What its in-memory driver lacks is added here, in the shape of DMTF's own mockups: processors,
memory modules, BIOS attributes that wait for a reboot, a boot order, and updates whose task takes
time or fails. What the file MACHINE has is read anew at each request.
"""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path
from typing import Any

import flask
import flask.typing
from sushy_tools.emulator import main as emulator
from sushy_tools.emulator.resources.systems import fakedriver

TASK = "/redfish/v1/TaskService/Tasks/7"
Seen = tuple[str, int, str, str] | str
BEGUN: Seen = ("Running", 20, "OK", "")
DONE: Seen = ("Completed", 100, "OK", "")
REFUSED: Seen = ("Exception", 20, "Critical", "The image is not signed.")
RESTART: list[Seen] = ["hangs up", "hangs up", *["is busy"] * 4]
"""Of the BMC itself; sushy asks a busy one twice."""
restarting: list[Seen] = []
"""What the next requests of any kind come to."""
STATES = {
    "slow": [BEGUN, *RESTART, BEGUN, DONE],
    "broken": [BEGUN, REFUSED],
    "staged": [DONE],
    "endless": [BEGUN],
    "lost": [BEGUN, "forgets"],
}
"""What one look after the other sees of an image's task."""
ORDER = ["Boot0000", "Boot0001", "Boot0003"]
app = emulator.app
looks: list[Seen] = []


def machine() -> dict[str, Any]:
    return dict(json.loads(Path(app.config["MACHINE"]).read_text()))


class Machine(fakedriver.FakeDriver):  # type: ignore[misc] # sushy-tools has no types
    """The emulator's machine in memory, with the parts that only its other drivers have."""

    def _own(self, identity: str, key: str, default: dict[str, str]) -> dict[str, str]:
        return dict(self._get(identity).get(key, default))

    def get_total_cpus(self, identity: str) -> int:
        return int(machine()["processors"])

    def get_versions(self, identity: str) -> dict[str, str]:
        return self._own(identity, "versions", {"BiosVersion": "1.0.0"})

    def set_versions(self, identity: str, versions: dict[str, str]) -> None:
        self._update(identity, versions=versions)

    def get_bios(self, identity: str) -> dict[str, str]:
        now = self._own(identity, "bios", {"ProcVirtualization": "Disabled", "Fans": "Auto"})
        later = self._own(identity, "pending", {})
        return {**now, **later} if flask.request.path.endswith("/Settings") else now

    def set_bios(self, identity: str, attributes: dict[str, str]) -> None:
        self._update(identity, pending={**self._own(identity, "pending", {}), **attributes})

    def set_power_state(self, identity: str, state: str) -> None:
        now = {**self.get_bios(identity), **self._own(identity, "pending", {})}
        self._update(identity, bios=now, pending={})


@app.before_request  # type: ignore[untyped-decorator] # as above
def added() -> flask.typing.ResponseReturnValue | None:
    """What the emulator has no route for."""
    if restarting:
        return away(str(restarting.pop(0)))
    path, asked = flask.request.path, flask.request
    system = path.removesuffix("/Memory")
    boot = (asked.json or {}).get("Boot", {}) if asked.method == "PATCH" else {}
    if boot:
        identity = path.rpartition("/")[2]
        kept = {**app.systems._get(identity).get("boot", {}), **boot}
        app.systems._update(identity, boot=kept)
        if "BootSourceOverrideTarget" not in boot:
            return "", 204
    if path.endswith("/Memory"):
        places = [{"@odata.id": f"{system}/Memory/{index}"} for index in range(len(modules()))]
        return flask.jsonify({"Members": places})
    if "/Memory/" in path:
        return flask.jsonify(modules()[int(path.rpartition("/")[2])])
    if path.endswith("UpdateService.SimpleUpdate"):
        image = asked.json["ImageURI"].rpartition("/")[2].partition(".")[0]
        looks[:] = STATES.get(image, [])
        return ("", 202, {"Location": TASK}) if looks else None
    return task() if path == TASK else None


@app.after_request  # type: ignore[untyped-decorator] # as above
def with_more(answer: flask.Response) -> flask.Response:
    """A boot order, an override that may be off, and fans that may be broken."""
    found = (answer.get_json(silent=True) or {}) if flask.request.method == "GET" else {}
    kind = found.get("@odata.type", "")
    if "#ComputerSystem." in kind:
        kept = app.systems._get(found["Id"]).get("boot", {})
        found["Boot"] |= {"BootOrder": ORDER, **kept}
    if "#Thermal." in kind:
        for fan in found["Fans"]:
            fan["Status"]["Health"] = machine().get("fans", "OK")
    answer.set_data(json.dumps(found) if kind else answer.get_data())
    return answer


def modules() -> list[dict[str, Any]]:
    return [
        {"Id": place, "DeviceLocator": place, "CapacityMiB": size, "Status": {"Health": health}}
        for place, size, health in machine()["memory"]
    ]


def away(how: str) -> flask.typing.ResponseReturnValue:
    if how == "hangs up":
        flask.request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
    return "", 404 if how == "forgets" else 503


def task() -> flask.typing.ResponseReturnValue:
    seen = looks.pop(0) if len(looks) > 1 else looks[0]
    if isinstance(seen, str):
        return away(seen)
    state, percent, health, message = seen
    if state == "Completed" and percent == 100 and not machine().get("needs_reboot"):
        for identity in app.systems.systems:
            app.systems.set_versions(identity, {"BiosVersion": "2.0.0"})
        restarting[:] = RESTART
    said = [{"MessageId": "Update.1.0.Note", "Message": message}] if message else []
    body = {"Id": "7", "Name": "Update", "TaskState": state, "TaskStatus": health}
    code = 202 if state == "Running" else 200
    return flask.jsonify({**body, "PercentComplete": percent, "Messages": said}), code


if __name__ == "__main__":
    fakedriver.FakeDriver = Machine
    sys.argv = ["sushy-emulator", "--fake", "--config", sys.argv[1]]
    sys.exit(emulator.main())
