"""A new node's script: quoted, and with nameservers that a node can reach."""

import subprocess

from homelab.lab import Entry, NodeWish
from homelab.lab.firststart import first_start, nameservers_in


def test_the_script_is_shell_whatever_the_password() -> None:
    wish = NodeWish(
        "a",
        "debian-13",
        Entry(
            "debian",
            password='it\'s $HOME `id`; "%s"',
            public_key="ssh-ed25519 AAAA a'b",
            sudo=True,
        ),
    )
    script = first_start(wish, ["192.0.2.53"])
    assert subprocess.run(["sh", "-n"], input=script, text=True, check=False).returncode == 0
    quoted = next(line for line in script.splitlines() if line.endswith("| chpasswd")).removesuffix(
        "| chpasswd"
    )
    assert (
        subprocess.run(["sh", "-c", quoted], capture_output=True, text=True, check=True).stdout
        == 'debian:it\'s $HOME `id`; "%s"\n'
    )


def test_only_a_password_opens_sshd_to_root() -> None:
    assert "PermitRootLogin yes" in first_start(
        NodeWish("a", "debian-13", Entry(password="pw")), []
    )
    assert "PermitRootLogin" not in first_start(
        NodeWish("a", "debian-13", Entry(public_key="ssh-ed25519 AAAA")), []
    )
    assert "PermitRootLogin" not in first_start(
        NodeWish("a", "debian-13", Entry("debian", password="pw")), []
    )


def test_nameservers_of_the_machine_alone_are_left_out() -> None:
    alone = "# c\nsearch example\nnameserver 127.0.0.53\nnameserver ::1\nnameserver fe80::1%eth0\n"
    text = f"{alone}nameserver 192.0.2.53\nnameserver 2001:db8::53\n"
    assert nameservers_in(text) == ("192.0.2.53", "2001:db8::53")
