"""Planning an import before anything is saved, and then carrying it out whole."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from mentorship.after_commit import AnySession
from mentorship.errors import NotPossibleError
from mentorship.models import Person, Role, Round
from mentorship.services.applications import application_of, submit
from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.rows import (
    Candidate,
    Refusal,
    RefusedError,
    SurveyRow,
    read_rows,
    understand,
)
from mentorship.services.people import person_for, person_with_email


@dataclass(frozen=True)
class Plan:
    """What an import would do."""

    rows: int
    earlier: int
    taken: tuple[Candidate, ...]
    refused: tuple[Refusal, ...]
    known: int

    @property
    def roles(self) -> Counter[Role]:
        return Counter(role for candidate in self.taken for role in candidate.roles)

    @property
    def reasons(self) -> Counter[str]:
        return Counter(refusal.reason for refusal in self.refused)


def plan_import(session: AnySession, path: Path, mapping: SurveyMapping, into: Round) -> Plan:
    """Read a survey's export and decide about each row, saving nothing."""
    rows = read_rows(path, mapping)
    latest = latest_answers(rows)
    judged = [understand(row) for row in latest]
    candidates = [one for one in judged if isinstance(one, Candidate)]
    news = [one for one in candidates if not _is_known(session, one, into)]
    return Plan(
        rows=len(rows),
        earlier=len(rows) - len(latest),
        taken=tuple(news),
        refused=tuple(one for one in judged if isinstance(one, Refusal)),
        known=len(candidates) - len(news),
    )


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
    for candidate in plan.taken:
        person = person_for(session, candidate.email)
        for role in candidate.roles:
            submit(session, person, into, role, candidate.answers, at=candidate.answered_at)


def _is_known(session: AnySession, candidate: Candidate, into: Round) -> bool:
    """Tell whether these answers, or newer ones, are in the round already."""
    person = person_with_email(session, candidate.email)
    if person is None:
        return False
    known = [application_of(session, person, into, role) for role in candidate.roles]
    return all(
        one is not None and one.submitted_at and one.submitted_at >= candidate.answered_at
        for one in known
    )
