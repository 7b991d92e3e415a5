"""Ways to spoil a good provider, each with the one rule that it breaks."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EXEMPTIONS", "IMPORT", "LIFE_MUTATIONS", "MUTATIONS", "Mutation"]

IMPORT = "test_it_can_be_imported"
EXEMPTIONS = "test_exemptions_name_rules"


@dataclass(frozen=True)
class Mutation:
    """One spoiled provider."""

    name: str
    rule: str
    """The rule that must catch it, and no other."""
    file: str
    old: str = ""
    """Text in the file to be replaced; empty for the whole file."""
    new: str | None = None
    """What stands there instead; None for a file that is missing."""
    is_later: bool = False
    """Spoiled after its plans were stored."""


MUTATIONS = (
    Mutation("crashing", IMPORT, "settings.py", "from pydantic", "from pydnatic"),
    Mutation("checkless", "has_its_files", "checks.py"),
    Mutation("staying", "is_deployed_and_removed", "deploy.py", "def remove(", "def _remove("),
    Mutation("nameless", "names_agree", "__init__.py", '"""Nameless: an echo', '"""An echo'),
    Mutation(
        "open", "settings_are_closed", "settings.py",
        '    """Where', '    model_config = {"extra": "ignore"}\n    """Where',
    ),
    Mutation(
        "silent", "every_setting_is_described", "settings.py",
        ', description="The port that it answers on."', "",
    ),
    Mutation("telling", "secrets_are_references", "settings.py", "token: SecretRef", "token: str"),
    Mutation(
        "mute", "every_check_has_a_sentence", "checks.py",
        '    """The declared port answers from another machine."""\n', "",
    ),
    Mutation("sure", "every_check_asserts", "checks.py", "    assert outside", "    outside"),
    Mutation(
        "looking", "a_check_asks_for_behaviour", "checks.py",
        "assert outside.open_ports(node.address, [port]) == {port}",
        "assert node.lab.addresses(), port",
    ),
    Mutation("unnamed", "operations_are_named", "deploy.py", 'name="the token is kept",', ""),
    Mutation(
        "peeking", "deploys_read_the_node", "deploy.py",
        '    """It answers."""',
        '    from pyinfra import host\n\n    _ = host.data.get("port")',
    ),
    Mutation(
        "floating", "images_are_pinned", "workload.py",
        new='"""Its image."""\n\nIMAGE = dict(image="docker.io/library/nginx:latest")\n\n\n'
        'def workload(node):\n    """None."""\n    del node\n',
    ),
    Mutation(
        "meddling", "imports_stay_in_their_room", "checks.py",
        "from homelab.contract import Node",
        "from homelab.contract import Node\nfrom homelab.engine import plan",
    ),
    Mutation("blank", "words_are_filled_in", "settings.py", '"""Where', '"""FILL-IN where'),
    Mutation("littering", "templates_are_used", "files/etc/unused.conf", new="unused\n"),
    Mutation("idling", "templates_are_used", "install/unused.cfg.j2", new="unused\n"),
    Mutation(
        "misplacing", "templates_lie_at_their_path", "deploy.py",
        'path=f"/{SERVICE}"', 'path="/etc/systemd/system/other@.service"',
    ),
    Mutation("wrong", "examples_are_valid", "examples/full.yaml", "port: 7008", "port: 70080"),
    Mutation(
        "wordy", "minimal_example_is_minimal", "examples/minimal.yaml",
        "token:", "port: 7007\ntoken:",
    ),
    Mutation("half", "full_example_names_every_setting", "examples/full.yaml", "port: 7008\n", ""),
    Mutation("unbroken", "can_be_broken", "examples/breaks.yaml"),
    Mutation(
        "unnoticed", "breaks_name_their_checkpoints", "examples/breaks.yaml",
        "test_it_answers_from_outside", "test_it_answers",
    ),
    Mutation(
        "undefined", "examples_can_be_planned", "files/etc/systemd/system/undefined.socket.j2",
        "settings.port", "settings.prot",
    ),
    Mutation(
        "idle", "examples_plan_an_operation", "deploy.py",
        '    """It answers."""',
        '    """It answers."""\n    if node.settings.port > 1:\n        return',
    ),
    Mutation(
        "twice", "operation_names_are_unique", "deploy.py",
        "connections are served", "the token is kept",
    ),
    Mutation(
        "changing", "plans_equal_their_snapshots", "deploy.py",
        'mode="600"', 'mode="640"', is_later=True,
    ),
    Mutation(
        "leaking", "no_secret_is_shown", "deploy.py",
        'mode="600"', 'mode="600", check=f"true {node.reveal(node.settings.token)}"',
    ),
    Mutation(
        "crowded", "two_hosts_stay_apart", "deploy.py",
        'mode="600"', 'mode=f"60{len(node.lab.addresses())}"',
    ),
    Mutation(
        "unrepaired", "breaks_name_their_operations", "examples/breaks.yaml",
        "it listens", "it sings",
    ),
    Mutation(
        "excused", EXEMPTIONS, "__init__.py",
        "    offers=offers,", '    offers=offers,\n    exempt={"be_good": "no time"},',
    ),
    Mutation(
        "modest", "names_agree", "__init__.py",
        "    offers=offers,", '    offers=offers,\n    exempt={"names_agree": "no need"},',
    ),
)  # fmt: skip

SHELL = "from pyinfra.operations import server\n\n    server.shell"
LIFE_MUTATIONS = (
    Mutation(
        "touching", "planning_changes_nothing", "deploy.py",
        '    """It answers."""',
        '    """It answers."""\n    from pyinfra import host\n'
        '    from pyinfra.facts.server import Command\n\n'
        '    host.get_fact(Command, command="touch /etc/hostname")',
    ),
    Mutation(
        "failing", "deploys_on_a_fresh_node", "deploy.py",
        "serving(name=",
        f"{SHELL}(name='it fails', commands=['false'])\n    serving(name=",
    ),
    Mutation(
        "fragile", "converges_after_being_killed", "deploy.py",
        "serving(name=",
        f"{SHELL}(name='it begins', commands=['mkdir /etc/half'])\n"
        "    server.shell(name='it ends', commands=['rmdir /etc/half'])\n    serving(name=",
    ),
    Mutation(
        "absent", "meets_its_checkpoints", "deploy.py",
        'serving(name="it listens", unit="absent.socket", files=[f"/{SOCKET}"])', "return",
    ),
    Mutation(
        "restless", "deploying_again_changes_nothing", "deploy.py",
        "serving(name=", f"{SHELL}(name='it stirs', commands=['true'])\n    serving(name=",
    ),
    Mutation(
        "deaf", "breaks_are_noticed_and_repaired", "checks.py", "== {port}", "!= {0}",
    ),
    Mutation(
        "clinging", "leaves_nothing_listening", "deploy.py",
        """stopped(name="it doesn't listen", unit="clinging.socket")""", "pass",
    ),
)  # fmt: skip
