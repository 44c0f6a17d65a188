"""A sheet from its upload to the decision: kept encrypted, read again at will, then deleted."""

import base64
import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, cast

from flask_babel import gettext as _
from sqlalchemy import CursorResult, delete, select

from mentorship.after_commit import AnySession
from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import ImportMapping, ImportSheet, Person, Round
from mentorship.runtime import current_runtime
from mentorship.services.audit import record
from mentorship.services.imports.mapping import SurveyMapping
from mentorship.services.imports.parsing.read_upload import Reading, read
from mentorship.services.imports.parsing.table import Table
from mentorship.services.imports.plan import Plan, apply_plan, plan_import
from mentorship.services.imports.rows import SurveyRow, survey_rows
from mentorship.services.imports.unknown_answers import Spellings, common_words, to_explain

KEPT_FOR = timedelta(days=1)
LONGEST_REMEMBERED = 200
Entries = Mapping[str, Any]
Explained = Mapping[str, Mapping[str, list[str] | None]]
"""By question and spelling, the codes that are meant: none, if the answer is to be left out."""


def keep_sheet(session: AnySession, actor: Person, into: Round, content: bytes) -> ImportSheet:
    """Read an upload and keep it until the decision; older undecided ones give way."""
    delete_stale_sheets(session)
    session.execute(
        delete(ImportSheet).where(
            ImportSheet.round_id == into.id, ImportSheet.uploaded_by == actor.id
        )
    )
    sheet = ImportSheet(round_id=into.id, uploaded_by=actor.id)
    _keep_reading(session, sheet, content, read(content))
    session.add(sheet)
    record(session, actor, "upload sheet", sheet)
    return sheet


def read_again(session: AnySession, sheet: ImportSheet, choice: str) -> None:
    """Read a kept upload by another encoding, or another sheet of the workbook."""
    content = base64.b64decode(sheet.content["upload"])
    _keep_reading(session, sheet, content, read(content, choice))


def _keep_reading(
    session: AnySession, sheet: ImportSheet, content: bytes, reading: Reading
) -> None:
    sheet.content = {
        "upload": base64.b64encode(content).decode("ascii"),
        "table": reading.table.as_json(),
        "choice": reading.choice,
        "titles": reading.titles,
    }
    sheet.mapping = remembered(session, reading.table)


def reading_of(sheet: ImportSheet) -> Reading:
    content = sheet.content
    table = Table.from_json(content["table"])
    return Reading(table, content["choice"], tuple(content["titles"]))


def sheet_with_id(session: AnySession, sheet_id: int) -> ImportSheet | None:
    return session.get(ImportSheet, sheet_id)


def undecided_sheet(session: AnySession, actor: Person, into: Round) -> int | None:
    """Return the number of the sheet that somebody has uploaded and not decided about."""
    return session.scalar(
        select(ImportSheet.id).where(
            ImportSheet.round_id == into.id,
            ImportSheet.uploaded_by == actor.id,
            ImportSheet.created_at > now() - KEPT_FOR,
        )
    )


def map_columns(sheet: ImportSheet, entries: Entries) -> None:
    """Keep which columns answer what, and add what common words in them mean."""
    mapping = checked(entries)
    rows = survey_rows(reading_of(sheet).table, mapping, sheet.created_at)
    former = sheet.mapping or {}
    sheet.mapping = {
        **entries,
        "answers": _merged(common_words(mapping, rows), former.get("answers", {})),
        "leave_out_unknown": former.get("leave_out_unknown", False),
    }


def explain_answers(sheet: ImportSheet, answers: Explained, *, leave_out_unknown: bool) -> None:
    """Keep what a coordinator says that answers mean; None takes an explanation back."""
    merged = _merged((sheet.mapping or {}).get("answers", {}), answers)
    sheet.mapping = {
        **(sheet.mapping or {}),
        "answers": {
            question: {said: codes for said, codes in meant.items() if codes is not None}
            for question, meant in merged.items()
        },
        "leave_out_unknown": leave_out_unknown,
    }


