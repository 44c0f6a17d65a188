"""What a merge of two accounts would keep, or why the two cannot be merged."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from flask_babel import gettext as _
from sqlalchemy import or_, select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Application, ApplicationState, Ban, Pair, PairState, Person
from mentorship.runtime import current_runtime
from mentorship.services.applications.submission import (
    NOT_SENT,
    application_with_id,
    applications_of,
)
from mentorship.services.pairing.exclusion_review import excluded_people
from mentorship.services.pairs.pairs import pairs_of


@dataclass(frozen=True)
class TwoApplications:
    """An application of each of two people who may be one."""

    first: Application = field(repr=False)
    second: Application = field(repr=False)

    def person_ids(self) -> set[int]:
        return {self.first.person_id, self.second.person_id}


@dataclass(frozen=True)
class SameRole:
    """Two applications to one round in one role: one of them is kept, with what the other has."""

    kept: Application = field(repr=False)
    dissolved: Application = field(repr=False)
    is_choice: bool
    """Whether a coordinator may choose the other one instead."""


@dataclass(frozen=True)
class MergePlan:
    """Two people who are one: ``kept`` goes on, and everything of ``other`` becomes theirs."""

    kept: Person = field(repr=False)
    other: Person = field(repr=False)
    applications: tuple[Application, ...] = field(repr=False)
    same_role: tuple[SameRole, ...] = field(repr=False)
    pairs: tuple[Pair, ...] = field(repr=False)
    is_choice_of_account: bool
    """Whether a coordinator may choose with which name the person signs in."""

    @property
    def needs_second_coordinator(self) -> bool:
        """Whether somebody loses an account: they may be two people, or somebody pretends."""
        return self.kept.password is not None and self.other.password is not None

    @property
    def ends_email(self) -> bool:
        """Whether the address that news go to is the one of the account that ends."""
        has_address = self.other.email_address is not None
        return self.kept.email_address is None and has_address and not self.is_choice_of_account

    @property
    def dissolved(self) -> set[int]:
        return {item.dissolved.id for item in self.same_role}

    def digest(self) -> str:
        """Return what changes if anything about the two changes, whatever is chosen of them."""
        shown = [
            (item.id, item.state.value, item.profile.sealed_digest())
            for item in sorted(self.applications, key=lambda item: item.id)
        ]
        live = sorted((pair.id, pair.state.value) for pair in self.pairs)
        accounts = sorted((item.id, item.sign_in_name) for item in (self.kept, self.other))
        return current_runtime().blind_index(repr((accounts, shown, live))).hex()


def two_applications(
    session: AnySession, application_id: int, other_id: int
) -> TwoApplications | None:
    """Return two submitted applications; drafts are private to their applicants."""
    first = application_with_id(session, application_id)
    second = application_with_id(session, other_id)
    return None if first is None or second is None else TwoApplications(first, second)


def plan_merge(
    session: AnySession, account: Application, answers: Application, other: Application
) -> MergePlan:
    """Return what merging the people of two applications would keep; nothing is saved.

    ``account`` is the application of the person with whose name they would sign in, ``other`` one
    of the other person. ``answers`` is one of the two: of its person are the answers to keep where
    both applied to a round in the same role.
    """
    kept, other_person, is_choice = _accounts(account.person, other.person)
    _refuse_accounts(kept, other_person)
    applications = [*applications_of(session, kept), *applications_of(session, other_person)]
    pairs = {pair.id: pair for person in (kept, other_person) for pair in pairs_of(session, person)}
    live = [pair for pair in pairs.values() if pair.state is not PairState.CLOSED]
    same_role = tuple(_same_roles(applications, live, answers.person_id))
    _refuse_matches(kept, other_person, list(pairs.values()))
    _refuse_exclusions(session, kept, other_person, live)
    _refuse_capacity(same_role, live)
    return MergePlan(
        kept, other_person, tuple(applications), same_role, tuple(pairs.values()), is_choice
    )


def _accounts(preferred: Person, other: Person) -> tuple[Person, Person, bool]:
    """Return whose account is kept, whose is not, and whether a coordinator may choose."""
    if preferred.password is None and other.password is not None:
        return other, preferred, False
    return preferred, other, (preferred.password is None) is (other.password is None)


def _same_roles(
    applications: Iterable[Application], live: list[Pair], preferred_id: int
) -> Iterable[SameRole]:
    matched = {id_ for pair in live for id_ in (pair.mentee_id, pair.mentor_id)}

    def rank(item: Application) -> tuple[bool, bool, bool]:
        sent = item.state not in NOT_SENT
        return item.id in matched, sent, item.state is not ApplicationState.DRAFT

    by_role: dict[tuple[int, str], list[Application]] = {}
    for item in applications:
        by_role.setdefault((item.round_id, item.role), []).append(item)
    for items in by_role.values():
        if len(items) > 1:
            first, second = sorted(
                items, key=lambda item: (*rank(item), item.person_id == preferred_id), reverse=True
            )
            yield SameRole(first, second, is_choice=rank(first) == rank(second))


def _refuse_accounts(kept: Person, other: Person) -> None:
    if kept.id == other.id:
        raise UserFacingError(_("Both applications are of one account already."))
    if kept.is_staff or other.is_staff:
        raise UserFacingError(
            _(
                "One of the two is the account of somebody who works here. It cannot be merged: "
                "they can apply with the account that they work with."
            )
        )
    if not (kept.active and other.active):
        raise UserFacingError(_("One of the two accounts is deactivated, so it stays by itself."))


def _refuse_matches(kept: Person, other: Person, pairs: list[Pair]) -> None:
    """Refuse people who have met each other, or the same third person."""
    partners: dict[int, set[int]] = {kept.id: set(), other.id: set()}
    for pair, (own, theirs) in product(pairs, ((kept, other), (other, kept))):
        role = pair.role_of(own)
        if role is not None:
            partners[own.id].add(pair.other_side(role).person_id)
            if pair.other_side(role).person_id == theirs.id:
                raise UserFacingError(
                    _("These two were introduced to each other, so they are two people.")
                )
    if partners[kept.id] & partners[other.id]:
        raise UserFacingError(
            _(
                "Both were introduced to the same person, so their histories cannot become one. "
                "Let one of the two applications be withdrawn instead."
            )
        )


def _refuse_exclusions(session: AnySession, kept: Person, other: Person, live: list[Pair]) -> None:
    """Refuse if either is matched with somebody whom the other must not meet."""
    crossed = {
        frozenset({own.id, pair.other_side(role).person_id})
        for pair in live
        for matched, own in ((kept, other), (other, kept))
        if (role := pair.role_of(matched)) is not None
    }
    if not crossed:
        return
    people = {person_id for pair in crossed for person_id in pair}
    everybody = select(Application).where(
        Application.person_id.in_(people), Application.state != ApplicationState.DRAFT
    )
    excluded = excluded_people(session, list(session.scalars(everybody)))
    apart = {frozenset(pair) for pair in excluded | _banned_people(session, people)}
    if crossed & apart:
        raise UserFacingError(
            _(
                "One of the two must not be matched with somebody whom the other is matched with. "
                "End that match first."
            )
        )


def _banned_people(session: AnySession, people: set[int]) -> set[tuple[int, int]]:
    person_of = dict(
        session.execute(
            select(Application.id, Application.person_id).where(Application.person_id.in_(people))
        )
        .tuples()
        .all()
    )
    bans = select(Ban).where(or_(Ban.mentee_id.in_(person_of), Ban.mentor_id.in_(person_of)))
    return {
        (person_of[ban.mentee_id], person_of[ban.mentor_id])
        for ban in session.scalars(bans)
        if ban.mentee_id in person_of and ban.mentor_id in person_of
    }


def _refuse_capacity(same_role: Iterable[SameRole], live: list[Pair]) -> None:
    for item in same_role:
        both = {item.kept.id, item.dissolved.id}
        count = sum(bool(both & {pair.mentee_id, pair.mentor_id}) for pair in live)
        if count > item.kept.capacity:
            raise UserFacingError(
                _(
                    "Both are matched already in the same role, and there are not as many open "
                    "spots. End one of the matches first."
                )
            )
