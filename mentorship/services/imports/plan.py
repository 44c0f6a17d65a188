"""Plan an import before anything is saved, and then apply the whole plan."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from mentorship.after_commit import AnySession, rollback
from mentorship.errors import UserFacingError
from mentorship.models import Application, ApplicationState, Person, Role, Round
from mentorship.questions import questions_for
from mentorship.runtime import current_runtime
from mentorship.services.accounts.people import person_for, person_named
from mentorship.services.applications.locking import lock_people
from mentorship.services.applications.rounds import takes_applications
from mentorship.services.applications.submission import (
    application_of,
    applications_of,
    submit,
    withdraw,
)
from mentorship.services.imports.candidates import Candidate, Refusal, parse_row
from mentorship.services.imports.rows import RefusedError, SurveyRow


@dataclass(frozen=True)
class Plan:
    """What an import would do.

    ``earlier`` are the numbers of rows whose person answered again later, ``unchanged`` those of
    rows whose answers an application holds already, and ``to_withdraw`` the ids of applications
    whose owners no longer agree.
    """

    rows: Sequence[SurveyRow] = field(repr=False)
    earlier: tuple[int, ...]
    to_import: tuple[Candidate, ...]
    refused: tuple[Refusal, ...]
    unchanged: tuple[int, ...]
    to_withdraw: tuple[int, ...]

    @property
    def roles(self) -> Counter[Role]:
        return Counter(role for candidate in self.to_import for role in candidate.roles)

    @property
    def reasons(self) -> Counter[str]:
        return Counter(refusal.reason for refusal in self.refused)


def plan_import(session: AnySession, rows: Sequence[SurveyRow], into: Round) -> Plan:
    """Return what importing the rows of a survey would do; nothing is saved."""
    if not takes_applications(into):
        raise UserFacingError(_("This round no longer takes applications."))
    latest = latest_answers(rows)
    latest_numbers = {row.number for row in latest}
    outcomes = [(row, plan_row(session, row, into)) for row in latest]
    candidates = [outcome for _row, outcome in outcomes if isinstance(outcome, Candidate)]
    return Plan(
        rows=rows,
        earlier=tuple(row.number for row in rows if row.number not in latest_numbers),
        to_import=tuple(candidate for candidate in candidates if candidate.roles),
        refused=tuple(outcome for _row, outcome in outcomes if isinstance(outcome, Refusal)),
        unchanged=tuple(candidate.row for candidate in candidates if not candidate.roles),
        to_withdraw=tuple(
            application.id
            for row, outcome in outcomes
            if isinstance(outcome, Refusal) and outcome.withdraws_application
            for application in _applications_to_withdraw(session, row, into)
        ),
    )


def plan_row(session: AnySession, row: SurveyRow, into: Round) -> Candidate | Refusal:
    """Parse a row; a candidate keeps only the roles for which the answers are new."""
    outcome = parse_row(row)
    if isinstance(outcome, Refusal):
        return outcome
    person = person_named(session, outcome.email)
    if person is None:
        return outcome
    has_timestamp = row.mapping.timestamp is not None
    new_roles = tuple(
        role
        for role in outcome.roles
        if _is_new(
            application_of(session, person, into, role), outcome, has_timestamp=has_timestamp
        )
    )
    if new_roles and person.password is not None:
        # Whoever signed up with an address has not shown yet that it is theirs.
        return Refusal(outcome.row, _("has an account here: ask them to answer on the site"))
    return replace(outcome, roles=new_roles)


def latest_answers(rows: Sequence[SurveyRow]) -> list[SurveyRow]:
    """Return the last row of each person, in the order of the file.

    Rows without a readable address or time are all returned: they are refused later.
    """
    latest: dict[object, SurveyRow] = {}
    for row in rows:
        try:
            email, answered_at = row.email, row.answered_at
        except RefusedError:
            latest[row.number] = row
            continue
        if email not in latest or latest[email].answered_at <= answered_at:
            latest[email] = row
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
    index_of = {item.email: current_runtime().blind_index(item.email) for item in plan.to_import}
    existing = select(Person.id).where(Person.sign_in_index.in_(index_of.values()))
    lock_people(session, {*session.scalars(existing), *(item.person_id for item in to_withdraw)})
    # Whoever inserts the same name waits for this transaction: in one order, or two imports of
    # the same people would wait for each other.
    people = {
        email: person_for(session, email) for email in sorted(index_of, key=index_of.__getitem__)
    }
    for application in to_withdraw:
        withdraw(session, actor, application)
    with session.no_autoflush:  # the services flush before they query
        for candidate in plan.to_import:
            person = people[candidate.email]
            for role in candidate.roles:
                submit(session, person, into, role, candidate.submissions[role], at=candidate.answered_at)


def _is_new(existing: Application | None, candidate: Candidate, *, has_timestamp: bool) -> bool:
    """Return whether answers are newer than the existing ones; without times, if they differ."""
    if existing is None or existing.submitted_at is None:
        return True
    if has_timestamp:
        return existing.submitted_at < candidate.answered_at
    asked = {question.name for question in questions_for(existing.role)}
    answers = existing.profile.answers
    return any(
        answers[name] != answer
        for name, answer in candidate.submissions[existing.role].answers.items()
        if name in asked
    )


def _applications_to_withdraw(
    session: AnySession, row: SurveyRow, into: Round
) -> list[Application]:
    """Return the earlier applications of somebody who no longer agrees."""
    person = person_named(session, row.email)
    if person is None or person.password is not None:
        return []
    return [
        application
        for application in applications_of(session, person)
        if application.round_id == into.id
        and application.state is not ApplicationState.WITHDRAWN
        and (application.submitted_at is None or application.submitted_at < row.answered_at)
    ]
