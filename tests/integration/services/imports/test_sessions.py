"""An upload waits encrypted for a day, is imported once as it was seen, and leaves nothing."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mentorship.clock import now, today
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Application,
    ApplicationState,
    AuditEntry,
    ImportMapping,
    ImportSheet,
    Person,
    Profile,
    Round,
)
from mentorship.services.applications import round_plan
from mentorship.services.imports import sessions
from mentorship.services.imports.parsing.read_upload import MAX_UPLOAD_BYTES
from mentorship.services.imports.sessions import UPLOAD_LIFETIME
from tests.factories import make_coordinator, make_person, make_round

MARGIN = timedelta(minutes=1)
ROW = {
    "email": "ana@example.org",
    "name": "Ana",
    "communities": "Latino",
    "languages": "Spanish",
    "adult": "yes",
    "consent": "I agree",
}
ENTRIES: dict[str, Any] = {
    "privacy_notice": "2026-11-01",
    "role": "mentee",
    "columns": {question: question for question in ROW},
}
CONSENT = {"adult": {"yes": ["yes"]}, "consent": {"I agree": ["yes"]}}


def csv_of(*rows: dict[str, str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list({key: None for row in (ROW, *rows) for key in row}))
    writer.writeheader()
    writer.writerows({**ROW, **row} for row in rows)
    return text.getvalue().encode()


@pytest.fixture
def sheet(a_round: Round, coordinator: Person) -> ImportSheet:
    return upload(coordinator, a_round, csv_of({}))


def upload(actor: Person, into: Round, content: bytes) -> ImportSheet:
    sheet = sessions.store_upload(db.session, actor, into, content)
    db.session.commit()
    return sheet


def explain(sheet: ImportSheet, answers: Any = CONSENT, **entries: Any) -> None:
    sessions.map_columns(sheet, {**ENTRIES, **entries})
    sessions.explain_answers(sheet, answers, leave_out_unknown=False)
    db.session.commit()


def commit_import(actor: Person, sheet: ImportSheet) -> None:
    sessions.commit_import(db.session, actor, sheet, sessions.upload_digest(sheet))
    db.session.commit()


def stored() -> int:
    return db.session.query(ImportSheet).count()


def test_an_upload_replaces_only_that_of_the_same_person_for_the_same_round(
    sheet: ImportSheet, a_round: Round, coordinator: Person
) -> None:
    colleague, summer = make_coordinator("colleague@example.org"), make_round("Summer")
    others = [upload(colleague, a_round, csv_of({})), upload(coordinator, summer, csv_of({}))]
    former_id = sheet.id
    newer = upload(coordinator, a_round, csv_of({"name": "Eva"}))
    assert sessions.upload_with_id(db.session, former_id) is None
    assert newer.id not in (former_id, *(other.id for other in others))
    assert sessions.pending_upload_id(db.session, coordinator, a_round) == newer.id
    assert sessions.pending_upload_id(db.session, colleague, a_round) == others[0].id
    assert sessions.pending_upload_id(db.session, coordinator, summer) == others[1].id


def test_the_id_of_a_deleted_upload_is_never_used_again(
    sheet: ImportSheet, a_round: Round, coordinator: Person
) -> None:
    former_id = sheet.id
    sessions.delete_upload(db.session, sheet)
    db.session.commit()
    assert upload(coordinator, a_round, csv_of({})).id > former_id


@pytest.mark.parametrize(
    ("age", "kept"), [(UPLOAD_LIFETIME - MARGIN, 1), (UPLOAD_LIFETIME + MARGIN, 0)]
)
def test_an_upload_is_kept_for_a_day(
    sheet: ImportSheet, a_round: Round, coordinator: Person, age: timedelta, kept: int
) -> None:
    sheet.created_at = now() - age
    found = sessions.pending_upload_id(db.session, coordinator, a_round)
    assert (found is not None) == bool(kept), "though the worker has not deleted it yet"
    sessions.delete_stale_uploads(db.session)
    assert stored() == kept


def test_a_new_upload_deletes_stale_ones_of_everybody(
    sheet: ImportSheet, coordinator: Person
) -> None:
    sheet.created_at = now() - UPLOAD_LIFETIME - MARGIN
    colleague = make_coordinator("colleague@example.org")
    newer = upload(colleague, make_round("Summer"), csv_of({}))
    assert db.session.query(ImportSheet).all() == [newer]


@pytest.mark.parametrize(
    "content",
    [b"", b" \n\r\n ", b"\xef\xbb\xbf", b",,,\n,,\n", b"x" * (MAX_UPLOAD_BYTES + 1)],
    ids=["nothing", "blanks", "a byte order mark", "empty cells", "too large"],
)
def test_an_upload_without_cells_or_over_the_limit_stores_nothing(
    sheet: ImportSheet, a_round: Round, coordinator: Person, content: bytes
) -> None:
    with pytest.raises(UserFacingError):
        sessions.store_upload(db.session, coordinator, a_round, content)
    db.session.rollback()
    assert db.session.query(ImportSheet).one() is sheet, "the earlier one is still there"


def test_a_sheet_of_headers_alone_imports_nobody(a_round: Round, coordinator: Person) -> None:
    sheet = upload(coordinator, a_round, csv_of())
    explain(sheet, {})
    commit_import(coordinator, sheet)
    assert (db.session.query(Application).count(), stored()) == (0, 0)


def test_rereading_replaces_the_table_and_a_failure_leaves_it(
    a_round: Round, coordinator: Person
) -> None:
    sheet = upload(coordinator, a_round, csv_of({"name": "정미라"}).decode().encode("cp949"))
    sessions.reread_upload(db.session, sheet, "cp949")
    before = sessions.upload_digest(sheet)
    for choice in ("utf-8-sig", "rot13"):
        with pytest.raises(UserFacingError, match="text encoding"):
            sessions.reread_upload(db.session, sheet, choice)
        assert sessions.upload_digest(sheet) == before
    reading = sessions.stored_reading(sheet)
    assert (reading.choice, reading.table.column("name")) == ("cp949", ["정미라"])


def test_without_a_mapping_there_is_no_plan(sheet: ImportSheet) -> None:
    assert sheet.mapping is None
    with pytest.raises(UserFacingError, match="which column answers"):
        sessions.plan_upload(db.session, sheet)


def test_mapping_the_columns_again_keeps_what_was_explained(sheet: ImportSheet) -> None:
    explain(sheet)
    sessions.explain_answers(sheet, {}, leave_out_unknown=True)
    sessions.map_columns(sheet, {**ENTRIES, "role": "mentor"})
    assert sheet.mapping is not None
    assert sheet.mapping["answers"]["consent"] == {"I agree": ["yes"]}
    assert sheet.mapping["leave_out_unknown"]
    assert sheet.mapping["role"] == "mentor"


def test_an_explanation_is_taken_back_by_none(sheet: ImportSheet) -> None:
    explain(sheet)
    assert len(sessions.plan_upload(db.session, sheet).to_import) == 1
    explain(sheet, {**CONSENT, "consent": {"I agree": None}})
    (refusal,) = sessions.plan_upload(db.session, sheet).refused
    assert "agree" in refusal.reason
    listed = sessions.answers_to_explain(sheet).listed
    assert "I agree" in [answer.text for answer in listed]


def test_a_mapping_of_columns_that_the_sheet_lacks_is_not_stored(sheet: ImportSheet) -> None:
    with pytest.raises(UserFacingError, match="no column"):
        sessions.map_columns(sheet, {**ENTRIES, "columns": {**ENTRIES["columns"], "name": "Nom"}})
    assert sheet.mapping is None


def test_importing_saves_everybody_and_deletes_the_upload(
    sheet: ImportSheet, coordinator: Person
) -> None:
    explain(sheet)
    commit_import(coordinator, sheet)
    assert db.session.query(Profile).one().name == "Ana"
    assert stored() == 0
    actions = [entry.action for entry in db.session.query(AuditEntry)]
    assert actions.count("import applications") == 1


@pytest.mark.parametrize("changed", ["the mapping", "the reading"])
def test_a_sheet_that_changed_since_its_plan_was_seen_is_not_imported(
    sheet: ImportSheet, coordinator: Person, changed: str
) -> None:
    explain(sheet)
    seen = sessions.upload_digest(sheet)
    assert sessions.upload_digest(sheet) == seen
    if changed == "the mapping":
        explain(sheet, role="mentor")
    else:
        sessions.reread_upload(db.session, sheet, "cp1252")
    with pytest.raises(UserFacingError, match="has changed since"):
        sessions.commit_import(db.session, coordinator, sheet, seen)
    assert (db.session.query(Application).count(), stored()) == (0, 1)


def test_the_digest_of_one_sheet_is_none_of_another_with_the_same_cells(
    sheet: ImportSheet, a_round: Round
) -> None:
    colleague = make_coordinator("colleague@example.org")
    twin = upload(colleague, a_round, csv_of({}))
    assert twin.content == sheet.content
    assert sessions.upload_digest(twin) != sessions.upload_digest(sheet)


@pytest.mark.parametrize("decision", ["import", "delete"])
def test_of_two_coordinators_who_decide_at_once_the_second_is_told(
    app: Flask, sheet: ImportSheet, coordinator: Person, decision: str
) -> None:
    explain(sheet)
    seen = sessions.upload_digest(sheet)  # and the row was read by the second request
    with Session(db.engine) as other_session:
        sessions.delete_upload(other_session, other_session.get_one(ImportSheet, sheet.id))
        other_session.commit()
    decide = {
        "import": lambda: sessions.commit_import(db.session, coordinator, sheet, seen),
        "delete": lambda: sessions.delete_upload(db.session, sheet),
    }[decision]
    with pytest.raises(UserFacingError, match="decided about this sheet already"):
        decide()
    db.session.rollback()
    assert db.session.query(Application).count() == 0
    assert db.session.query(ImportMapping).count() == 0


def test_nothing_is_imported_once_the_round_has_closed(
    sheet: ImportSheet, coordinator: Person
) -> None:
    explain(sheet)
    sheet.round.closes_on = today() - timedelta(days=1)
    with pytest.raises(UserFacingError, match="no longer takes applications"):
        commit_import(coordinator, sheet)
    sheet.round.closes_on = today()
    round_plan.move_forward(db.session, coordinator, sheet.round)
    with pytest.raises(UserFacingError, match="no longer takes applications"):
        commit_import(coordinator, sheet)
    assert stored() == 1


def test_whoever_no_longer_agrees_in_a_later_sheet_is_withdrawn(
    sheet: ImportSheet, a_round: Round, coordinator: Person
) -> None:
    explain(sheet)
    commit_import(coordinator, sheet)
    later = upload(coordinator, a_round, csv_of({"consent": "No"}))
    explain(later, {**CONSENT, "consent": {"No": []}})
    commit_import(coordinator, later)
    assert db.session.query(Application).one().state is ApplicationState.WITHDRAWN


TIMESTAMP = {"timestamp": {"column": "when", "zone": "America/Los_Angeles", "order": "month"}}


def import_rows(
    actor: Person, into: Round, *rows: dict[str, str], **entries: Any
) -> ApplicationState:
    """Import rows, and return the state of the only application afterwards."""
    sheet = upload(actor, into, csv_of(*rows))
    explain(sheet, {**CONSENT, "consent": {"I agree": ["yes"], "No": []}}, **entries)
    commit_import(actor, sheet)
    return db.session.query(Application).one().state


def test_a_sheet_without_times_does_not_replace_what_was_said_at_a_known_time(
    a_round: Round, coordinator: Person
) -> None:
    import_rows(coordinator, a_round, {"when": "10/9/2026"}, **TIMESTAMP)
    sheet = upload(coordinator, a_round, csv_of({"communities": "Asian"}))
    explain(sheet)
    plan = sessions.plan_upload(db.session, sheet)
    assert (plan.to_import, plan.unchanged, plan.undated) == ((), (2,), (2,))
    commit_import(coordinator, sheet)
    assert db.session.query(Profile).one().answers["communities"] == ["latino"]


def test_what_was_said_at_a_known_time_replaces_a_sheet_without_times(
    a_round: Round, coordinator: Person
) -> None:
    import_rows(coordinator, a_round, {})
    import_rows(coordinator, a_round, {"when": "10/9/2026", "communities": "Asian"}, **TIMESTAMP)
    application = db.session.query(Application).one()
    assert application.profile.answers["communities"] == ["asian"]
    assert application.submitted_at.month == 10


def test_a_refusal_at_a_known_time_counts_against_a_sheet_without_times(
    a_round: Round, coordinator: Person
) -> None:
    import_rows(coordinator, a_round, {})
    refused = {"when": "10/9/2026", "consent": "No"}
    withdrawn = ApplicationState.WITHDRAWN
    assert import_rows(coordinator, a_round, refused, **TIMESTAMP) is withdrawn
    assert import_rows(coordinator, a_round, {"communities": "Asian"}) is withdrawn
    assert import_rows(coordinator, a_round, {"when": "10/8/2026"}, **TIMESTAMP) is withdrawn


def test_a_later_sheet_without_times_replaces_an_earlier_one_without_times(
    a_round: Round, coordinator: Person
) -> None:
    import_rows(coordinator, a_round, {})
    import_rows(coordinator, a_round, {"communities": "Asian"})
    assert db.session.query(Profile).one().answers["communities"] == ["asian"]


def test_answers_without_a_column_in_a_later_sheet_stay(
    a_round: Round, coordinator: Person
) -> None:
    columns = {**ENTRIES["columns"], "capacity": "places", "excluded_people": "apart"}
    known = {"when": "10/9/2026", "places": "3", "apart": "Jose"}
    import_rows(coordinator, a_round, known, role="mentor", columns=columns, **TIMESTAMP)
    later = {"when": "10/10/2026", "communities": "Asian"}
    import_rows(coordinator, a_round, later, role="mentor", **TIMESTAMP)
    answers = db.session.query(Profile).one().answers
    assert (answers["communities"], answers["capacity"]) == (["asian"], 3)
    assert answers["excluded_people"] == "Jose"


def test_a_row_with_the_address_of_another_name_waits_for_a_decision(
    a_round: Round, coordinator: Person
) -> None:
    import_rows(coordinator, a_round, {"when": "10/9/2026"}, **TIMESTAMP)
    for changes in ({"name": "Luis"}, {"name": "Luis", "consent": "No"}):
        sheet = upload(coordinator, a_round, csv_of({"when": "10/10/2026", **changes}))
        explain(sheet, {**CONSENT, "consent": {"I agree": ["yes"], "No": []}}, **TIMESTAMP)
        plan = sessions.plan_upload(db.session, sheet)
        assert (plan.same_address, plan.to_import, plan.to_withdraw) == ([(2,)], (), {})
        decided = sessions.plan_upload(db.session, sheet, one_person=frozenset({2}))
        assert len(decided.to_import) + len(decided.to_withdraw) == 1


def test_the_next_upload_with_the_same_headers_starts_from_the_imported_mapping(
    a_round: Round, coordinator: Person
) -> None:
    rows = [{"email": f"{name}@example.org"} for name in ("ana", "luz", "sol")]
    sheet = upload(coordinator, a_round, csv_of(*rows))
    explain(sheet)
    commit_import(coordinator, sheet)
    later = upload(coordinator, a_round, csv_of({"email": "eva@example.org"}))
    assert later.mapping is not None
    assert len(sessions.plan_upload(db.session, later).to_import) == 1
    assert upload(coordinator, a_round, b"name,email\nEva,eva@example.org\n").mapping is None


def test_an_upload_goes_with_the_coordinator_who_made_it(
    sheet: ImportSheet, coordinator: Person
) -> None:
    db.session.delete(coordinator)
    db.session.commit()
    assert stored() == 0


def test_somebody_with_an_account_is_not_overwritten_by_a_sheet(
    sheet: ImportSheet, coordinator: Person
) -> None:
    make_person("ana@example.org", "password")
    explain(sheet)
    plan = sessions.plan_upload(db.session, sheet)
    assert plan.to_import == ()
    assert "has an account here" in plan.refused[0].reason
