"""People, the roles of their accounts, and how each can sign in."""

import uuid

from flask_security import RoleMixin, UserMixin
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.errors import DecryptionError
from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey, Timestamp
from mentorship.models.credentials import Passkey, RecoveryCode
from mentorship.privacy.email_addresses import mailbox_key
from mentorship.privacy.sealed_rows import KeyOwner, SealedField
from mentorship.runtime import current_runtime
from mentorship.text_cleaning import clean_text, remove_joiners

APPLICANT = "applicant"
COORDINATOR = "coordinator"
VIEWER = "viewer"
ADMINISTRATOR = "administrator"
STAFF_ROLES = (COORDINATOR, VIEWER, ADMINISTRATOR)


def sign_in_index(name: str) -> bytes:
    """Return the index of an email address or a user name.

    The index of an address tells apart what could be two mailboxes. A user name is ours alone: it
    is the same with and without the joiners that nobody sees.
    """
    if "@" in name:
        return current_runtime().blind_index.exact(mailbox_key(name))
    return current_runtime().blind_index(remove_joiners(clean_text(name)))


def sign_in_indexes(name: str) -> set[bytes]:
    """Return the indexes by which to look for a name: today's, and that of earlier versions."""
    return {sign_in_index(name), current_runtime().blind_index(name)}


class AccountRole(Base, RoleMixin):
    """The role of an account: applicant or staff; one account may have several."""

    __tablename__ = "account_role"

    id: Mapped[PrimaryKey]
    name: Mapped[str] = mapped_column(String(20), unique=True)


class PersonRole(Base):
    __tablename__ = "person_role"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), primary_key=True
    )
    role_id: Mapped[int] = mapped_column(ForeignKey("account_role.id"), primary_key=True)


class Person(KeyOwner, Base, UserMixin):
    """An account, or a person who was imported and has none yet (then without a password).

    Not one of Flask-Security's user models: they store the addresses people sign in from.
    The sign-in name is an email address, or a user name, which has no "@".
    """

    __tablename__ = "person"

    id: Mapped[PrimaryKey]
    sign_in_index: Mapped[bytes] = mapped_column(unique=True)
    pending_email_index: Mapped[bytes | None] = mapped_column(index=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(
        String(64), unique=True, default=lambda: uuid.uuid4().hex
    )
    totp_used: Mapped[int | None]
    # When they were last written to about news that they have not signed in to read.
    news_emailed_at: Mapped[Timestamp]
    # When a coordinator last made a link by which this person chooses a first password.
    sign_in_link_made_at: Mapped[Timestamp]
    created_at: Mapped[Created]

    sealed_sign_in_name = SealedField[str]("")
    sealed_pending_email = SealedField[str | None](None)
    former_address_indexes = SealedField[list[str]]([])  # hexadecimal
    language = SealedField[str | None](None)
    totp_secret = SealedField[str | None](None)
    keeps_typed_on_exit = SealedField[bool](False)
    # Which emails they get that they have not asked for.
    wants_news = SealedField[bool](True)
    wants_reminders = SealedField[bool](True)
    # What people read as the name of somebody who works here; "" if they chose none.
    shown_name = SealedField[str]("")
    # Of accounts that were merged into this one, the tables and ids that the audit log names.
    merged_rows = SealedField[list[tuple[str, int]]]([])

    roles: Mapped[list[AccountRole]] = relationship(  # type: ignore[assignment]
        secondary="person_role"
    )
    passkeys: Mapped[list[Passkey]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by=Passkey.id
    )
    recovery_codes: Mapped[list[RecoveryCode]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def sign_in_name(self) -> str:
        """The email address as it was typed, where email goes to; or the user name."""
        return self.sealed_sign_in_name

    @sign_in_name.setter
    def sign_in_name(self, name: str) -> None:
        self.sealed_sign_in_name = clean_text(name) if "@" in name else clean_text(name).casefold()
        self.sign_in_index = sign_in_index(name)

    def change_sign_in_name(self, name: str) -> None:
        """Replace the sign-in name; of a former address, remember the index."""
        if self.email_address is not None:
            former = {*self.former_address_indexes, self.sign_in_index.hex()}
            self.former_address_indexes = sorted(former)
        self.sign_in_name = name

    def former_indexes(self) -> set[bytes]:
        """Return the indexes of former addresses; none if the person cannot be read any more."""
        try:
            return {bytes.fromhex(index) for index in self.former_address_indexes}
        except DecryptionError:
            return set()

    @property
    def pending_email(self) -> str | None:
        """The address that the person wants to sign in with, once they confirm it."""
        return self.sealed_pending_email

    @pending_email.setter
    def pending_email(self, email: str | None) -> None:
        self.sealed_pending_email = None if email is None else clean_text(email)
        self.pending_email_index = None if email is None else sign_in_index(email)

    @property
    def email_address(self) -> str | None:
        """The address to send email to, None for people who sign in with a user name."""
        return self.sign_in_name if "@" in self.sign_in_name else None

    def ids_in_trail(self) -> set[int]:
        """Return the ids by which the audit trail knows this person: also of merged accounts."""
        return {self.id} | self.merged_ids(self.__tablename__)

    def merged_ids(self, table: str) -> set[int]:
        """Return the ids of rows of accounts merged into this one; none if it is unreadable."""
        rows = self.merged_rows if self.can_be_read() else []
        return {id_ for name, id_ in rows if name == table}

    @property
    def is_staff(self) -> bool:
        return any(self.has_role(role) for role in STAFF_ROLES)

    @property
    def has_two_factor(self) -> bool:
        return self.totp_secret is not None or bool(self.passkeys)
