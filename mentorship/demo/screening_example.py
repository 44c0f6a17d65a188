"""A screening step of the demonstration, and somebody who has passed it and is accepted."""

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.models import (
    Application,
    ApplicationState,
    Person,
    ScreeningOutcome,
    ScreeningUse,
)
from mentorship.services.applications import decisions, screening, screening_steps
from mentorship.services.applications.screening import ResultEntry
from mentorship.services.applications.screening_steps import StepDefinition

# Optional, so that everybody who applies to the demonstration is matched.
WELCOME_CALL = StepDefinition(
    labels={"en": "Welcome call", "es": "Llamada de bienvenida"},
    for_mentors=ScreeningUse.OPTIONAL,
    for_mentees=ScreeningUse.OPTIONAL,
)


def add_screening(session: AnySession, coordinator: Person, application: Application) -> None:
    step = screening_steps.define(session, coordinator, WELCOME_CALL)
    result = ResultEntry(ScreeningOutcome.PASSED, today())
    screening.record_result(session, coordinator, application, step, result)
    decisions.decide(session, coordinator, application, ApplicationState.ACCEPTED)
