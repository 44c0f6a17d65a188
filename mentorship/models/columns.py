"""Column types that the models share."""

import enum
from datetime import UTC, datetime
from typing import Annotated

from sqlalchemy import DateTime, Dialect, Enum, ForeignKey
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

from mentorship.clock import now


class UtcDateTime(TypeDecorator[datetime]):
    """A time stored in UTC on every database, and aware of its zone in Python."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def state_column(states: type[enum.Enum]) -> Enum:
    """Store a state as its value in a text column; a new state needs no migration."""
    return Enum(
        states,
        native_enum=False,
        length=20,
        values_callable=lambda enum_class: [member.value for member in enum_class],
    )


PrimaryKey = Annotated[int, mapped_column(primary_key=True)]
ApplicationId = Annotated[
    int, mapped_column(ForeignKey("application.id", ondelete="CASCADE"), index=True)
]
# Which coordinator looks after a row, None while nobody does.
CoordinatorId = Annotated[
    int | None, mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
]
Created = Annotated[datetime, mapped_column(UtcDateTime, default=now)]
Timestamp = Annotated[datetime | None, mapped_column(UtcDateTime)]
