"""Planning an import before anything is saved, and then carrying it out whole."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import Application, ApplicationState, Person, Role, Round
from mentorship.questions import questions_for
from mentorship.services.accounts.people import person_for, person_named
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
    """What an import would do."""

    rows: Sequence[SurveyRow] = field(repr=False)
    earlier: tuple[int, ...]
    taken: tuple[Candidate, ...]
    refused: tuple[Refusal, ...]
    known: tuple[int, ...]
    withdrawn: tuple[int, ...]

    @property
    def roles(self) -> Counter[Role]:
        return Counter(role for candidate in self.taken for role in candidate.roles)

    @property
    def reasons(self) -> Counter[str]:
        return Counter(refusal.reason for refusal in self.refused)


def plan_import(session: AnySession, rows: Sequence[SurveyRow], into: Round) -> Plan:
    """Decide about each row of a sheet, saving nothing."""
    if not takes_applications(into):
        raise UserFacingError(_("This round no longer takes applications."))
    latest = latest_answers(rows)
    kept = {row.number for row in latest}
    judged = [(row, plan_row(session, row, into)) for row in latest]
    candidates = [one for _row, one in judged if isinstance(one, Candidate)]
    return Plan(
        rows=rows,
        earlier=tuple(row.number for row in rows if row.number not in kept),
        taken=tuple(one for one in candidates if one.roles),
        refused=tuple(one for _row, one in judged if isinstance(one, Refusal)),
        known=tuple(one.row for one in candidates if not one.roles),
        withdrawn=tuple(
            application.id
            for row, one in judged
            if isinstance(one, Refusal) and one.takes_back
            for application in _withdrawn(session, row, into)
        ),
    )


def plan_row(session: AnySession, row: SurveyRow, into: Round) -> Candidate | Refusal:
    """Understand a row in the light of what is known; a candidate keeps the roles that are new."""
    one = parse_row(row)
    person = person_named(session, one.email) if isinstance(one, Candidate) else None
    if person is None or isinstance(one, Refusal):
        return one
    dated = row.mapping.timestamp is not None
    news = tuple(
        role
        for role in one.roles
        if _is_news(application_of(session, person, into, role), one, dated=dated)
    )
    if news and person.password is not None:
        # Whoever signed up with an address has not shown yet that it is theirs.
        return Refusal(one.row, _("has an account here: ask them to answer on the site"))
    return replace(one, roles=news)


def latest_answers(rows: Sequence[SurveyRow]) -> list[SurveyRow]:
    """Keep for each person the answers they gave last, in the order of the file.

    Rows without a readable address or time stay, each for itself: they are refused later.
    """
    latest: dict[object, SurveyRow] = {}
    for row in rows:
        try:
            key, when = row.email, row.answered_at
        except RefusedError:
            latest[row.number] = row
            continue
        if key not in latest or latest[key].answered_at <= when:
            latest[key] = row
    return sorted(latest.values(), key=lambda row: row.number)


def apply_plan(
    session: AnySession, actor: Person | None, plan: Plan, into: Round, *, all_or_nothing: bool
) -> None:
    if all_or_nothing and plan.refused:
        raise UserFacingError(f"{len(plan.refused)} rows cannot be taken in, so nothing was saved.")
    for application_id in plan.withdrawn:
        withdraw(session, actor, session.get_one(Application, application_id))
    with session.no_autoflush:  # the services flush what is asked for next
        for candidate in plan.taken:
            person = person_for(session, candidate.email)
            for role in candidate.roles:
                submit(session, person, into, role, candidate.submission, at=candidate.answered_at)


def _is_news(known: Application | None, candidate: Candidate, *, dated: bool) -> bool:
    """Tell whether answers are newer than what is known; without a date, whether they differ."""
    if known is None or known.submitted_at is None:
        return True
    if dated:
        return known.submitted_at < candidate.answered_at
    asked = {question.name for question in questions_for(known.role)}
    answers = known.profile.answers
    return any(
        answers[name] != answer
        for name, answer in candidate.submission.answers.items()
        if name in asked
    )


def _withdrawn(session: AnySession, row: SurveyRow, into: Round) -> list[Application]:
    """Return the earlier applications of somebody who now does not agree any more."""
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
