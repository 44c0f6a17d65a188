"""Match support: what is due for each pair by the programme's rules, and what was done about it."""

import enum
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, state_column
from mentorship.models.pair import Pair
from mentorship.models.person import Person
from mentorship.privacy.sealed_rows import SealedField, SealedRow

MAX_RULE_CHARACTERS = 40
IS_OPEN = text("done_on IS NULL")


class Party(enum.StrEnum):
    """Whom of a pair something concerns."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    BOTH = "both"


class SupportOutcome(enum.StrEnum):
    DONE = "done"
    POSTPONED = "postponed"


class DueItem(Base):
    """When a rule next asks something of a pair or of one of the two.

    It follows from the pair's history (`services.match_support.schedule`), and is stored so that a
    list of what is due reads one index. It has no day while the pair rests.
    """

    __tablename__ = "due_item"
    # The list of what is due and the page of the standards read the indexes alone.
    __table_args__ = (
        UniqueConstraint("pair_id", "rule", "party"),
        Index("ix_due_item_by_rule", "rule", "pair_id", "due_on", "done_on"),
        Index(
            "ix_due_item_by_day",
            "due_on",
            "id",
            "rule",
            "pair_id",
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
    )

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"))
    rule: Mapped[str] = mapped_column(String(MAX_RULE_CHARACTERS))
    party: Mapped[Party] = mapped_column(state_column(Party))
    # The day from which that is counted: it tells one time from the next, whatever shifts.
    since: Mapped[date]
    due_on: Mapped[date | None]
    # When it was done, of what is asked for once; or when the pair ended with it undone.
    done_on: Mapped[date | None]

    pair: Mapped[Pair] = relationship()

    def identity_and_state(self) -> list[object]:
        return [self.pair_id, self.rule, self.party.value, self.due_on]


class SupportEntry(SealedRow, Base):
    """What a coordinator has done, or put off, about something that was due."""

    __tablename__ = "support_entry"

    id: Mapped[PrimaryKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="CASCADE"), index=True)
    rule: Mapped[str] = mapped_column(String(MAX_RULE_CHARACTERS))
    party: Mapped[Party] = mapped_column(state_column(Party))
    outcome: Mapped[SupportOutcome] = mapped_column(state_column(SupportOutcome))
    day: Mapped[date]
    # The day until which it was postponed.
    until: Mapped[date | None]
    # Of a flag: whether there was something to look after.
    was_right: Mapped[bool | None]
    created_at: Mapped[Created]
    written_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    note = SealedField[str]("")

    pair: Mapped[Pair] = relationship()
    writer: Mapped[Person | None] = relationship()

    def __init__(self, *, pair: Pair, **values: Any) -> None:
        super().__init__(key_ids=pair.key_ids(), pair=pair, **values)

    def person_ids(self) -> set[int]:
        return self.pair.person_ids()

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex()]
