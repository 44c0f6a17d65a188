"""Somebody the service knows: how to reach them, and what they may do."""

import uuid

from flask_security import RoleMixin, UserMixin
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.privacy.columns import EncryptedText
from mentorship.privacy.vault import current_vault, normal_email

APPLICANT = "applicant"
COORDINATOR = "coordinator"


class AccountRole(Base, RoleMixin):
    """What an account may do: applicant or coordinator."""

    __tablename__ = "account_role"

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(20), unique=True)


class PersonRole(Base):
    __tablename__ = "person_role"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    role_id: Mapped[int] = mapped_column(ForeignKey("account_role.id"), primary_key=True)


class Person(Base, UserMixin):
    """An account, or somebody imported who has none yet (then without a password).

    Written by hand: the ready-made user models keep the addresses people sign in from.
    """

    __tablename__ = "person"

    id: Mapped[PrimaryKey]
    encrypted_email: Mapped[str] = mapped_column(EncryptedText)
    email_index: Mapped[bytes] = mapped_column(unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, default=lambda: uuid.uuid4().hex
    )
    created_at: Mapped[Created]

    roles: Mapped[list[AccountRole]] = relationship(  # type: ignore[assignment]
        secondary="person_role"
    )

    @property
    def email(self) -> str:
        return self.encrypted_email

    @email.setter
    def email(self, address: str) -> None:
        self.encrypted_email = normal_email(address)
        self.email_index = current_vault().blind_index(address)
