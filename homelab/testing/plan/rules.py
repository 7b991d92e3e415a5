"""What must hold of a provider's plans on hosts that aren't there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from homelab.result import Outcome
from homelab.secrets.masking import MASK, mask
from homelab.testing.breaks import Unreadable, breaks
from homelab.testing.plan.fakelab import secret_of
from homelab.testing.plan.foreseen import Foreseen
from homelab.testing.plan.snapshots import Snapshots, as_text
from homelab.testing.shape.tree import secret_values

__all__ = [
    "breaks_name_their_operations",
    "examples_can_be_planned",
    "examples_plan_an_operation",
    "no_secret_is_shown",
    "operation_names_are_unique",
    "plans_equal_their_snapshots",
    "two_hosts_stay_apart",
]


def examples_can_be_planned(foreseen: Foreseen, _snapshots: Snapshots) -> Iterator[str]:
    """Each example plans without a failure, undefined names in templates included."""
    for example, results in foreseen.masked.items():
        for failure in foreseen.failures(results):
            yield f"{example}: {failure.name}: {failure.detail}"


def examples_plan_an_operation(foreseen: Foreseen, _snapshots: Snapshots) -> Iterator[str]:
    """Each example plans something to do on a fresh host."""
    for example, results in foreseen.masked.items():
        pending = [r for r in foreseen.operations(results) if r.outcome is not Outcome.UNCHANGED]
        if not foreseen.failures(results) and not pending:
            yield f"{example}: nothing is planned"


def operation_names_are_unique(foreseen: Foreseen, _snapshots: Snapshots) -> Iterator[str]:
    """No two operations of one provider on one host have the same name."""
    for example, results in foreseen.masked.items():
        for name, count in Counter(r.name for r in foreseen.operations(results)).items():
            if count > 1:
                yield f"{example}: {count} operations are called {name!r}"


def plans_equal_their_snapshots(foreseen: Foreseen, snapshots: Snapshots) -> Iterator[str]:
    """Each example's operations, commands and diffs are the stored ones."""
    found = foreseen.package.found
    for example, results in foreseen.masked.items():
        if foreseen.failures(results):
            continue  # examples_can_be_planned says so
        name = f"{found.task}.{found.name}.{example}"
        difference = snapshots.difference(name, as_text(foreseen.operations(results)))
        if difference is not None:
            yield difference


def no_secret_is_shown(foreseen: Foreseen, _snapshots: Snapshots) -> Iterator[str]:
    """No secret's value is in a command, in what goes on record, or in anything printed.

    A file's content may hold one: its diff is masked when it is shown.
    """
    for example, settings in foreseen.package.settings.items():
        values = [secret_of(reference) for reference in secret_values(settings)]
        for result in foreseen.unmasked[example]:
            is_own = result in foreseen.operations(foreseen.unmasked[example])
            shown = [*result.commands, result.name, *([] if is_own else [result.diff])]
            if any(MASK in mask(text, values) for text in shown):
                yield f"{example}: {result.name}: a secret is in its command, name or record"
        for result in foreseen.masked[example]:
            if MASK in mask(f"{result}".replace(MASK, ""), values):
                yield f"{example}: {result.name}: a secret isn't masked"


def two_hosts_stay_apart(foreseen: Foreseen, _snapshots: Snapshots) -> Iterator[str]:
    """Planned together, hosts with different settings get what each gets alone."""
    together = foreseen.plan(foreseen.package.settings)
    for example, results in together.items():
        alone = as_text(foreseen.operations(foreseen.masked[example]))
        if foreseen.failures(foreseen.masked[example]):
            continue
        if as_text(foreseen.operations(results)) != alone:
            yield f"{example}: planned beside {' and '.join(together)}, it isn't the same"


def breaks_name_their_operations(foreseen: Foreseen, _snapshots: Snapshots) -> Iterator[str]:
    """Each operation that a break names is one that the minimal example plans."""
    results = foreseen.masked.get("minimal", ())
    names = {result.name for result in results}
    try:
        wanted = [each.operation for each in breaks(foreseen.package) if each.operation]
    except Unreadable:
        return  # breaks_name_their_checkpoints says so
    can_tell = foreseen.operations(results) and not foreseen.failures(results)
    for name in wanted if can_tell else ():
        if name not in names:
            yield f"examples/breaks.yaml: no operation is called {name!r}"
