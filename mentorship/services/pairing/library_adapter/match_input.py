"""What a match run is computed from: both sides as tables of text, and pairs that are given."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mentorship.models import Application, Role, RunInput
from mentorship.questions import blank_answers, match_columns
from mentorship.services.conversations.ratings import Ratings
from mentorship.services.pairing.exclusion_review import PairOfIds
from mentorship.services.pairing.extra_points import WAITED, ExtraPoints

if TYPE_CHECKING:
    import pandas as pd

Row = list[str]


@dataclass(frozen=True)
class MatchInput:
    """The input of a run, as data that can be stored and gives the same run again.

    ``mentees`` and ``mentors`` have one row per application, a text for each of ``columns``, lists
    with commas between their items. The pairs are (mentee id, mentor id), ``waited`` has the ids of
    applications of people who waited in an earlier round, and ``trained`` of those who have done
    the training, if it counts. ``conversations`` has what people said after their first
    conversations, if it counts.
    """

    columns: tuple[str, ...]
    mentees: list[Row] = field(repr=False)
    mentors: list[Row] = field(repr=False)
    banned: list[PairOfIds] = field(repr=False)
    pinned: list[PairOfIds] = field(repr=False)
    waited: list[int] = field(repr=False)
    conversations: list[Ratings] = field(repr=False, default_factory=list)
    trained: list[int] = field(repr=False, default_factory=list)

    @classmethod
    def of(cls, stored: RunInput) -> MatchInput:
        """Return the input that a run has kept."""
        tables = stored.tables
        banned, pinned = (
            [(mentee, mentor) for mentee, mentor in pairs]
            for pairs in (stored.banned, stored.pinned)
        )
        return cls(
            tuple(tables["columns"]),
            tables["mentees"],
            tables["mentors"],
            banned=banned,
            pinned=pinned,
            waited=tables["waited"],
            conversations=[ratings_of(item) for item in stored.conversations],
            trained=tables.get("trained", []),
        )

    def document(self) -> dict[str, Any]:
        """Return the fields of a `RunInput`."""
        tables = {
            "columns": self.columns,
            "mentees": self.mentees,
            "mentors": self.mentors,
            "waited": self.waited,
        }
        # Left out if there are none, so that a run from before either keeps its digest.
        if self.trained:
            tables["trained"] = self.trained
        document = {"tables": tables, "banned": self.banned, "pinned": self.pinned}
        return {**document, "conversations": self.conversations} if self.conversations else document

    def with_extra_points(self, kind: ExtraPoints) -> list[int]:
        """Return the ids of the applications that get extra points of a kind."""
        return self.waited if kind is WAITED else self.trained

    def ids(self) -> set[int]:
        """Return the ids of all applications."""
        return {int(row[0]) for rows in (self.mentees, self.mentors) for row in rows}

    def matchable_ids(self) -> set[int]:
        """Return the ids of the applications that can be matched with somebody more."""
        rows = (*self.mentees, *self.mentors)
        return {int(row[0]) for row in rows if self.row(row)["capacity"] != "0"}

    def digest(self) -> str:
        """Return a hash that is the same for the same input alone, in hexadecimal digits."""
        canonical = json.dumps(self.document(), ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def row(self, texts: Row) -> dict[str, str]:
        """Return the texts of a row by column."""
        return dict(zip(self.columns, texts, strict=True))

    def data_frames(self) -> list[pd.DataFrame]:
        """Return the tables of mentees and mentors, as the matching library reads them."""
        import pandas as pd

        return [
            pd.DataFrame(rows, columns=list(self.columns), dtype=str)
            for rows in (self.mentees, self.mentors)
        ]


def ratings_of(stored: Sequence[int | None]) -> Ratings:
    """Return the ratings of a conversation as a run has kept them."""
    mentee, mentor, by_mentee, by_mentor = stored
    if mentee is None or mentor is None:
        raise ValueError("a conversation without its two people")
    return mentee, mentor, by_mentee, by_mentor


def match_input(
    applications: Sequence[Application],
    capacity: Mapping[int, int],
    banned: Sequence[PairOfIds],
    pinned: Sequence[PairOfIds],
    waited: Collection[int],
) -> MatchInput:
    """Return the input for these applications.

    Parameters
    ----------
    applications
        In order of id, with their profiles.
    capacity
        How many more people each application can be matched with, by id.
    banned, pinned
        Pairs of application ids that must not and that must be suggested.
    waited
        The ids of applications of people who waited in an earlier round.
    """
    columns = ("id", "person", *match_columns(blank_answers()), "capacity")
    sides = {
        role: [_row(item, capacity[item.id]) for item in applications if item.role is role]
        for role in Role
    }
    return MatchInput(
        columns,
        sides[Role.MENTEE],
        sides[Role.MENTOR],
        list(banned),
        list(pinned),
        sorted(waited),
    )


def _row(application: Application, capacity: int) -> Row:
    answers = match_columns(application.profile.answers)
    return [str(application.id), str(application.person_id), *answers.values(), str(capacity)]
