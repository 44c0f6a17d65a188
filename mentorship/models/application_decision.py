"""A coordinator's decision about an application, as a row that an undo can take back."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mentorship.extensions import Base
from mentorship.models.application import Application, ApplicationState
from mentorship.models.columns import ApplicationId, Created, PrimaryKey, Timestamp, state_column
from mentorship.models.thread import Message


class ApplicationDecision(Base):
    """Who moved an application to which state, and from which decision before."""

    __tablename__ = "application_decision"

    id: Mapped[PrimaryKey]
    application_id: Mapped[ApplicationId]
    earlier_decision: Mapped[ApplicationState | None] = mapped_column(
        state_column(ApplicationState)
    )
    decision: Mapped[ApplicationState] = mapped_column(state_column(ApplicationState))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    decided_at: Mapped[Created]
    undone_at: Mapped[Timestamp]
    # What the person was written about it, if anything.
    message_id: Mapped[int | None] = mapped_column(
        ForeignKey("message.id", ondelete="SET NULL"), index=True
    )
    # The first of the decisions that were made together with this one, which may be itself.
    batch_id: Mapped[int | None] = mapped_column(
        ForeignKey("application_decision.id", ondelete="SET NULL"), index=True
    )

    message: Mapped[Message | None] = relationship()
    application: Mapped[Application] = relationship()

    def identity_and_state(self) -> list[object]:
        return [self.decided_at, self.undone_at is not None]
