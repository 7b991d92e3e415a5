"""Rules that read a provider's files: milliseconds each, and nothing is run.

A new rule is a function here and a name in SHAPE; its name is what `exempt` calls it.
"""

from homelab.testing.breaks import breaks_name_their_checkpoints, can_be_broken
from homelab.testing.rule import Rule
from homelab.testing.shape.checks import (
    a_check_asks_for_behaviour,
    every_check_asserts,
    every_check_has_a_sentence,
)
from homelab.testing.shape.deploys import (
    deploys_read_the_node,
    images_are_pinned,
    operations_are_named,
)
from homelab.testing.shape.examples import (
    examples_are_valid,
    full_example_names_every_setting,
    minimal_example_is_minimal,
)
from homelab.testing.shape.files import has_its_files, is_deployed_and_removed, names_agree
from homelab.testing.shape.imports import imports_stay_in_their_room
from homelab.testing.shape.settings import (
    every_setting_is_described,
    secrets_are_references,
    settings_are_closed,
)
from homelab.testing.shape.templates import templates_are_used, templates_lie_at_their_path
from homelab.testing.shape.words import words_are_filled_in

__all__ = ["SHAPE"]

SHAPE: tuple[Rule, ...] = (
    has_its_files,
    is_deployed_and_removed,
    names_agree,
    settings_are_closed,
    every_setting_is_described,
    secrets_are_references,
    every_check_has_a_sentence,
    every_check_asserts,
    a_check_asks_for_behaviour,
    operations_are_named,
    deploys_read_the_node,
    images_are_pinned,
    imports_stay_in_their_room,
    templates_are_used,
    templates_lie_at_their_path,
    examples_are_valid,
    minimal_example_is_minimal,
    full_example_names_every_setting,
    can_be_broken,
    breaks_name_their_checkpoints,
    words_are_filled_in,
)
