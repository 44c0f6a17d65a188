"""What the two say after their match has ended, and whether they stay in touch."""

from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Application, Closure, ExitForm, Pair, PairState, Person
from mentorship.services.applications.locking import lock_pair
from mentorship.services.applications.readiness import TAKES_PART
from mentorship.services.audit import record
from mentorship.services.email import queue
from mentorship.services.match_support import due_items
from mentorship.services.pairing import person_constraints
from mentorship.services.pairs.pairs import role_in

ENDED_BY_THE_TWO = (Closure.EXPECTED, Closure.EARLY, Closure.SUDDEN)
"""Only then both see how to reach each other again. They are asked alike after every end: a missing
question would tell that a coordinator has ended it."""


@dataclass(frozen=True)
class ExitEntry:
    """What somebody says about their match; whether they take more, if they were asked."""

    rating: int = field(repr=False)
    good: str = field(repr=False)
    better: str = field(repr=False)
    stays_in_touch: bool = field(repr=False)
    takes_more: bool | None = field(repr=False)


def may_fill_in(pair: Pair) -> bool:
    return pair.state is PairState.CLOSED and pair.started_at is not None


def asks_about_contact(pair: Pair) -> bool:
    """Return whether the two are asked: not after an end from before there was this question."""
    return may_fill_in(pair) and pair.closure is not None


def may_ask_for_more(application: Application) -> bool:
    """Return whether somebody can say if they would like a new match: while they take part."""
    return application.state in TAKES_PART


def exit_form_of(session: AnySession, person: Person, pair: Pair) -> ExitForm | None:
    own = select(ExitForm).where(ExitForm.pair_id == pair.id, ExitForm.person_id == person.id)
    return session.scalar(own.execution_options(populate_existing=True))


def exit_forms_of(session: AnySession, pair: Pair) -> list[ExitForm]:
    """Return what the two have said, the first one first; not what cannot be read."""
    of_pair = select(ExitForm).where(ExitForm.pair_id == pair.id).order_by(ExitForm.id)
    forms = session.scalars(of_pair.execution_options(populate_existing=True))
    return [form for form in forms if form.can_be_read()]


def save(session: AnySession, person: Person, pair: Pair, entry: ExitEntry) -> None:
    """Keep what somebody says, in place of what they said before; the same twice is once.

    The other one learns that both want to stay in touch, and nothing else.
    """
    role = role_in(pair, person)
    lock_pair(session, pair)
    if not may_fill_in(pair):
        raise UserFacingError(_("You can look back on a match once it has ended."))
    were_in_touch = both_stay_in_touch(session, pair)
    _keep(session, person, pair, entry)
    if both_stay_in_touch(session, pair) and not were_in_touch:
        queue.notify(session, pair.other_side(role).person)
    own_side = pair.own_side(role)
    if entry.takes_more is not None and may_ask_for_more(own_side):
        person_constraints.say_whether_more(session, person, own_side, takes_more=entry.takes_more)


def both_stay_in_touch(session: AnySession, pair: Pair) -> bool:
    """Return whether both want to see how to reach each other after the end of their match."""
    if not may_fill_in(pair) or pair.closure not in ENDED_BY_THE_TWO:
        return False
    willing = {form.person_id for form in exit_forms_of(session, pair) if form.stays_in_touch}
    return willing == {pair.mentee.person_id, pair.mentor.person_id}


def _keep(session: AnySession, person: Person, pair: Pair, entry: ExitEntry) -> None:
    fields = {
        "rating": entry.rating,
        "good": entry.good,
        "better": entry.better,
        "stays_in_touch": entry.stays_in_touch and asks_about_contact(pair),
    }
    form = exit_form_of(session, person, pair)
    if form is None:
        form = ExitForm(person=person, pair=pair)
        session.add(form)
    elif all(getattr(form, name) == value for name, value in fields.items()):
        return
    form.change_document(fields)
    record(session, person, "fill in exit form", form)
    due_items.refresh(session, pair)
