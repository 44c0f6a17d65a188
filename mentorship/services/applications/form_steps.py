"""The steps of an application's form: which are done, and which may still change."""

from dataclasses import dataclass

from mentorship.models import Application, ApplicationState
from mentorship.questions import Question, Step, steps_for
from mentorship.services.applications.rounds import takes_applications
from mentorship.services.applications.submission import NOT_SENT


@dataclass(frozen=True)
class Progress:
    """How many steps are done, of how many."""

    done: int
    all: int


def required_questions(application: Application, step: Step) -> list[Question]:
    has_email = application.person.email_address is not None
    return [question for question in step.questions if question.is_required_of(has_email=has_email)]


def is_answered(application: Application, step: Step) -> bool:
    """Return whether every question of a step that needs an answer has one."""
    answers = application.profile.answers
    return all(answers[question.name] for question in required_questions(application, step))


def is_done(application: Application, step: Step) -> bool:
    """Return whether a step is done; every step of a submitted application is."""
    if application.state is not ApplicationState.DRAFT:
        return True
    done = application.profile.steps_done
    return done is not None and step.name in done and is_answered(application, step)


def unfinished(application: Application) -> list[Step]:
    return [step for step in steps_for(application.role) if not is_done(application, step)]


def missing(application: Application) -> list[Step]:
    """Return the unfinished steps without which an application cannot be sent."""
    return [step for step in unfinished(application) if required_questions(application, step)]


def progress(application: Application) -> Progress:
    count = len(steps_for(application.role))
    return Progress(done=count - len(unfinished(application)), all=count)


def may_change(application: Application, step: Step) -> bool:
    if takes_applications(application.round):
        return True
    return step.open_after_closing and application.state not in NOT_SENT
