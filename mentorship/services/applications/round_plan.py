"""Plan rounds: create them, change their name and dates, and move them from state to state."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Application, Pair, PairState, Person, Round, RoundState
from mentorship.services.audit import record
from mentorship.services.insertion import insert_if_absent
from mentorship.text_cleaning import clean_text

MAX_NAME_LENGTH = 80
STATES = tuple(RoundState)


@dataclass(frozen=True)
class RoundPlan:
    """What coordinators call a round, and the days that they have set, in this order."""

    name: str
    opens_on: date | None = None
    closes_on: date | None = None
    introductions_by: date | None = None
    ends_on: date | None = None

    @property
    def dates(self) -> dict[str, date | None]:
        names = ("opens_on", "closes_on", "introductions_by", "ends_on")
        return {name: getattr(self, name) for name in names}


def days_out_of_order(plan: RoundPlan) -> list[str]:
    """Return the names of the days that come before an earlier day of the round."""
    latest: date | None = None
    wrong = []
    for name, day in plan.dates.items():
        if day is not None and latest is not None and day < latest:
            wrong.append(name)
        latest = max(filter(None, (latest, day)), default=None)
    return wrong


def dates_after(round_: Round) -> dict[str, date | None]:
    """Return the days of a next round like this one, which begins the day after its last day."""
    dates = {name: getattr(round_, name) for name in RoundPlan("").dates}
    days = [day for day in dates.values() if day is not None]
    moved_by = max(days) - min(days) + timedelta(days=1) if days else timedelta()
    if days and max(days) > date.max - moved_by:
        return dict.fromkeys(dates)
    return {name: day and day + moved_by for name, day in dates.items()}


def create(
    session: AnySession,
    actor: Person | None,
    plan: RoundPlan,
    state: RoundState = RoundState.PLANNED,
    *,
    demo: bool = False,
) -> Round:
    """Create a round; nobody can apply before it is open."""
    values = {"name": _checked_name(plan), "state": state, "demo": demo, **plan.dates}
    if not insert_if_absent(session, Round, created_at=now(), **values):
        raise UserFacingError(name_is_taken(plan))
    round_ = session.scalars(select(Round).where(Round.name == values["name"])).one()
    record(session, actor, "create round", round_)
    return round_


def change(session: AnySession, actor: Person, round_: Round, plan: RoundPlan) -> None:
    """Rename a round, and change its days."""
    for column, value in {"name": _checked_name(plan), **plan.dates}.items():
        setattr(round_, column, value)
    try:
        session.flush()
    except IntegrityError:
        raise UserFacingError(name_is_taken(plan)) from None
    record(session, actor, "change round", round_)


def belongs_to_another_round(session: AnySession, plan: RoundPlan, round_: Round | None) -> bool:
    """Return whether another round has the name; if somebody takes it now, the index tells."""
    owner = session.scalar(select(Round).where(Round.name == clean_text(plan.name)))
    return owner is not None and owner is not round_


def name_is_taken(plan: RoundPlan) -> str:
    return _("There is a round called %(name)s already.", name=clean_text(plan.name))


def _checked_name(plan: RoundPlan) -> str:
    name = clean_text(plan.name)
    if not 1 <= len(name) <= MAX_NAME_LENGTH:
        raise UserFacingError(
            _("The name of a round has 1 to %(max)s characters.", max=MAX_NAME_LENGTH)
        )
    if days_out_of_order(plan):
        raise UserFacingError(_("The days of a round come one after the other."))
    return name


def next_state(round_: Round) -> RoundState | None:
    following = STATES[STATES.index(round_.state) + 1 :]
    return following[0] if following else None


def previous_state(round_: Round) -> RoundState | None:
    preceding = STATES[: STATES.index(round_.state)]
    return preceding[-1] if preceding else None


def move_forward(session: AnySession, actor: Person, round_: Round) -> None:
    """Move a round to its next state; it is archived only after its matches have ended."""
    target = next_state(round_)
    if target is RoundState.ARCHIVED and (unfinished := unfinished_pairs(session, round_)):
        raise UserFacingError(
            ngettext(
                "%(num)s introduction or match of this round still goes on. End it first.",
                "%(num)s introductions or matches of this round still go on. End them first.",
                unfinished,
            )
        )
    _move(session, actor, round_, target)


def move_back(session: AnySession, actor: Person, round_: Round) -> None:
    """Undo the last move; nothing that people wrote is lost by it."""
    _move(session, actor, round_, previous_state(round_))


def _move(session: AnySession, actor: Person, round_: Round, target: RoundState | None) -> None:
    """Change the state in one statement that says which state it expects."""
    moved = target and session.scalar(
        update(Round)
        .where(Round.id == round_.id, Round.state == round_.state)
        .values(state=target)
        .returning(Round.id)
    )
    if not moved:
        raise UserFacingError(_("This round cannot be moved any further."))
    session.refresh(round_)
    record(session, actor, f"move round to {target}", round_)


def unfinished_pairs(session: AnySession, round_: Round) -> int:
    """Count the introductions and matches of a round that have not ended."""
    count = (
        select(func.count(Pair.id))
        .join(Application, Application.id == Pair.mentee_id)
        .where(Application.round_id == round_.id, Pair.state != PairState.CLOSED)
    )
    return session.scalar(count) or 0
