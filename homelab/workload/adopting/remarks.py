"""What could not be taken over as it stood, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

__all__ = ["Remark", "Remarks"]


@dataclass(frozen=True)
class Remark:
    """One thing that the reader should know."""

    path: str
    """Where in the compose file, like `services.web.build`."""
    problem: str
    cure: str
    command: str | None = None
    """What to run, if it is a command of homelab."""

    def __str__(self) -> str:
        text = f"{self.path}: {self.problem}; {self.cure}"
        return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)

    def as_dict(self) -> dict[str, str | None]:
        """Plain data, for JSON."""
        return asdict(self)


@dataclass
class Remarks:
    """The remarks so far."""

    found: list[Remark] = field(default_factory=list)

    def add(self, path: str, problem: str, cure: str, command: str | None = None) -> None:
        """Note one, each once."""
        remark = Remark(path, problem, cure, command)
        if remark not in self.found:
            self.found.append(remark)
