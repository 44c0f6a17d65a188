"""Challenges and links that were used. What is in the table is refused from then on."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import PrimaryKey, UtcDateTime


class UsedToken(Base):
    """The digest of a token that no row of a person can mark as used; kept until it expires."""

    __tablename__ = "used_token"

    id: Mapped[PrimaryKey]
    digest: Mapped[bytes] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
