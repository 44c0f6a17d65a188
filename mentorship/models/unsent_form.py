"""What somebody typed into a form that could not be accepted, such as after a sign-out."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from mentorship.extensions import Base
from mentorship.models.columns import Created, PrimaryKey
from mentorship.privacy.sealed_rows import KeyOwner, SealedField


class UnsentForm(KeyOwner, Base):
    """The names and values of a form's fields, sealed, for the person who typed them alone."""

    __tablename__ = "unsent_form"

    id: Mapped[PrimaryKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    page_index: Mapped[bytes] = mapped_column(index=True)
    created_at: Mapped[Created]

    fields = SealedField[list[list[str]]]([])
