"""Help for somebody who lost password and codes: a coordinator asks, a second one confirms.

Then the coordinator who asked gets a link to hand over. Neither of the two can open an account
alone, and the person reads under "Account" who helped them.
"""

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import joinedload

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import (
    CONFIRMATION_VALIDITY,
    Identification,
    Person,
    RecoveryRequest,
    RecoveryState,
)
from mentorship.services.accounts.passwords import end_sessions
from mentorship.services.accounts.people import reset_two_factor
from mentorship.services.accounts.signed_links import LinkKind, make_token
from mentorship.services.applications.locking import lock_people
from mentorship.services.audit import record
from mentorship.services.email import queue

MAX_CLOSED_REQUESTS_SHOWN = 20


def ask(
    session: AnySession,
    actor: Person,
    person: Person,
    identified: Identification,
    *,
    lost_two_factor: bool,
) -> RecoveryRequest:
    """Ask for a link to a new password; the request that waits already, if there is one.

    Whoever has an email address is told: if somebody poses as them, they may still sign in.
    """
    lock_people(session, [person.id])
    _check_may_be_helped(person)
    waiting = open_request_of(session, person)
    if waiting is not None:
        return waiting
    request = RecoveryRequest(
        person=person,
        requested_by=actor.id,
        identified=identified,
        lost_two_factor=lost_two_factor,
    )
    session.add(request)
    record(session, actor, "ask for recovery", person)
    queue.notify(session, person)
    return request


def _check_may_be_helped(person: Person) -> None:
    if person.is_staff:
        # Two coordinators together must not come by the rights of an administrator.
        raise UserFacingError(
            _("This person works here. Ask whoever runs the server to help them sign in.")
        )
    if person.password is None or not person.active:
        raise UserFacingError(_("This person has no account that a new password could open."))


def confirm(session: AnySession, actor: Person, request: RecoveryRequest) -> None:
    """Agree, as a second coordinator, that the person gets a link."""
    changed_id = session.scalar(
        update(RecoveryRequest)
        .where(
            RecoveryRequest.id == request.id,
            RecoveryRequest.requested_by != actor.id,
            RecoveryRequest.confirmed_at.is_(None),
            _is_open(),
        )
        .values(confirmed_by=actor.id, confirmed_at=now())
        .returning(RecoveryRequest.id)
    )
    _check_changed(session, request, changed_id)
    record(session, actor, "confirm recovery", request.person)


def close(session: AnySession, actor: Person, request: RecoveryRequest) -> None:
    """Refuse a request, or take it back; a link that was made for it ends."""
    changed_id = session.scalar(
        update(RecoveryRequest)
        .where(RecoveryRequest.id == request.id, _is_open())
        .values(closed_at=now())
        .returning(RecoveryRequest.id)
    )
    _check_changed(session, request, changed_id)
    if request.confirmed_at is not None:
        end_sessions(request.person)
    record(session, actor, "close recovery", request.person)


def make_link(session: AnySession, actor: Person, request: RecoveryRequest) -> str:
    """Return the token of a link for the coordinator who asked; older links stop working."""
    if request.state is not RecoveryState.CONFIRMED or request.requested_by != actor.id:
        raise UserFacingError(_ended())
    _check_may_be_helped(request.person)
    end_sessions(request.person)
    record(session, actor, "make recovery link", request.person)
    return make_token(LinkKind.RECOVERY, request.person)


def use(session: AnySession, person: Person) -> bool:
    """Note that a person has used the link of a request; False if the request has ended.

    False too if they have come to work here since: the link may have been made at that moment.
    """
    session.expire(person, ["roles"])
    if person.is_staff:
        return False
    request = open_request_of(session, person)
    if request is None or request.state is not RecoveryState.CONFIRMED:
        return False
    changed_id = session.scalar(
        update(RecoveryRequest)
        .where(RecoveryRequest.id == request.id, _is_open())
        .values(used_at=now())
        .returning(RecoveryRequest.id)
    )
    if changed_id is None:
        return False
    session.refresh(request)
    if request.lost_two_factor:
        reset_two_factor(session, person)
    record(session, person, "use recovery link", person)
    return True


def open_request_of(session: AnySession, person: Person) -> RecoveryRequest | None:
    of_person = select(RecoveryRequest).where(RecoveryRequest.person_id == person.id, _is_open())
    return session.scalar(of_person.order_by(RecoveryRequest.id.desc()).limit(1))


def open_requests(session: AnySession) -> list[RecoveryRequest]:
    """Return the requests that wait for somebody, the oldest first."""
    waiting = _with_staff().where(_is_open()).order_by(RecoveryRequest.id)
    return list(session.scalars(waiting))


def ended_requests(session: AnySession) -> list[RecoveryRequest]:
    """Return the newest requests that wait for nobody any more."""
    ended = _with_staff().where(~_is_open()).order_by(RecoveryRequest.id.desc())
    return list(session.scalars(ended.limit(MAX_CLOSED_REQUESTS_SHOWN)))


def confirmed_for(session: AnySession, person: Person) -> list[RecoveryRequest]:
    """Return what the person reads about themselves: who was to get a link to their account."""
    of_person = _with_staff().where(
        RecoveryRequest.person_id == person.id, RecoveryRequest.confirmed_at.is_not(None)
    )
    return list(session.scalars(of_person.order_by(RecoveryRequest.id.desc())))


def request_with_id(session: AnySession, request_id: int) -> RecoveryRequest | None:
    return session.get(RecoveryRequest, request_id)


def _with_staff() -> Select[tuple[RecoveryRequest]]:
    asked, confirmed = RecoveryRequest.requester, RecoveryRequest.confirmer
    return select(RecoveryRequest).options(joinedload(asked), joinedload(confirmed))


def _is_open() -> ColumnElement[bool]:
    since = now() - CONFIRMATION_VALIDITY
    return and_(
        RecoveryRequest.used_at.is_(None),
        RecoveryRequest.closed_at.is_(None),
        or_(
            RecoveryRequest.confirmed_at > since,
            and_(RecoveryRequest.confirmed_at.is_(None), RecoveryRequest.created_at > since),
        ),
    )


def _check_changed(session: AnySession, request: RecoveryRequest, changed_id: int | None) -> None:
    if changed_id is None:
        raise UserFacingError(_ended())
    session.refresh(request)


def _ended() -> str:
    return _("This request has been answered or has ended meanwhile.")
