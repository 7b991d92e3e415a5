"""nft's own words for what the lab declares, and the state read from what real nodes printed."""

from __future__ import annotations

import pytest

from homelab.offers import Forward, OpenPort
from homelab.roadmap.phase1.firewall.nftables.facts import TableState
from homelab.roadmap.phase1.firewall.nftables.rules import statement
from homelab.roadmap.phase1.firewall.offers import Rule

TABLE = """table inet homelab {
	chain declared {
		tcp dport 22 accept comment "SSH"
	}
}"""


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (OpenPort(22, comment="SSH"), 'tcp dport 22 accept comment "SSH"'),
        (OpenPort(53, "udp", "10.0.0.0/24"), "ip saddr 10.0.0.0/24 udp dport 53 accept"),
        (OpenPort(53, "udp", "fd00::/64"), "ip6 saddr fd00::/64 udp dport 53 accept"),
        (
            Forward("wg0", "10.99.0.0/16", ("10.0.0.0/24",)),
            'iifname "wg0" ip saddr 10.99.0.0/16 ip daddr 10.0.0.0/24 accept',
        ),
        (
            Forward("wg0", "10.99.0.0/16", ("0.0.0.0/0",)),
            'iifname "wg0" ip saddr 10.99.0.0/16 accept',
        ),
    ],
    ids=str,
)
def test_a_rule_reads_as_nft_takes_it(rule: Rule, said: str) -> None:
    assert statement(rule) == said


def test_a_comment_has_neither_quotes_nor_too_many_bytes() -> None:
    said = statement(OpenPort(80, comment='the "web"' + "ä" * 80))
    comment = said.partition(' comment "')[2].removesuffix('"')
    assert comment.startswith("the web")
    assert '"' not in comment
    assert len(comment.encode()) <= 128


def test_a_kernel_that_has_what_the_file_says_runs_it() -> None:
    rules = "chain declared {\n\ttcp dport 22 accept\n}"
    state = TableState().process(
        f"## loaded\n{TABLE}\n## written\n{TABLE}\n## declared\n{rules}".splitlines()
    )
    assert state.runs_what_is_written()
    assert state.declared == ("tcp dport 22 accept",)


@pytest.mark.parametrize("loaded", ["", TABLE.replace("22", "23")])
def test_a_kernel_that_has_anything_else_is_told(loaded: str) -> None:
    said = f"## loaded\n{loaded}\n## written\n{TABLE}\n## declared".splitlines()
    assert not TableState().process(said).runs_what_is_written()


def test_a_node_that_has_neither_file_nor_table_runs_nothing() -> None:
    state = TableState().process(["## loaded", "## written", "## declared"])
    assert not state.runs_what_is_written()
    assert state.declared == ()
