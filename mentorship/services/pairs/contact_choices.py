"""What each of a pair lets the other one see of how to reach them."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import ContactChoice, Pair, PairState, Person
from mentorship.services.applications.locking import lock_pair
from mentorship.services.audit import record
from mentorship.services.pairs.pairs import role_in


@dataclass(frozen=True)
class ContactShown:
    """Whether the other one sees somebody's email address, and their number."""

    email: bool
    phone: bool


def contact_shown_by(session: AnySession, person: Person, pair: Pair) -> ContactShown:
    """Return what a person lets the other one see; until they choose, all of it."""
    stored = _stored(session, person, pair)
    if stored is None:
        return ContactShown(email=True, phone=True)
    return ContactShown(stored.shows_email, stored.shows_phone)


def choose_contact(session: AnySession, person: Person, pair: Pair, shown: ContactShown) -> None:
    """Keep what a person lets the other one see, also after the end: they may stay in touch."""
    role_in(pair, person)
    lock_pair(session, pair)
    if pair.state is PairState.CLOSED and pair.started_at is None:
        raise UserFacingError(_("This match has ended already."))
    if contact_shown_by(session, person, pair) == shown:
        return
    stored = _stored(session, person, pair)
    if stored is None:
        stored = ContactChoice(person=person, pair_id=pair.id)
        session.add(stored)
    stored.shows_email, stored.shows_phone = shown.email, shown.phone
    record(session, person, "choose contact", stored)


def _stored(session: AnySession, person: Person, pair: Pair) -> ContactChoice | None:
    own = ContactChoice.pair_id == pair.id, ContactChoice.person_id == person.id
    return session.scalar(
        select(ContactChoice).where(*own).execution_options(populate_existing=True)
    )
