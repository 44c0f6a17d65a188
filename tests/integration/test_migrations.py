"""Migrations upgrade and downgrade with data on both databases, and match the models."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from unittest.mock import Mock

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, inspect
from sqlalchemy.exc import StatementError

from mentorship.extensions import Base, db
from mentorship.models import (
    Application,
    EmailKind,
    ImportMapping,
    MatchRun,
    OutgoingEmail,
    Pair,
    PairState,
    Person,
    Profile,
    Role,
    Suggestion,
    Unmatched,
)
from mentorship.privacy import fernet
from mentorship.runtime import current_runtime
from mentorship.services import personal_data
from mentorship.services.accounts import people, two_factor
from mentorship.services.applications import drafts, rounds
from mentorship.services.email import queue
from mentorship.services.training import modules, progress
from tests.factories import (
    accept_introduction,
    introduce,
    make_application,
    make_coordinator,
    make_match_run,
    make_person,
    make_round,
    make_suggestion,
)


@contextmanager
def migration_context() -> Iterator[MigrationContext]:
    with db.engine.connect() as connection:
        yield MigrationContext.configure(connection)


def run_full_round() -> None:
    """Fill the tables by using the service, from applications to a confirmed pair."""
    make_coordinator()
    suggestion = make_suggestion(make_round(), goals="希望 🌉")
    pair = accept_introduction(introduce(suggestion))
    (module, *_others) = modules.all_modules(db.session)
    progress.mark_done(db.session, pair.mentee.person, module)
    db.session.commit()


def test_migrated_tables_match_the_models(bare_app: Flask) -> None:
    upgrade()
    with migration_context() as context:
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.slow
def test_migrated_tables_never_use_an_id_twice(bare_app: Flask) -> None:
    upgrade()
    make_coordinator("first@example.org")
    last = make_coordinator("last@example.org")
    former_id = last.id
    personal_data.erase(db.session, last)
    db.session.commit()
    assert make_coordinator("new@example.org").id > former_id
    if db.engine.dialect.name == "sqlite":
        with migration_context() as context:
            tables = context.connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
            ).all()
        reused = {name for name, sql in tables if "AUTOINCREMENT" not in sql}
        # Their keys are names, two ids, or the id of another table's row.
        keyed_otherwise = {"alembic_version", "key_fingerprint", "person_role", "profile"}
        keyed_otherwise |= {"broadcast_recipient", "event_place", "resource_tag"}
        assert reused == keyed_otherwise | {"sqlite_sequence"}


@pytest.mark.slow
def test_a_full_round_works_on_migrated_tables(bare_app: Flask) -> None:
    upgrade()
    run_full_round()
    db.session.expire_all()
    assert db.session.query(Pair).one().state is PairState.ACTIVE
    assert {profile.answers["goals"] for profile in db.session.query(Profile)} == {"希望 🌉"}
    assert db.session.query(MatchRun).one().suggested == 1
    assert db.session.query(Unmatched).count() == 0


@pytest.mark.slow
def test_downgrading_keeps_the_data_that_older_tables_can_hold(bare_app: Flask) -> None:
    upgrade()
    run_full_round()
    luna = people.sign_up_with_user_name(db.session, "luna", "nopal guitarra lluvia", "es")
    two_factor.new_recovery_codes(db.session, luna)
    drafts.begin(db.session, luna, rounds.all_rounds(db.session)[0], [Role.MENTEE])
    db.session.commit()
    queue.request_email(db.session, EmailKind.RECOVER, "mentee@example.org", "es")
    db.session.commit()
    db.session.remove()
    downgrade(revision="0001")
    with migration_context() as context:
        query = context.connection.exec_driver_sql
        assert query("SELECT count(*) FROM application").scalar() == 2, "the draft is gone"
        assert query("SELECT count(*) FROM pair").scalar() == 1
        assert query("SELECT count(email_index) FROM person").scalar() == 4
    upgrade()
    assert people.person_named(db.session, "mentee@example.org") is not None
    assert db.session.query(Pair).one().state is PairState.ACTIVE
    assert {profile.answers["goals"] for profile in db.session.query(Profile)} == {"希望 🌉"}


def insert_applications(actions: list[tuple[str, list[str]]]) -> None:
    """Fill the tables of revision 0002 with one application per state and its audit entries."""
    noon = datetime(2026, 11, 20, 12)
    with db.engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection)

        def insert(table: str, **values: object) -> None:
            connection.execute(tables.tables[table].insert().values(**values))

        insert("round", id=1, name="Spring", state="open", demo=False, created_at=noon)
        for number, (state, audited) in enumerate(actions, start=1):
            insert(
                "person", id=number, fs_uniquifier=str(number), sign_in_index=b"%d" % number,
                encrypted_sign_in_name=fernet.encrypt(f"person{number}"),
                next_email=fernet.encrypt("next@example.org"), active=True, created_at=noon,
            )  # fmt: skip
            insert(
                "application", id=number, round_id=1, person_id=number, role="mentee",
                state=state, places=1, created_at=noon,
            )  # fmt: skip
            for hour, entry in enumerate(audited):
                action, at = entry.lstrip("<"), noon.replace(hour=13 + hour)
                if entry.startswith("<"):  # about a deleted application that had the same id
                    at = noon.replace(hour=1 + hour)
                insert(
                    "audit_entry", at=at, action=action, subject="application", subject_id=number
                )
        insert(
            "letter", kind="news", recipient=fernet.encrypt("ana@example.org"),
            recipient_index=b"index", language=fernet.encrypt("en"), attempts=0, created_at=noon,
        )  # fmt: skip


@pytest.mark.slow
def test_waitlist_column_is_filled_from_state_and_audit_log(bare_app: Flask) -> None:
    upgrade(revision="0002")
    insert_applications(
        [
            ("submitted", ["send application"]),
            ("waitlisted", ["set aside"]),
            ("withdrawn", ["set aside", "withdraw"]),
            ("withdrawn", ["set aside", "bring back", "withdraw"]),
            ("withdrawn", ["<set aside", "withdraw"]),
            ("waitlisted", ["bring back", "set aside"]),
        ]
    )
    upgrade()
    with migration_context() as context:
        rows = context.connection.exec_driver_sql(
            "SELECT decision FROM application ORDER BY id"
        ).scalars()
        waitlisted = [None, "waitlisted", "waitlisted", None, None, "waitlisted"]
        assert list(rows) == waitlisted


@pytest.mark.slow
def test_renaming_keeps_rows_up_and_down(bare_app: Flask) -> None:
    upgrade(revision="0002")
    insert_applications([("withdrawn", ["set aside", "bring back", "wish email"])])

    def stored(email_table: str) -> list[object]:
        with migration_context() as context:
            query = context.connection.exec_driver_sql
            actions = query("SELECT action FROM audit_entry ORDER BY id").scalars()
            emails = query(f"SELECT count(*) FROM {email_table}").scalar()  # noqa: S608
            return [*actions, emails]

    upgrade()
    new_actions = ["waitlist", "reinstate", "request email change"]
    assert stored("outgoing_email") == [*new_actions, 1]
    person = db.session.query(Person).one()
    assert (person.sign_in_name, person.pending_email) == ("person1", "next@example.org")
    assert person.pending_email_index == current_runtime().blind_index("next@example.org")
    email = OutgoingEmail(
        kind=EmailKind.NEWS, recipient="", recipient_index=b"index", language="en"
    )
    db.session.add(email)
    db.session.commit()
    db.session.remove()
    downgrade(revision="0002")
    old_actions = ["set aside", "bring back", "wish email"]
    assert stored("letter") == [*old_actions, 2]
    upgrade()
    assert stored("outgoing_email") == [*new_actions, 2]
    assert db.session.query(Person).one().pending_email == "next@example.org"


@pytest.mark.slow
def test_a_profile_keeps_every_answer_as_columns_and_as_a_document(bare_app: Flask) -> None:
    upgrade()
    run_full_round()
    mentor = db.session.query(Application).filter_by(role=Role.MENTOR).one()
    mentor.profile.change({"capacity": 3, "excluded_people": "Nobody N."})
    mentor.profile.steps_done = ["name", "contact", "exclusions"]
    columns = {"goals": "Hopes", "capacity": "How many", "availability": "When"}
    mapping = {"columns": columns, "answers": {"capacity": {"two": ["2"]}}}
    db.session.add(ImportMapping(headers_index=b"headers", mapping=mapping))
    db.session.commit()
    answers = mentor.profile.answers
    db.session.remove()
    downgrade(revision="0003")
    with migration_context() as context:
        query = context.connection.exec_driver_sql
        assert query("SELECT places FROM application WHERE role = 'mentor'").scalar() == 3
        assert query("SELECT count(hope) + count(not_with) FROM profile").scalar() == 4
    upgrade()
    mentor = db.session.query(Application).filter_by(role=Role.MENTOR).one()
    assert mentor.profile.answers == answers
    assert mentor.profile.steps_done == ["name", "contact", "exclusions"]
    assert db.session.query(ImportMapping).one().mapping == mapping


@pytest.mark.slow
def test_the_results_of_a_match_run_are_kept_up_and_down(bare_app: Flask) -> None:
    upgrade()
    round_ = make_round()
    for number in range(3):
        make_application(round_, Role.MENTEE, f"mentee{number}@example.org")
    make_application(round_, Role.MENTOR, "mentor@example.org", "latino", capacity=2)
    make_match_run(round_)
    unmatched = db.session.query(Unmatched).one()
    unmatched.reason = unmatched.reason | {"kind": "no_capacity"}
    db.session.commit()

    def results() -> list[list[object]]:
        db.session.remove()
        run = db.session.query(MatchRun).one()
        suggested = db.session.query(Suggestion).order_by(Suggestion.rank)
        unmatched = db.session.query(Unmatched)
        return [
            [run.capacity, run.suggested, *run.score_bands],
            [(row.mentee_id, row.rank, row.explanation) for row in suggested],
            [(row.application_id, row.reason) for row in unmatched],
        ]

    before = results()
    assert [len(part) for part in before[1:]] == [2, 1]
    db.session.remove()
    downgrade(revision="0004")
    with migration_context() as context:
        query = context.connection.exec_driver_sql
        result = query("SELECT result FROM match_run").scalar_one()
        assert '"kind": "no_places"' in fernet.decrypt(result)
        assert query("SELECT places FROM match_run").scalar() == 2
    upgrade()
    assert results() == before


def files_of_the_database() -> bytes:
    """Return the raw content of the tables' files."""
    if db.engine.dialect.name == "sqlite":
        database = Path(str(db.engine.url.database))
        return b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    with db.engine.connect() as connection:
        query = connection.exec_driver_sql
        query("CHECKPOINT")
        folder = Path(query("SHOW data_directory").scalar_one())
        tables = query("SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 't')")
        files = [folder / path for path in tables.scalars() if path]
    return b"".join(path.read_bytes() for path in files if path.exists())


