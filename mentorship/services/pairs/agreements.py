"""What the two of a pair agree on: one proposes, the other says yes or proposes a change."""

from dataclasses import dataclass, field, fields

from flask_babel import gettext as _
from sqlalchemy import select

from mentorship import vocabulary
from mentorship.after_commit import AnySession
from mentorship.clock import now, today
from mentorship.errors import UserFacingError
from mentorship.models import Agreement, Pair, Person, Role
from mentorship.services.audit import record
from mentorship.services.email import queue
from mentorship.services.match_support import due_items
from mentorship.services.pairs.active_pairs import lock_active

SUGGESTED_FREQUENCY, SUGGESTED_MINUTES = "every_two_weeks", 60
FIRST_MEETING_MINUTES = 45


@dataclass(frozen=True)
class AgreementTerms:
    """What somebody proposes."""

    how_often: str = field(repr=False)
    minutes: int = field(repr=False)
    mode: str = field(repr=False)
    meeting_place: str = field(default="", repr=False)
    boundaries: str = field(default="", repr=False)
    private: str = field(default="", repr=False)


class AgreementChangedError(Exception):
    """What the two agree on has changed since somebody began to write a proposal."""


def agreements_of(session: AnySession, pair: Pair) -> list[Agreement]:
    """Return the agreement that holds and the one that waits for an answer, if there are any."""
    own = select(Agreement).where(Agreement.pair_id == pair.id).order_by(Agreement.number)
    return list(session.scalars(own.execution_options(populate_existing=True)))


def agreement_that_holds(session: AnySession, pair: Pair) -> Agreement | None:
    return next((item for item in agreements_of(session, pair) if item.holds), None)


def agreement_that_waits(session: AnySession, pair: Pair) -> Agreement | None:
    return next((item for item in agreements_of(session, pair) if not item.holds), None)


def newest_agreement(session: AnySession, pair: Pair) -> Agreement | None:
    return next(reversed(agreements_of(session, pair)), None)


def version_of(agreement: Agreement | None) -> str:
    """Return what tells an agreement from every other one, for a form to say what it showed.

    Ids and numbers would not do: one that is taken back leaves both to the next.
    """
    return "" if agreement is None else agreement.row_token.hex()


def terms_of(agreement: Agreement) -> AgreementTerms:
    return AgreementTerms(
        **{item.name: getattr(agreement, item.name) for item in fields(AgreementTerms)}
    )


def minutes_to_meet(session: AnySession, pair: Pair) -> int:
    """Return for how long a pair has agreed to meet; a first meeting is shorter."""
    holding = agreement_that_holds(session, pair)
    return FIRST_MEETING_MINUTES if holding is None else holding.minutes


def suggested_terms(pair: Pair) -> AgreementTerms:
    """Return what to begin with: a common frequency, and a way to meet that both chose."""
    both = [set(side.profile.answers["modes"]) for side in (pair.mentee, pair.mentor)]
    mode = next((mode for mode in vocabulary.MODES if all(mode in own for own in both)), "")
    return AgreementTerms(SUGGESTED_FREQUENCY, SUGGESTED_MINUTES, mode)


def propose(
    session: AnySession, person: Person, pair: Pair, terms: AgreementTerms, seen: str
) -> Agreement:
    """Propose an agreement, which is the person's own yes, in place of one that waits.

    ``seen`` is the `version_of` the newest agreement that the person has read. If the other one
    has proposed something else meanwhile, the person must read that first. The same terms again
    are a double tap; those that the other one proposes are a yes to them.
    """
    role = lock_active(session, person, pair)
    newest = newest_agreement(session, pair)
    if newest is not None and terms_of(newest) == terms:
        agree(session, person, newest)
        return newest
    if version_of(newest) != seen:
        raise AgreementChangedError
    number = newest.number + 1 if newest else 1
    if newest is not None and not newest.holds:
        session.delete(newest)
    proposed = Agreement(pair=pair, number=number, **vars(terms))
    _say_yes(proposed, role)
    session.add(proposed)
    record(session, person, "propose agreement", proposed)
    queue.notify(session, pair.other_side(role).person)
    return proposed


def agree(session: AnySession, person: Person, agreement: Agreement) -> None:
    """Say yes to a proposal; once both have, it replaces the agreement that held before."""
    pair = agreement.pair
    role = lock_active(session, person, pair)
    stored = _as_it_is(session, agreement)
    if stored.has_agreed(role):
        return
    earlier = agreement_that_holds(session, pair)
    if earlier is not None:
        session.delete(earlier)
    stored.since = today() if earlier is None else earlier.since
    _say_yes(stored, role)
    record(session, person, "agree", stored)
    due_items.refresh(session, pair)
    queue.notify(session, pair.other_side(role).person)


def take_back(session: AnySession, person: Person, agreement: Agreement) -> None:
    """Delete a proposal of one's own that waits for an answer; what held before still holds."""
    role = lock_active(session, person, agreement.pair)
    stored = _as_it_is(session, agreement)
    if stored.holds:
        raise UserFacingError(
            _("You have both said yes to this. If it does not suit you, propose a change.")
        )
    if not stored.has_agreed(role):
        raise UserFacingError(_("Only the person who proposed this can take it back."))
    record(session, person, "take back agreement", stored)
    session.delete(stored)
    session.flush()


def no_proposal_waits() -> str:
    return _("This proposal is not there any more. Please look at the page again.")


def _as_it_is(session: AnySession, agreement: Agreement) -> Agreement:
    """Return an agreement as earlier decisions left it, and not another with the same id."""
    still = select(Agreement).where(Agreement.row_token == agreement.row_token)
    stored = session.scalar(still.execution_options(populate_existing=True))
    if stored is None:
        raise UserFacingError(no_proposal_waits())
    return stored


def _say_yes(agreement: Agreement, role: Role) -> None:
    if role is Role.MENTEE:
        agreement.mentee_agreed_at = now()
    else:
        agreement.mentor_agreed_at = now()
