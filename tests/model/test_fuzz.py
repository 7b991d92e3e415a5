"""Whatever stands in the files, out comes a Lab or InvalidLab, and never a secret's value."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homelab.contract import Settings
from homelab.model import Fault, InvalidLab, load
from homelab.roadmap import registry

SECRET = "hunter2-7c1f"
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ ada"
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=50)


def every_name(model: type[Settings]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for inner in (field.annotation, *getattr(field.annotation, "__args__", ())):
            if isinstance(inner, type) and issubclass(inner, Settings):
                yield from every_name(inner)


PROVIDERS = [
    registry.provider(task, name)
    for task in registry.tasks()
    for name in registry.provider_names(task)
]
NAMES = sorted({name for found in PROVIDERS for name in every_name(found.provider.settings)})
WORDS = st.sampled_from(
    [
        *("ssh_port", "ssh_user", "ssh_hostname", "ssh_key", "fake_responses", "_sudo"),
        *("provider", *registry.tasks(), *(found.name for found in PROVIDERS), *NAMES),
    ]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(0, 70000)
    | st.floats()
    | st.text(max_size=8)
    | st.binary(max_size=4)
    | WORDS
    | st.sampled_from(["10.0.0.5/24", "fd00::1", "8 GiB", "12", "@local", "nas"])
)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(WORDS | SCALARS, inner, max_size=4)
    ),
    max_leaves=15,
)


@contextmanager
def files(inventory: str, **group_data: str) -> Iterator[Path]:
    """A lab's folder that is current for as long as it is needed."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        (Path(folder) / "group_data").mkdir()
        (Path(folder) / "inventory.py").write_text(inventory, "utf-8", "surrogatepass")
        for name, text in group_data.items():
            path = Path(folder) / "group_data" / f"{name}.py"
            path.write_text(text, "utf-8", "surrogatepass")
        os.chdir(folder)
        try:
            yield Path(folder) / "inventory.py"
        finally:
            os.chdir(before)


def expect_a_lab_or_faults(path: Path) -> None:
    faults: tuple[Fault, ...] = ()
    said = "0 faults"
    try:
        load(path)
    except InvalidLab as invalid:
        faults, said = invalid.faults, str(invalid)
    lines = said.encode().splitlines()  # printable, whatever was in the files
    assert len(lines) == len(faults) + 1


def written(values: dict[str, Any]) -> str:
    head = "inf = float('inf')\nnan = float('nan')\n__all__ = %r\n" % [*values]
    return head + "".join(f"{name} = {value!r}\n" for name, value in values.items())


@CALM
@given(
    everywhere=st.dictionaries(WORDS, PLAIN, max_size=4),
    grouped=st.dictionaries(WORDS, PLAIN, max_size=3),
    own=st.dictionaries(WORDS, PLAIN, max_size=3),
)
def test_any_plain_data_makes_a_lab_or_faults(
    everywhere: dict[str, Any], grouped: dict[str, Any], own: dict[str, Any]
) -> None:
    inventory = f"inf = float('inf')\nnan = float('nan')\nhomelab = ['tv', ('nas', {own!r})]\n"
    with files(inventory, all=written(everywhere), homelab=written(grouped)) as path:
        expect_a_lab_or_faults(path)


@CALM
@given(groups=st.dictionaries(st.sampled_from(["homelab", "all", "media", "inventory"]), PLAIN))
def test_any_inventory_makes_a_lab_or_faults(groups: dict[str, Any]) -> None:
    text = "inf = float('inf')\nnan = float('nan')\n"
    text += "".join(f"{name} = {value!r}\n" for name, value in groups.items())
    with files(text) as path:
        expect_a_lab_or_faults(path)


