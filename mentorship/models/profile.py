"""What an application answers. Every answer is encrypted; the lists hold vocabulary codes.

Of a draft, the steps that are done say which answers are already given.
"""

from typing import TypedDict

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.privacy.columns import EncryptedJSON, EncryptedText


class SpokenLanguage(TypedDict):
    language: str
    comfort: str


class Profile(Base):
    __tablename__ = "profile"

    application_id: Mapped[int] = mapped_column(
        ForeignKey("application.id", ondelete="CASCADE"), primary_key=True
    )
    steps_done: Mapped[list[str] | None] = mapped_column(EncryptedJSON)
    name: Mapped[str] = mapped_column(EncryptedText, default="")
    phone: Mapped[str] = mapped_column(EncryptedText, default="")
    communities: Mapped[list[str]] = mapped_column(EncryptedJSON, default=list)
    heritage: Mapped[str] = mapped_column(EncryptedText, default="")
    languages: Mapped[list[SpokenLanguage]] = mapped_column(EncryptedJSON, default=list)
    area: Mapped[str] = mapped_column(EncryptedText, default="")
    modes: Mapped[list[str]] = mapped_column(EncryptedJSON, default=list)
    availability: Mapped[list[str]] = mapped_column(EncryptedJSON, default=list)
    topics: Mapped[list[str]] = mapped_column(EncryptedJSON, default=list)
    interests: Mapped[list[str]] = mapped_column(EncryptedJSON, default=list)
    dislikes: Mapped[list[str]] = mapped_column(EncryptedJSON, default=list)
    hope: Mapped[str] = mapped_column(EncryptedText, default="")
    not_with: Mapped[str] = mapped_column(EncryptedText, default="")
