"""The mirror is read from apt's own files, in both their forms."""

from homelab.lab.apt import Source, machine_release, mirror_lines, parse_sources

LINES = """
# deb http://mirror.example/debian bookworm main
deb http://mirror.example/debian bookworm main contrib  # ours
deb [arch=amd64 signed-by=/a.gpg] http://mirror.example/debian bookworm-updates main
deb-src http://mirror.example/debian bookworm main
deb http://security.example/debian-security bookworm-security main
"""

STANZAS = """
# a comment before
Types: deb deb-src
URIs: http://mirror.example/debian
# a comment inside
Suites: bookworm
 bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/a.gpg

Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main

Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
Enabled: no
"""


def test_one_line_form() -> None:
    assert list(parse_sources(LINES)) == [
        Source("http://mirror.example/debian", "bookworm", ("main", "contrib")),
        Source("http://mirror.example/debian", "bookworm-updates", ("main",)),
        Source("http://security.example/debian-security", "bookworm-security", ("main",)),
    ]


def test_deb822_form() -> None:
    assert list(parse_sources(STANZAS)) == [
        Source("http://mirror.example/debian", "bookworm", ("main", "contrib")),
        Source("http://mirror.example/debian", "bookworm-updates", ("main", "contrib")),
        Source("http://security.example/debian-security", "bookworm-security", ("main",)),
    ]


def test_the_same_mirror_serves_another_release() -> None:
    assert mirror_lines(parse_sources(STANZAS), "bookworm", "trixie") == (
        "deb http://mirror.example/debian trixie main contrib",
        "deb http://mirror.example/debian trixie-updates main contrib",
        "deb http://security.example/debian-security trixie-security main",
    )


def test_other_peoples_archives_are_no_mirror() -> None:
    assert (
        mirror_lines([Source("http://vendor.example", "nodistro", ("main",))], "bookworm", "trixie")
        == ()
    )
    assert (
        mirror_lines([Source("cdrom:[Debian]/", "bookworm", ("main",))], "bookworm", "trixie") == ()
    )


def test_the_release_is_read_with_and_without_quotes() -> None:
    assert machine_release('NAME="Debian GNU/Linux"\nVERSION_CODENAME=bookworm\nID=debian\n') == (
        "debian",
        "bookworm",
    )
    assert machine_release("") == ("", "")
