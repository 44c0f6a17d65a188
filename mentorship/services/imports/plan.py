"""Plan an import before anything is saved, and then apply the whole plan."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mentorship.after_commit import AnySession, rollback
from mentorship.errors import UserFacingError
from mentorship.models import (
    Application,
    ApplicationState,
    MergedAddress,
    Person,
    Role,
    Round,
    sign_in_index,
    sign_in_indexes,
)
from mentorship.services.accounts.people import (
    people_like,
    person_for,
    person_to_import,
)
from mentorship.services.applications.locking import lock_people
from mentorship.services.applications.rounds import takes_applications
from mentorship.services.applications.submission import (
    application_of,
    applications_of,
    submit,
    withdraw,
)
from mentorship.services.audit import record
from mentorship.services.erasure_marks import was_erased
from mentorship.services.imports.candidates import Candidate, Refusal, parse_row
from mentorship.services.imports.newer_answers import News, compare
from mentorship.services.imports.rows import RefusedError, SurveyRow
from mentorship.services.imports.same_address import (
    refuse_other_name,
    refuse_unclear_rows,
    with_same_address,
)


@dataclass(frozen=True)
class Plan:
    """What an import would do.

    ``earlier`` are the numbers of rows whose person answered again later, ``unchanged`` those of
    rows whose answers an application holds already. Of those, ``undated`` hold other answers, but
    no time that could show that they are newer. ``to_withdraw`` are the ids of applications whose
    owners no longer agree, with the time when they said so. ``agreed_again`` are the numbers of
    rows of which a coordinator says that their person, who erased themselves, has agreed since.
    """

    rows: Sequence[SurveyRow] = field(repr=False)
    earlier: tuple[int, ...]
    to_import: tuple[Candidate, ...]
    refused: tuple[Refusal, ...]
    unchanged: tuple[int, ...]
    undated: tuple[int, ...]
    to_withdraw: Mapping[int, datetime]
    agreed_again: frozenset[int] = frozenset()

    @property
    def erased(self) -> tuple[int, ...]:
        """The numbers of the refused rows whose person erased themselves."""
        return tuple(refusal.row for refusal in self.refused if refusal.needs_new_consent)

    @property
    def roles(self) -> Counter[Role]:
        return Counter(role for candidate in self.to_import for role in candidate.roles)

    @property
    def missing(self) -> Counter[str]:
        """How many people have no answer to a question that every match needs."""
        return Counter(name for candidate in self.to_import for name in candidate.missing)

    @property
    def notes_by_row(self) -> list[tuple[int, str]]:
        """What is left out or shortened of each row that is imported."""
        return [(item.row, note) for item in self.to_import for note in item.notes]

    @property
    def notes(self) -> Counter[str]:
        return Counter(note for _row, note in self.notes_by_row)

    @property
    def same_address(self) -> list[tuple[int, ...]]:
        """The rows with one address and several names, which wait for somebody's decision."""
        return sorted({refusal.same_address for refusal in self.refused if refusal.same_address})

    @property
    def reasons(self) -> Counter[str]:
        return Counter(refusal.reason for refusal in self.refused)


def plan_import(
    session: AnySession,
    rows: Sequence[SurveyRow],
    into: Round,
    agreed_again: frozenset[int] = frozenset(),
    one_person: frozenset[int] = frozenset(),
) -> Plan:
    """Return what importing the rows of a survey would do; nothing is saved.

    ``agreed_again`` are the numbers of rows of which a coordinator says that their person, who
    erased themselves, has agreed since; ``one_person`` those of rows of which a coordinator says
    that everybody with their address is one person.
    """
    if not takes_applications(into):
        raise UserFacingError(_("This round no longer takes applications."))
    one_person = with_same_address(rows, one_person)
    unclear = refuse_unclear_rows(rows, one_person)
    latest = latest_answers([row for row in rows if row.number not in unclear])
    planned_rows = {*unclear, *(row.number for row in latest)}
    outcomes = [
        (
            row,
            plan_row(
                session,
                row,
                into,
                agreed_again=row.number in agreed_again,
                is_one_person=row.number in one_person,
            ),
        )
        for row in latest
    ]
    candidates = [outcome for _row, outcome in outcomes if isinstance(outcome, Candidate)]
    refusals = [outcome for _row, outcome in outcomes if isinstance(outcome, Refusal)]
    return Plan(
        rows=rows,
        earlier=tuple(row.number for row in rows if row.number not in planned_rows),
        to_import=tuple(candidate for candidate in candidates if candidate.roles),
        refused=tuple(sorted([*unclear.values(), *refusals], key=lambda refusal: refusal.row)),
        unchanged=tuple(candidate.row for candidate in candidates if not candidate.roles),
        undated=tuple(candidate.row for candidate in candidates if candidate.is_undated),
        to_withdraw={
            application.id: row.answered_at
            for row, outcome in outcomes
            if isinstance(outcome, Refusal) and outcome.withdraws_application
            for application in _applications_to_withdraw(session, row, into)
        },
        agreed_again=agreed_again,
    )


def plan_row(
    session: AnySession,
    row: SurveyRow,
    into: Round,
    *,
    agreed_again: bool = False,
    is_one_person: bool = False,
) -> Candidate | Refusal:
    """Parse a row; a candidate keeps only the roles for which the answers are new."""
    outcome = parse_row(row)
    if isinstance(outcome, Refusal) and not outcome.withdraws_application:
        return outcome
    person = person_to_import(session, row.email)
    if person is not None and person.password is None and not is_one_person:
        outcome = refuse_other_name(session, row, person) or outcome
    if isinstance(outcome, Refusal):
        return outcome
    if person is None:
        return _plan_newcomer(session, outcome, agreed_again=agreed_again)
    new_roles, undated_roles = _roles_by_news(session, person, outcome, into)
    if (new_roles or undated_roles) and person.password is not None:
        # Whoever signed up with an address has not shown yet that it is theirs.
        return Refusal(outcome.row, _("has an account here: ask them to answer on the site"))
    return replace(outcome, roles=new_roles, is_undated=bool(undated_roles))


