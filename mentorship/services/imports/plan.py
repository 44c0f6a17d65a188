"""Planning an import before anything is saved, and then carrying it out whole."""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from mentorship.after_commit import AnySession
from mentorship.errors import NotPossibleError
from mentorship.models import Application, ApplicationState, Person, Role, Round
from mentorship.services.applications import (
    application_of,
    applications_of,
    submit,
    withdraw,
)
from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.rows import (
    Candidate,
    Refusal,
    RefusedError,
    SurveyRow,
    read_rows,
    understand,
)
from mentorship.services.people import person_for, person_named
from mentorship.services.rounds import takes_applications


@dataclass(frozen=True)
class Plan:
    """What an import would do."""

    rows: int
    earlier: int
    taken: tuple[Candidate, ...]
    refused: tuple[Refusal, ...]
    known: int
    taken_back: tuple[int, ...]

    @property
    def roles(self) -> Counter[Role]:
        return Counter(role for candidate in self.taken for role in candidate.roles)

    @property
    def reasons(self) -> Counter[str]:
        return Counter(refusal.reason for refusal in self.refused)


def plan_import(session: AnySession, path: Path, mapping: SurveyMapping, into: Round) -> Plan:
    """Read a survey's export and decide about each row, saving nothing."""
    if not takes_applications(into):
        raise NotPossibleError("This round does not take applications any more.")
    rows = read_rows(path, mapping)
    latest = latest_answers(rows)
    judged = [(row, judge(session, row, into)) for row in latest]
    candidates = [one for _, one in judged if isinstance(one, Candidate)]
    return Plan(
        rows=len(rows),
        earlier=len(rows) - len(latest),
        taken=tuple(one for one in candidates if one.roles),
        refused=tuple(one for _, one in judged if isinstance(one, Refusal)),
        known=sum(not one.roles for one in candidates),
        taken_back=tuple(
            application.id
            for row, one in judged
            if isinstance(one, Refusal) and one.takes_back
            for application in _taken_back(session, row, into)
        ),
    )


def judge(session: AnySession, row: SurveyRow, into: Round) -> Candidate | Refusal:
    """Understand a row in the light of what is known; a candidate keeps the roles that are new."""
    one = understand(row)
    person = person_named(session, one.email) if isinstance(one, Candidate) else None
    if person is None or isinstance(one, Refusal):
        return one
    news = tuple(role for role in one.roles if _is_news(session, person, role, one, into))
    if news and person.password is not None:
        # Whoever signed up with an address has not shown yet that it is theirs.
        return Refusal(one.row, "has an account here: ask them to answer on the site")
    return replace(one, roles=news)


def latest_answers(rows: list[SurveyRow]) -> list[SurveyRow]:
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


def carry_out(
    session: AnySession, actor: Person | None, plan: Plan, into: Round, *, all_or_nothing: bool
) -> None:
    if all_or_nothing and plan.refused:
        raise NotPossibleError(
            f"{len(plan.refused)} rows cannot be taken in, so nothing was saved."
        )
    for application_id in plan.taken_back:
        withdraw(session, actor, session.get_one(Application, application_id))
    for candidate in plan.taken:
        person = person_for(session, candidate.email)
        for role in candidate.roles:
            submit(session, person, into, role, candidate.answers, at=candidate.answered_at)


def _is_news(
    session: AnySession, person: Person, role: Role, candidate: Candidate, into: Round
) -> bool:
    known = application_of(session, person, into, role)
    return known is None or known.submitted_at is None or known.submitted_at < candidate.answered_at


def _taken_back(session: AnySession, row: SurveyRow, into: Round) -> list[Application]:
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
