"""What a person's page says of decisions about them and of their screening."""

from dataclasses import dataclass, field

from mentorship.extensions import db
from mentorship.models import Application, ApplicationDecision, ApplicationState
from mentorship.services.applications import decisions, screening, waiting
from mentorship.services.applications.screening import StepState
from mentorship.web.access_control import require_person


@dataclass(frozen=True)
class DecisionPanel:
    """What can be decided and undone, and what each screening step came to."""

    choices: list[ApplicationState]
    undoable: ApplicationDecision | None
    has_waited: bool
    is_own: bool
    steps: list[StepState] = field(repr=False)


def decision_panel(application: Application) -> DecisionPanel:
    reader = require_person()
    undoable = decisions.latest_undoable(db.session, application)
    return DecisionPanel(
        choices=[
            decision
            for decision in decisions.ACTIONS
            if not decisions.reason_against(db.session, reader, application, decision)
        ],
        undoable=undoable
        if undoable is not None and decisions.can_undo(db.session, reader, undoable)
        else None,
        has_waited=bool(waiting.who_waited(db.session, [application.id])),
        is_own=reader.id == application.person_id,
        steps=screening.state_of_steps(db.session, application),
    )
