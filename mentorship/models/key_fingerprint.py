"""What the database remembers of the keys that it was made with, to notice a wrong key file."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base


class KeyFingerprint(Base):
    """A keyed hash of a fixed text: it tells nothing about the key."""

    __tablename__ = "key_fingerprint"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary(32))