def _roles_by_news(
    session: AnySession, person: Person, candidate: Candidate, into: Round
) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """Return the roles in which answers are new, and those in which they may be newer or older."""
    news = {
        role: compare(application_of(session, person, into, role), candidate)
        for role in candidate.roles
    }
    by_news = {kind: tuple(role for role in news if news[role] is kind) for kind in News}
    return by_news[News.NEW], by_news[News.UNDATED]


def _plan_newcomer(
    session: AnySession, candidate: Candidate, *, agreed_again: bool
) -> Candidate | Refusal:
    """Refuse somebody who erased themselves, or who may be here already by a changed address.

    The time of their row would not do as a new consent: it may be misread, or be that of the
    upload. A coordinator has to ask them.
    """
    if not agreed_again and was_erased(session, candidate.email):
        reason = _("is of somebody who deleted their data here")
        return Refusal(candidate.row, reason, needs_new_consent=True)
    if people_like(session, candidate.email):
        # Stored by an earlier version, which changed some letters: theirs, or somebody else's.
        reason = _("has almost the same address as somebody else: ask them to answer on the site")
        return Refusal(candidate.row, reason)
    return candidate


def latest_answers(rows: Sequence[SurveyRow]) -> list[SurveyRow]:
    """Return the last row of each person, in the order of the file.

    Rows without a readable address or time are all returned: they are refused later.
    """
    latest: dict[object, SurveyRow] = {}
    for row in rows:
        try:
            mailbox, answered_at = row.mailbox, row.answered_at
        except RefusedError:
            latest[row.number] = row
            continue
        if mailbox not in latest or latest[mailbox].answered_at <= answered_at:
            latest[mailbox] = row
    return sorted(latest.values(), key=lambda row: row.number)


def apply_plan(
    session: AnySession, actor: Person | None, plan: Plan, into: Round, *, all_or_nothing: bool
) -> None:
    """Withdraw and submit applications as planned; ``all_or_nothing`` allows no refused row.

    If somebody signs up or is imported elsewhere at the same moment, the plan is out of date.
    """
    if all_or_nothing and plan.refused:
        raise UserFacingError(f"{len(plan.refused)} rows cannot be imported, so nothing was saved.")
    try:
        _withdraw_and_submit(session, actor, plan, into)
    except IntegrityError:
        rollback(session)
        raise UserFacingError(
            _(
                "Somebody in this sheet has just signed up, or is just being imported by somebody "
                "else. Nothing was saved. Please check the sheet again."
            )
        ) from None


def _withdraw_and_submit(
    session: AnySession, actor: Person | None, plan: Plan, into: Round
) -> None:
    to_withdraw = session.scalars(
        select(Application).where(Application.id.in_(plan.to_withdraw))
    ).all()
    index_of = {item.email: sign_in_index(item.email) for item in plan.to_import}
    indexes = {index for item in plan.to_import for index in sign_in_indexes(item.email)}
    merged = select(MergedAddress.person_id).where(MergedAddress.name_index.in_(indexes))
    existing = select(Person.id).where(Person.sign_in_index.in_(indexes) | Person.id.in_(merged))
    lock_people(session, {*session.scalars(existing), *(item.person_id for item in to_withdraw)})
    _check_nobody_was_just_erased(session, plan)
    # Whoever inserts the same name waits for this transaction: in one order, or two imports of
    # the same people would wait for each other.
    people = {
        email: person_to_import(session, email) or person_for(session, email)
        for email in sorted(index_of, key=index_of.__getitem__)
    }
    for application in to_withdraw:
        withdraw(session, actor, application)
        # Answers from before they took their consent back never count as newer.
        application.submitted_at = plan.to_withdraw[application.id]
    with session.no_autoflush:  # the services flush before they query
        for candidate in plan.to_import:
            person = people[candidate.email]
            if candidate.row in plan.agreed_again:
                record(session, actor, "import with new consent", person)
            for role in candidate.roles:
                _submit(session, person, into, role, candidate)


def _submit(
    session: AnySession, person: Person, into: Round, role: Role, candidate: Candidate
) -> None:
    """Submit an application, or update one with the answers that the sheet has columns for."""
    existing = application_of(session, person, into, role)
    submission = candidate.submissions[role]
    if existing is not None and existing.submitted_at is not None:
        submission = replace(submission, answers=candidate.answers_in_sheet(role))
    application = submit(session, person, into, role, submission, at=candidate.answered_at)
    application.has_unknown_time = candidate.has_unknown_time


def _check_nobody_was_just_erased(session: AnySession, plan: Plan) -> None:
    """Refuse the plan if somebody in it erased themselves while it waited for their row."""
    for candidate in plan.to_import:
        if candidate.row not in plan.agreed_again and was_erased(session, candidate.email):
            raise UserFacingError(
                _(
                    "Somebody in this sheet has just deleted their data. Nothing was saved. "
                    "Please check the sheet again."
                )
            )


def _applications_to_withdraw(
    session: AnySession, row: SurveyRow, into: Round
) -> list[Application]:
    """Return the earlier applications of somebody who no longer agrees."""
    person = person_to_import(session, row.email)
    if person is None or person.password is not None:
        return []
    return [
        application
        for application in applications_of(session, person)
        if application.round_id == into.id
        and application.state is not ApplicationState.WITHDRAWN
        and (
            application.submitted_at is None
            or application.has_unknown_time
            or application.submitted_at < row.answered_at
        )
    ]
