"""A compose file as a whole: its services as wishes, held against what a workload takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from homelab.source import as_source
from homelab.workload.adopting.context import Context, ReadFile
from homelab.workload.adopting.mounts import note_shared_volumes
from homelab.workload.adopting.naming import as_name
from homelab.workload.adopting.remarks import Remark, Remarks
from homelab.workload.adopting.service import Wish, wish_of
from homelab.workload.adopting.shown import hide_repeated
from homelab.workload.adopting.variables import Variables
from homelab.workload.model import Workload

__all__ = ["Adopted", "adopt"]

NOT_A_WORKLOADS = {"route"}


@dataclass(frozen=True)
class Adopted:
    """What came of it."""

    services: dict[str, Wish]
    remarks: tuple[Remark, ...]

    def as_python(self) -> str:
        """Group data to paste: `services = {…}`."""
        return f"services = {as_source(self.services, taken=len('services = '))}\n"


def adopt(
    tree: dict[str, Any],
    folder: str,
    variables: Mapping[str, str],
    read: ReadFile,
    home: str = "/root",
) -> Adopted:
    """The services of the compose file that says TREE and lies in FOLDER, an absolute path.

    VARIABLES are put in where it refers to them; READ gives the text of a file that it names.
    """
    remarks = Remarks()
    putting = Variables(variables, remarks)
    said = putting.put(str(tree.get("name") or ""), "name")[0]
    project = as_name(said or variables.get("COMPOSE_PROJECT_NAME") or folder.rpartition("/")[2])
    names = {name: as_name(name) for name in tree["services"]}
    context = Context(project, folder, home, tree, putting, remarks, read, names)
    if tree.get("include"):
        remarks.add("include", "other files aren't followed", "adopt each of them")
    services: dict[str, Wish] = {}
    for old, name in names.items():
        path = f"services.{old}"
        if name in services:
            remarks.add(path, f"{name} is the name of another one already", "rename one of them")
            continue
        if name != old:
            remarks.add(path, f"it is called {name} now", "call it so wherever others do")
        wish = wish_of(context, name, tree["services"][old], path)
        if wish is not None:
            hide_repeated(context, name, wish, path)
            services[name] = _valid(context, wish, path)
    note_shared_volumes(context, services)
    return Adopted(services, tuple(remarks.found))


def _valid(context: Context, wish: Wish, path: str) -> Wish:
    """WISH without what a workload refuses, which is noted; the image stays as it is."""
    while True:
        own = {key: value for key, value in wish.items() if key not in NOT_A_WORKLOADS}
        try:
            Workload.model_validate(own)
        except ValidationError as error:
            found = error.errors(include_url=False)
            bad = {_field(each) for each in found}
            for each in found:
                facts = each.get("ctx") or {}
                where = ".".join(map(str, each["loc"])) or facts.get("at", "")
                if not isinstance(facts.get("problem"), str):
                    facts = {"problem": "it can't be taken over", "cure": "say it otherwise"}
                context.remarks.add(f"{path}.{where}", facts["problem"], facts["cure"])
            if not bad - {"image"} & wish.keys():
                return wish
            wish = {key: value for key, value in wish.items() if key not in bad - {"image"}}
        else:
            return wish


def _field(error: Any) -> str:  # noqa: ANN401 - pydantic's dict of details
    facts = error.get("ctx") or {}
    return str(error["loc"][0] if error["loc"] else facts.get("at", ""))
