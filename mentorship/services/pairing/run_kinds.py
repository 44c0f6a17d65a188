"""What a match run is for: it suggests matches, or proposes first conversations before that."""

from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import ColumnElement

from mentorship.models import MatchRun

PROPOSES, COUNTS = "conversations", "counts_conversations"
"""The entries of a run's settings that say so, beside those of `RunSettings`."""
MAX_PER_MENTEE, MAX_PER_MENTOR = 5, 10


@dataclass(frozen=True)
class ConversationLimits:
    """How many people each mentee, and each mentor, meets at most."""

    per_mentee: int
    per_mentor: int

    @classmethod
    def of(cls, run: MatchRun) -> Self:
        return cls(**run.settings[PROPOSES])

    def settings(self) -> dict[str, Any]:
        """Return what the settings of a run hold of them."""
        return {PROPOSES: {"per_mentee": self.per_mentee, "per_mentor": self.per_mentor}}


def suggests_matches() -> ColumnElement[bool]:
    """Return the condition on a run that it suggests matches."""
    proposes: ColumnElement[str | None] = MatchRun.settings[PROPOSES].as_string()
    return proposes.is_(None)


def proposes_conversations(run: MatchRun) -> bool:
    return PROPOSES in run.settings


def counts_conversations(run: MatchRun) -> bool:
    """Return whether a run counts what people said after their first conversations."""
    return bool(run.settings.get(COUNTS))
