"""Merges of two accounts of one person: those that wait, and the addresses of the others."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application
from mentorship.models.columns import ApplicationId, Created, PrimaryKey
from mentorship.models.person import Person


class MergeRequest(Base):
    """A coordinator asks another one to merge two people who can both sign in."""

    __tablename__ = "merge_request"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    id: Mapped[PrimaryKey]
    # An application of each of the two, the lower id first.
    first_id: Mapped[ApplicationId] = mapped_column()
    second_id: Mapped[ApplicationId] = mapped_column()
    requested_by: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    created_at: Mapped[Created]

    first: Mapped[Application] = relationship(foreign_keys=first_id)
    second: Mapped[Application] = relationship(foreign_keys=second_id)
    requester: Mapped[Person] = relationship(foreign_keys=requested_by)


class MergedAddress(Base):
    """The index of an address whose account was merged, so that an import finds the person."""

    __tablename__ = "merged_address"

    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    name_index: Mapped[bytes] = mapped_column(unique=True)