def _merged(former: Explained, latter: Explained) -> dict[str, dict[str, list[str] | None]]:
    return {
        question: {**former.get(question, {}), **latter.get(question, {})}
        for question in former.keys() | latter.keys()
    }


def answers_to_explain(sheet: ImportSheet) -> Spellings:
    """List the answers to explain: the same list whatever has been explained already."""
    mapping = checked({**(sheet.mapping or {}), "answers": {}})
    return to_explain(mapping, survey_rows(reading_of(sheet).table, mapping, sheet.created_at))


def checked(entries: Entries) -> SurveyMapping:
    """Check entries as a mapping file is checked; JSON knows no dates."""
    return SurveyMapping.from_entries(
        {**entries, "privacy_notice": date.fromisoformat(entries["privacy_notice"])}
    )


def plan_sheet(session: AnySession, sheet: ImportSheet) -> Plan:
    if sheet.mapping is None:
        raise UserFacingError(_("First say which column answers which question."))
    return plan_import(session, _rows(sheet, sheet.mapping), sheet.round)


def _rows(sheet: ImportSheet, entries: Entries) -> list[SurveyRow]:
    return survey_rows(reading_of(sheet).table, checked(entries), sheet.created_at)


def state_of(sheet: ImportSheet) -> str:
    """Tell this state of a sheet from every other, so that nobody takes in what they never saw."""
    said = json.dumps([sheet.content, sheet.mapping], sort_keys=True)
    return current_runtime().cipher.blind_index(f"sheet {sheet.id} {said}").hex()


def commit_import(session: AnySession, actor: Person, sheet: ImportSheet, seen: str) -> Plan:
    """Carry the plan out whole, remember the mapping, and delete the sheet."""
    if seen != state_of(sheet):
        raise UserFacingError(
            _("The sheet has changed since you looked at it. Check it again before you import it.")
        )
    into, plan = sheet.round, plan_sheet(session, sheet)
    remember(session, sheet)
    delete_sheet(session, sheet)
    apply_plan(session, actor, plan, into, all_or_nothing=False)
    record(session, actor, "import applications", into)
    return plan


def delete_sheet(session: AnySession, sheet: ImportSheet) -> None:
    """Delete a sheet; of two who decide at once, only one does."""
    gone = session.execute(delete(ImportSheet).where(ImportSheet.id == sheet.id))
    if cast("CursorResult[Any]", gone).rowcount != 1:
        raise UserFacingError(_("Somebody has decided about this sheet already."))


def delete_stale_sheets(session: AnySession) -> None:
    """Delete what was uploaded more than a day ago and never decided about."""
    session.execute(delete(ImportSheet).where(ImportSheet.created_at < now() - KEPT_FOR))


def remembered(session: AnySession, table: Table) -> dict[str, Any] | None:
    """Return how a sheet with these headers was read the last time."""
    found = session.scalar(_mapping_for(table))
    return None if found is None else found.mapping


def remember(session: AnySession, sheet: ImportSheet) -> None:
    table = reading_of(sheet).table
    entries = {**(sheet.mapping or {}), "answers": _worth_remembering(sheet.mapping or {})}
    known = session.scalar(_mapping_for(table))
    if known is None:
        index = current_runtime().cipher.blind_index(_joined(table))
        session.add(ImportMapping(headers_index=index, mapping=entries))
    else:
        known.mapping = entries


def _worth_remembering(entries: Entries) -> dict[str, dict[str, list[str]]]:
    """Keep short answers that mean something; what was left out may be about somebody."""
    return {
        question: {
            said: codes
            for said, codes in answers.items()
            if codes and len(said) <= LONGEST_REMEMBERED
        }
        for question, answers in entries.get("answers", {}).items()
    }


def _mapping_for(table: Table) -> Any:
    index = current_runtime().cipher.blind_index(_joined(table))
    return select(ImportMapping).where(ImportMapping.headers_index == index)


def _joined(table: Table) -> str:
    return "\x1f".join(table.headers)