@pytest.mark.slow
def test_no_file_holds_a_value_of_the_former_encryption(bare_app: Flask) -> None:
    upgrade()
    run_full_round()
    db.session.remove()
    downgrade(revision="0004")
    with migration_context() as context:
        query = context.connection.exec_driver_sql
        values = [
            bytes(value)
            for statement in (
                "SELECT document FROM profile",
                "SELECT encrypted_sign_in_name FROM person",
            )
            for value in query(statement).scalars()
        ]
    before = files_of_the_database()
    upgrade()
    db.engine.dispose()
    raw = files_of_the_database()
    pieces = [value[at : at + 16] for value in values for at in range(0, len(value) - 15, 16)]
    assert all(piece in before for piece in pieces)
    assert [piece for piece in pieces if piece in raw] == []


@pytest.mark.slow
def test_accounts_that_nobody_opened_are_deleted_for_the_last_time(bare_app: Flask) -> None:
    upgrade()
    imported = make_application(make_round(), Role.MENTEE, "imported@example.org").person_id
    make_person("asked@example.org")
    member = make_person("member@example.org", "password").id
    db.session.remove()
    downgrade(revision="0004")
    upgrade()
    assert {person.id for person in db.session.query(Person)} == {imported, member}


@pytest.mark.slow
def test_a_failed_migration_is_undone_and_can_be_repeated(
    bare_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade()
    run_full_round()
    db.session.remove()
    downgrade(revision="0003")
    with monkeypatch.context() as patched:
        patched.setattr(fernet, "encrypt", Mock(side_effect=OSError))
        with pytest.raises(StatementError):
            upgrade()
    upgrade()
    assert {profile.answers["goals"] for profile in db.session.query(Profile)} == {"希望 🌉"}


@pytest.mark.slow
def test_downgrading_to_base_with_data_removes_all_tables_and_upgrading_works_again(
    bare_app: Flask,
) -> None:
    upgrade()
    run_full_round()
    db.session.remove()
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    run_full_round()
    assert db.session.query(Application).count() == 2
