"""Passkeys, recovery codes, and counted attempts to sign in."""

from typing import TypedDict

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.privacy.sealed_rows import SealedField, SealedRow


class Credential(TypedDict):
    """The public half of a passkey, in base64url as browsers write it."""

    id: str
    public_key: str


class Passkey(SealedRow, Base):
    """A key pair whose private half stays on a phone or a security key."""

    __tablename__ = "passkey"

    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    credential_index: Mapped[bytes] = mapped_column(unique=True)
    sign_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[Created]

    credential = SealedField[Credential](Credential(id="", public_key=""))
    name = SealedField[str]("")


class RecoveryCode(Base):
    """A code that can be used once to sign in; then it is deleted."""

    __tablename__ = "recovery_code"

    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    code_index: Mapped[bytes] = mapped_column(unique=True)


class Attempt(Base):
    """An attempt that is rate-limited, for an account that may not exist."""

    __tablename__ = "attempt"

    id: Mapped[PrimaryKey]
    account_index: Mapped[bytes] = mapped_column(index=True)
    at: Mapped[Created]
