"""Which files a provider has, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from homelab.testing.package import Package

__all__ = ["has_its_files", "is_deployed_and_removed", "names_agree"]

FILES = (
    *("__init__.py", "settings.py", "checks.py"),
    *("examples/minimal.yaml", "examples/full.yaml"),
)
SENTENCE = re.compile(r"[^:]+: .+\.")


def has_its_files(package: Package) -> Iterator[str]:
    """Every provider has the same files under the same names."""
    for name in FILES:
        if not (package.folder / name).is_file():
            yield f"{name} is missing"


def is_deployed_and_removed(package: Package) -> Iterator[str]:
    """What puts it there has its other half, deploy(node) and remove(node), or is a workload."""
    if "deploy.py" not in package.sources:
        if "workload.py" not in package.sources:
            yield "neither deploy.py nor workload.py is there"
        return
    functions = package.sources["deploy.py"].functions
    for name in ("deploy", "remove"):
        if name not in functions:
            yield f"deploy.py: {name}(node) is missing"
        elif [argument.arg for argument in functions[name].args.args] != ["node"]:
            yield f"deploy.py: {name} takes one argument, `node`"


def names_agree(package: Package) -> Iterator[str]:
    """Folder, provider, settings class and docstring speak of the same thing."""
    name, settings = package.found.name, package.provider.settings
    if package.folder.name != name:
        yield f"the folder is {package.folder.name}, the provider {name}; call both {name}"
    camel = "".join(part.capitalize() for part in name.split("_"))
    if settings.__name__ != f"{camel}Settings":
        yield f"settings.py: {settings.__name__} is not {camel}Settings"
    if settings.__module__ != f"{package.found.module}.settings":
        yield f"{settings.__name__} stands in {settings.__module__}; it belongs in settings.py"
    if not SENTENCE.fullmatch(package.found.summary):
        yield "__init__.py: its docstring's first line is no `Name: what it is.`"
    if not package.provider.upstream.startswith("https://"):
        yield "__init__.py: upstream is no https address"
