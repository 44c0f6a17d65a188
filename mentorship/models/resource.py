"""A resource of the directory: who helps with what, where and in which languages."""

import enum
from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, state_column
from mentorship.privacy.sealed_rows import KeyOwner, SealedField


class ResourceState(enum.StrEnum):
    """Only a published resource is public."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class TagKind(enum.StrEnum):
    """What a resource can be filtered by."""

    CATEGORY = "category"
    TOPIC = "topic"
    AREA = "area"
    REGION = "region"
    LANGUAGE = "language"
    COST = "cost"
    WAY = "way"


class Resource(Base):
    """A service of an organization, as the directory shows it: nothing in it is about a person.

    The document is a `ResourceEntry`; what can be searched and sorted stands beside it.
    """

    __tablename__ = "resource"
    __table_args__ = (Index("ix_resource_state_changed_at", "state", "changed_at", "revision"),)

    id: Mapped[PrimaryKey]
    # Its id in files of the Human Services Data Specification, by which a later import finds it.
    hsds_id: Mapped[str] = mapped_column(String(36), unique=True)
    state: Mapped[ResourceState] = mapped_column(state_column(ResourceState))
    checked_on: Mapped[date | None]
    checked_by: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[Created]
    changed_at: Mapped[Created]
    # Counts its changes: with the time, it tells a search whether it is up to date.
    revision: Mapped[int] = mapped_column(default=0)
    sort_name: Mapped[str] = mapped_column(String(200))
    search_text: Mapped[str] = mapped_column(Text)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)

    tags: Mapped[list["ResourceTag"]] = relationship(cascade="all, delete-orphan")

    def identity_and_state(self) -> list[object]:
        return [self.created_at, self.state.value, self.changed_at]


class ResourceTag(Base):
    """A code that a resource is found by."""

    __tablename__ = "resource_tag"

    resource_id: Mapped[int] = mapped_column(
        ForeignKey("resource.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[TagKind] = mapped_column(state_column(TagKind), primary_key=True)
    code: Mapped[str] = mapped_column(String(40), primary_key=True)


class ResourceSuggestion(KeyOwner, Base):
    """What somebody without an account says is missing or wrong; sealed, since it may name people.

    A coordinator who has dealt with it deletes it with its key.
    """

    __tablename__ = "resource_suggestion"

    id: Mapped[PrimaryKey]
    # None if it is about a resource that is missing.
    resource_id: Mapped[int | None] = mapped_column(
        ForeignKey("resource.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[Created]

    name = SealedField[str]("")
    text = SealedField[str]("")

    resource: Mapped[Resource | None] = relationship()

    def identity_and_state(self) -> list[object]:
        return [self.row_token.hex()]


class ResourceUpload(KeyOwner, Base):
    """A file of resources until it is imported; sealed, since files name contact persons."""

    __tablename__ = "resource_upload"

    id: Mapped[PrimaryKey]
    uploaded_by: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), unique=True
    )
    created_at: Mapped[Created]

    language = SealedField[str]("")
    content = SealedField[str]("")  # in Base64
