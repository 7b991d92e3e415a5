"""Each field type takes what is right and says what to do about what is wrong."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from homelab import fields

GOOD: dict[str, list[Any]] = {
    "AlgorithmName": ["chacha20-poly1305@openssh.com", "aes256-ctr"],
    "AnyAddress": ["10.0.0.5", "fd00::5"],
    "AnyInterface": ["10.0.0.5/24", "fd00::5/64"],
    "Cidr": ["10.0.0.0/24", "fd00::/64", "10.0.0.5"],
    "HostName": ["nas", "nas.home.arpa", "n-1"],
    "InterfaceName": ["eth0", "enp3s0", "br-lan", "eth0.10"],
    "Locale": ["C.UTF-8", "de_AT.UTF-8", "sr_RS.UTF-8@latin"],
    "MacAddress": ["52:54:00:12:34:56"],
    "PackageName": ["nmap", "g++", "python3.11"],
    "Port": [1, 22, 65535],
    "SecretRef": ["secret:nas", "secret:backup/password", "env:TOKEN", "command:pass show x"],
    "Size": ["8 GiB", "500 GB", 1024],
    "SysctlName": ["vm.swappiness", "net.ipv4.conf.eth0/10.rp_filter", "net.core.somaxconn"],
    "SysctlValue": [1, 0, -1, "4096 87380\t6291456", "fq_codel"],
    "TimeZone": ["UTC", "Europe/Vienna", "America/Argentina/Ushuaia", "Etc/GMT+5"],
    "UserName": ["ada", "_apt", "backup-user"],
    "V4Address": ["10.0.0.5"],
    "V4Interface": ["10.0.0.5/24"],
    "V4Network": ["10.0.0.0/24", "0.0.0.0/0", "10.0.0.5"],
    "V6Address": ["fd00::5"],
    "V6Interface": ["fd00::5/64"],
    "Version": ["2.11.7", "v3.7", "1.36.2-alpine", "2024.8.1"],
}
BAD: dict[str, list[Any]] = {
    "AlgorithmName": ["AES 256", ""],
    "AnyAddress": ["10.0.0", 5, "10.0.0.5/24"],
    "AnyInterface": ["10.0.0.5", "fd00::5"],
    "Cidr": ["10.0.0.5/24", "everybody", 10],
    "HostName": ["NAS", "my_nas", "-nas", "nas.", "a" * 64, "nas\n"],
    "InterfaceName": ["a-name-that-is-too-long", "eth 0", "..", "a/b"],
    "Locale": ["german", "de_AT.ISO-8859-1"],
    "MacAddress": ["52:54:00:12:34", "52-54-00-12-34-56"],
    "PackageName": ["Nmap", "nmap; reboot", "-y"],
    "Port": [0, -1, 65536, "22", True, 22.0, None, 10**5000],
    "SecretRef": ["hunter2", "secret:", "secret:a b", "env:1", "command: ", 5, ["x"], "secret:a\n"],
    "SysctlName": ["swappiness", "net.ipv4.x = 1", "-net.ipv4.x", "net.ipv4.*", ".x", 5],
    "SysctlValue": [True, None, "", " ", "1\nkernel.x = 2", 1.5, ["1"], 10**5000],
    "TimeZone": ["Vienna", "europe/vienna", "Europe/Vienna; reboot"],
    "UserName": ["Ada", "1ada", "a" * 33, "ada root"],
    "V4Address": ["fd00::5"],
    "V4Interface": ["fd00::5/64", "10.0.0.5", "10.0.0.5/33"],
    "V4Network": ["fd00::/64", "10.0.0.5/24", "everybody", 10],
    "V6Address": ["10.0.0.5"],
    "V6Interface": ["10.0.0.5/24", "fd00::5"],
    "Version": ["latest", "", "2.*", "3 "],
}


def refusal(name: str, value: object) -> dict[str, Any]:
    """The problem and cure of a value that must be refused."""
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(getattr(fields, name)).validate_python(value)
    (error,) = refused.value.errors()
    assert error["type"] == "refused"
    return error["ctx"]


@pytest.mark.parametrize(("name", "value"), [(n, value) for n in GOOD for value in GOOD[n]])
def test_takes_what_is_right(name: str, value: object) -> None:
    TypeAdapter(getattr(fields, name)).validate_python(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [(n, value) for n in BAD for value in BAD[n]],
    ids=lambda part: type(part).__name__,
)
def test_refuses_what_is_wrong_and_says_what_to_do(name: str, value: object) -> None:
    said = refusal(name, value)
    assert said["problem"]
    assert said["cure"]


def test_every_type_is_tested() -> None:
    types = {name for name in fields.__all__ if not name.isupper() and name[0].isupper()}
    assert GOOD.keys() == types - {"PublicKey"}
    assert BAD.keys() == types - {"PublicKey", "Size"}


@given(st.text(), st.integers() | st.binary() | st.lists(st.text()))
def test_a_secret_is_never_repeated(text: str, other: object) -> None:
    for value in ("hunter2" + text, other):
        said = refusal("SecretRef", value)
        assert "hunter2" not in said["problem"] + said["cure"]
        assert "homelab secrets set NAME" in said["cure"]


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_a_key_that_ssh_keygen_made_is_taken_and_a_cut_one_is_not(
    kind: str, tmp_path: Path
) -> None:
    subprocess.run(
        ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", "ada at home", "-f", tmp_path / "key"],
        check=True,
    )
    line = (tmp_path / "key.pub").read_text()
    assert TypeAdapter(fields.PublicKey).validate_python(line) == line.strip()
    algorithm, blob, _ = line.split(" ", 2)
    for wrong in (
        f"{algorithm} {blob[:-8]}",
        f"ssh-dss {blob}",
        blob,
        f"{algorithm} {blob} ada\n{line}",
        algorithm,
        "~/.ssh/id_ed25519.pub",
        None,
    ):
        assert "paste the one line of a .pub file" in refusal("PublicKey", wrong)["cure"]
    private = (tmp_path / "key").read_text()
    said = refusal("PublicKey", private)
    assert said["problem"] == "a private key stands here"
    assert private[40:80] not in str(said)


def test_an_address_in_a_network_is_answered_with_the_network() -> None:
    assert refusal("Cidr", "10.0.0.5/24")["cure"] == "did you mean '10.0.0.0/24'?"
