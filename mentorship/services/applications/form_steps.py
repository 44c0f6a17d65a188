"""The steps of an application: what each asks for, of whom, and how long it may change."""

from dataclasses import dataclass

from mentorship.models import Application, ApplicationState, Role
from mentorship.services.applications.rounds import takes_applications

BOTH = frozenset(Role)


@dataclass(frozen=True)
class Step:
    """One short page of questions.

    ``answers`` are columns of the profile (or the application's places), and ``needed`` those
    without which the step is not done. ``shared`` steps are asked once of somebody in both
    roles. What is ``open_always`` stays open after the round has closed: it is not weighed
    in a match, and whom to keep apart is heeded until the last moment.
    """

    name: str
    answers: tuple[str, ...]
    needed: tuple[str, ...] = ()
    needed_without_email: tuple[str, ...] = ()
    roles: frozenset[Role] = BOTH
    shared: bool = True
    open_always: bool = False

    def is_answered(self, application: Application) -> bool:
        needed = self.needed
        if application.person.email_address is None:
            needed += self.needed_without_email
        return all(getattr(application.profile, column) for column in needed)


STEPS = (
    Step("name", ("name",), needed=("name",), open_always=True),
    Step("reach", ("phone",), needed_without_email=("phone",), open_always=True),
    Step("communities", ("communities", "heritage"), needed=("communities",)),
    Step("languages", ("languages",), needed=("languages",)),
    Step("place", ("area", "modes"), needed=("area", "modes")),
    Step("times", ("availability",), needed=("availability",)),
    Step("topics", ("topics",), needed=("topics",), shared=False),
    Step("mentees", ("places",), roles=frozenset({Role.MENTOR}), shared=False),
    Step("likes", ("interests", "dislikes")),
    Step("hope", ("hope",), open_always=True),
    Step("apart", ("not_with",), open_always=True),
)


@dataclass(frozen=True)
class Progress:
    done: int
    all: int


def steps_of(role: Role) -> list[Step]:
    return [step for step in STEPS if role in step.roles]


def is_done(application: Application, step: Step) -> bool:
    """Tell whether a step is done; what has been sent once is done for good."""
    done = application.profile.steps_done
    if application.state is not ApplicationState.DRAFT:
        return True
    return done is not None and step.name in done and step.is_answered(application)


def unfinished(application: Application) -> list[Step]:
    return [step for step in steps_of(application.role) if not is_done(application, step)]


def progress(application: Application) -> Progress:
    count = len(steps_of(application.role))
    return Progress(done=count - len(unfinished(application)), all=count)


def may_change(application: Application, step: Step) -> bool:
    if takes_applications(application.round):
        return True
    not_with_coordinators = (ApplicationState.DRAFT, ApplicationState.WITHDRAWN)
    return step.open_always and application.state not in not_with_coordinators