PLAUSIBLE: dict[str, list[object]] = {
    "image": ["docker.io/library/caddy:2.11.7"],
    "ports": [["80:80", "127.0.0.1:53:53/udp"], ["22:22"], ["[::1]:443:443"]],
    "route": [{"host": "a.lab.example", "port": 80}, {"host": "b", "port": 1, "published": 443}],
    "login": [{}, {"policy": "two_factor", "groups": ["family"]}],
    "volumes": [["data:/data", "/srv:/srv:ro"]],
    "backup": [[{"volume": "data"}]],
    "environment": [{"TZ": "UTC", "TOKEN": "secret:token"}, {"A": 1.5}],
    "mem_limit": ["1 GiB", "4 GiB"],
    "metrics": [{"port": 9100}],
    "network_mode": ["host"],
}
IMAGE = {"image": st.sampled_from(PLAUSIBLE.pop("image"))}
WHOLE = st.fixed_dictionaries(
    IMAGE, optional={name: st.sampled_from(values) for name, values in PLAUSIBLE.items()}
)
FIELDS = registry.provider("services", "container").provider.settings.model_fields
SPOILT = st.builds(
    lambda whole, more: whole | more,
    WHOLE,
    st.dictionaries(st.sampled_from([*FIELDS]), PLAIN, max_size=2),
)
SERVICES = st.dictionaries(st.sampled_from(["films", "caddy", "container"]), WHOLE, max_size=3)
SPOILT_SERVICES = st.dictionaries(st.sampled_from(["films", "my_app"]) | SCALARS, SPOILT)
FOUNDATION: dict[str, Any] = {
    "hardware": {"provider": "declared", "memory": {"size": "2 GiB"}},
    "host_os": {"provider": "debian"},
    "network": {"provider": "systemd_networkd", "interface": "eth0"},
    "remote_access": {"provider": "openssh", "admin": {"name": "ada", "keys": [KEY]}},
}


@CALM
@given(
    everywhere=SERVICES,
    own=SERVICES | SPOILT_SERVICES,
    doors=st.sampled_from([["nas"], ["tv"], ["nas", "tv"]]),
    platforms=st.sampled_from([["nas"], ["nas", "tv"]]),
)
def test_any_services_make_a_lab_or_faults(
    everywhere: dict[Any, Any], own: dict[Any, Any], doors: list[str], platforms: list[str]
) -> None:
    wishes = {
        "all": FOUNDATION | {"services": everywhere},
        "own": {"services": own},
        "doors": {"reverse_proxy": {"provider": "caddy"}},
        "platforms": {"container_platform": {"provider": "docker"}},
    }
    hosts = f"homelab = ['nas', 'tv']\nown = ['nas']\n{doors = }\n{platforms = }\n"
    with files(hosts, **{group: written(values) for group, values in wishes.items()}) as path:
        expect_a_lab_or_faults(path)


@CALM
@given(text=st.text(max_size=40))
def test_any_text_makes_a_lab_or_faults(text: str) -> None:
    with files("homelab = ['nas']\n", all=text) as path:
        expect_a_lab_or_faults(path)


WHERE = [("admin", "password"), ("admin", "sudo_password"), ("first_contact", "password")]
SHAPES: list[object] = [
    SECRET,
    [SECRET],
    {"value": SECRET},
    {SECRET: 1},
    SECRET.encode(),
    (SECRET,),
]


@CALM
@given(where=st.sampled_from(WHERE), shape=st.sampled_from(SHAPES), rest=PLAIN)
def test_a_secrets_value_is_never_repeated(
    where: tuple[str, str], shape: object, rest: object
) -> None:
    outer, inner = where
    wish = {"provider": "openssh", "port": rest, outer: {inner: shape}}
    with files(
        "homelab = ['nas']\n",
        all=f"inf = nan = 0.5\n__all__ = ['remote_access']\nremote_access = {wish!r}\n",
    ) as path:
        try:
            load(path)
        except InvalidLab as invalid:
            said = str(invalid) + repr(invalid.faults)
            assert SECRET not in said
            assert f"remote_access.{outer}.{inner}" in said
        else:
            raise AssertionError("a plain secret was let through")
