"""What an offer is, and who makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Offer", "Offered"]


@dataclass(frozen=True)
class Offer:
    """Anything a provider has that others may read."""


O_co = TypeVar("O_co", bound=Offer, covariant=True)


@dataclass(frozen=True)
class Offered(Generic[O_co]):
    """An offer and who makes it."""

    offer: O_co
    host: str
    task: str
    provider: str

    @property
    def by(self) -> str:
        """Who makes it, as TASK/PROVIDER."""
        return f"{self.task}/{self.provider}"
