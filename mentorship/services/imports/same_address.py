"""Rows with one email address that may be of two people, or whose last answer is not clear.

An address is all that tells people apart. A family may share one: then the later answer of one
person would replace that of another.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from flask_babel import gettext as _

from mentorship.after_commit import AnySession
from mentorship.models import Person
from mentorship.services.applications.submission import applications_of
from mentorship.services.imports.candidates import Refusal
from mentorship.services.imports.rows import RefusedError, SurveyRow
from mentorship.text_cleaning import fold_text


def with_same_address(rows: Sequence[SurveyRow], numbers: Collection[int]) -> frozenset[int]:
    """Return the numbers of rows, with those of all rows that have the same address."""
    groups = _rows_by_address(rows).values()
    alike = {row.number for group in groups for row in group if _numbers(group) & set(numbers)}
    return frozenset(alike | set(numbers))


def refuse_unclear_rows(
    rows: Sequence[SurveyRow], one_person: Collection[int]
) -> dict[int, Refusal]:
    """Return, by row, why rows with one address are not imported before somebody decides.

    ``one_person`` are the numbers of rows of which a coordinator says that all rows with the same
    address are of one person.
    """
    refusals: dict[int, Refusal] = {}
    for group in _rows_by_address(rows).values():
        numbers = tuple(sorted(_numbers(group)))
        if len(set(map(_folded_name, group)) - {""}) > 1 and not set(numbers) & set(one_person):
            reason = _("has the same email address as another row, which has another name")
            refusals |= {row: Refusal(row, reason, same_address=numbers) for row in numbers}
        elif not all(map(_has_readable_time, group)):
            reason = _(
                "another row of this person has a time that cannot be read, and may be later"
            )
            refusals |= {
                row.number: Refusal(row.number, reason) for row in group if _has_readable_time(row)
            }
    return refusals


def refuse_other_name(session: AnySession, row: SurveyRow, person: Person) -> Refusal | None:
    """Return why a row is not imported if its address belongs to somebody with another name."""
    names = {
        fold_text(application.profile.name) for application in applications_of(session, person)
    } - {""}
    if not names or _folded_name(row) in {"", *names}:
        return None
    reason = _("has the email address of somebody who is here already under another name")
    return Refusal(row.number, reason, same_address=(row.number,))


def _rows_by_address(rows: Sequence[SurveyRow]) -> dict[str, list[SurveyRow]]:
    """Return the rows of every address that occurs twice."""
    groups: dict[str, list[SurveyRow]] = defaultdict(list)
    for row in rows:
        try:
            groups[row.mailbox].append(row)
        except RefusedError:
            continue
    return {email: group for email, group in groups.items() if len(group) > 1}


def _numbers(group: Sequence[SurveyRow]) -> set[int]:
    return {row.number for row in group}


def _has_readable_time(row: SurveyRow) -> bool:
    try:
        return row.answered_at is not None
    except RefusedError:
        return False


def _folded_name(row: SurveyRow) -> str:
    return fold_text(row.text("name"))
