"""A row opens with its keys, in its place; what was erased opens nowhere."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, event, update
from sqlalchemy.orm import Session

from mentorship.after_commit import commit, rollback
from mentorship.config import Settings
from mentorship.errors import DecryptionError
from mentorship.extensions import Base, db
from mentorship.models import ImportSheet, Pair, Passkey, Person, Profile, Round
from mentorship.privacy.key_store import KeyStore
from mentorship.privacy.sealed_rows import KeyOwner, SealedRow
from mentorship.runtime import current_runtime
from mentorship.services import personal_data
from mentorship.services.imports import sessions
from mentorship.services.pairs import meetings
from mentorship.services.pairs.meetings import MeetingEntry
from tests.conftest import Applicant
from tests.factories import accept_introduction, make_person


def sealed_models() -> Iterator[type[SealedRow]]:
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, SealedRow):
            yield mapper.class_


def documents(session: Any) -> list[object]:
    """Return every document that can be opened, of every table."""
    opened = []
    for model in sealed_models():
        for row in session.query(model):
            try:
                opened.append(row.read_document())
            except DecryptionError:
                continue
    return opened


def store_bytes(row: SealedRow, **values: bytes) -> None:
    """Change a row behind the service's back."""
    db.session.execute(
        update(type(row)).where(type(row).row_token == row.row_token).values(**values)
    )
    db.session.commit()
    db.session.expire_all()


def number_of_keys(settings: Settings) -> int:
    with closing(sqlite3.connect(settings.key_store)) as connection:
        (number,) = connection.execute("SELECT count(*) FROM data_key").fetchone()
    return int(number)


def test_what_was_set_is_read_again(app: Flask) -> None:
    person = make_person("mei@example.org")
    person.language = "ko"
    db.session.commit()
    assert (person.sign_in_name, person.language) == ("mei@example.org", "ko")
    person.language = "es"
    assert person.language == "es"
    db.session.rollback()
    assert person.language == "ko"


def test_a_row_without_key_ids_cannot_be_saved(applicant: Applicant) -> None:
    application = applicant("mentee", "mei@example.org")
    application.profile = Profile()
    with pytest.raises(DecryptionError):
        db.session.flush()


def test_a_changed_bit_makes_a_row_unreadable(applicant: Applicant) -> None:
    profile = applicant("mentee", "mei@example.org").profile
    changed = bytearray(profile.sealed)
    changed[-1] ^= 1
    store_bytes(profile, sealed=bytes(changed))
    with pytest.raises(DecryptionError):
        profile.answers  # noqa: B018


def test_a_document_moved_to_another_row_or_table_is_unreadable(applicant: Applicant) -> None:
    mei = applicant("mentee", "mei@example.org")
    ana = applicant("mentor", "ana@example.org", "latino")
    again = applicant("mentor", "mei@example.org")  # sealed under the same key as the first
    for source, target in (
        (mei.profile, ana.profile),
        (mei.profile, again.profile),
        (mei.profile, mei.person),
        (mei.person, mei.profile),
    ):
        former = target.sealed
        store_bytes(target, sealed=source.sealed)
        with pytest.raises(DecryptionError):
            target.read_document()
        store_bytes(target, sealed=former)
        assert target.read_document()


def test_without_its_key_a_row_is_unreadable_and_others_are_read(applicant: Applicant) -> None:
    mei, ana = applicant("mentee", "mei@example.org"), applicant("mentor", "ana@example.org")
    ids = mei.id, ana.id
    current_runtime().key_store.destroy([mei.person.key_id])
    db.session.remove()
    by_id = {profile.application_id: profile for profile in db.session.query(Profile)}
    assert by_id[ids[1]].name == "ana"
    with pytest.raises(DecryptionError):
        by_id[ids[0]].name  # noqa: B018


def test_many_rows_are_opened_with_one_reading_of_the_key_store(
    applicant: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        applicant("mentee", f"mentee{number}@example.org")
    db.session.remove()
    calls: list[int] = []
    really_read = KeyStore.read

    def counted(store: KeyStore, key_ids: set[bytes]) -> dict[bytes, bytes]:
        calls.append(len(key_ids))
        return really_read(store, key_ids)

    monkeypatch.setattr(KeyStore, "read", counted)
    assert len({profile.name for profile in db.session.query(Profile).all()}) == 30
    assert calls == [30]


def test_a_key_is_on_the_disk_before_the_row_that_needs_it(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    really_add = KeyStore.add

    def recorded(store: KeyStore, keys: dict[bytes, bytes]) -> None:
        order.append("key")
        really_add(store, keys)

    monkeypatch.setattr(KeyStore, "add", recorded)
    event.listen(db.engine, "commit", lambda connection: order.append("row"))
    make_person("mei@example.org")
    assert order == ["key", "row"]


def test_a_rollback_stores_and_destroys_no_key(app: Flask, settings: Settings) -> None:
    mei = make_person("mei@example.org")
    before = number_of_keys(settings)
    db.session.add(Person(sign_in_name="ana@example.org"))
    db.session.delete(mei)
    db.session.flush()
    rollback(db.session)
    commit(db.session)
    assert number_of_keys(settings) == before
    assert mei.sign_in_name == "mei@example.org"


def test_a_deleted_upload_takes_its_key_with_it(
    a_round: Round, coordinator: Person, settings: Settings
) -> None:
    before = number_of_keys(settings)
    sheet = sessions.store_upload(db.session, coordinator, a_round, b"name,email\nMei,m@e.org\n")
    db.session.commit()
    assert number_of_keys(settings) == before + 1
    sessions.delete_upload(db.session, sheet)
    db.session.commit()
    assert number_of_keys(settings) == before
    assert db.session.query(ImportSheet).count() == 0


@pytest.fixture
def older_copy(introduced: Pair, tmp_path: Path) -> Path:
    """Return a copy of the database from before the mentee of an active pair leaves."""
    accept_introduction(introduced)
    mentee = introduced.mentee.person
    meetings.log_meeting(
        db.session,
        mentee,
        introduced,
        MeetingEntry(date(2026, 11, 1), 45, "online", "talk", "We read a poem."),
    )
    mentee.passkeys.append(
        Passkey(
            key_ids=[mentee.key_id],
            credential_index=b"1",
            credential={"id": "1", "public_key": "1"},
            name="Phone of the mentee",
        )
    )
    db.session.commit()
    copy = tmp_path / "older.db"
    with (
        closing(sqlite3.connect(tmp_path / "test.db")) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return copy


def test_an_older_copy_with_the_current_key_store_gives_nothing_of_the_erased(
    older_copy: Path, introduced: Pair
) -> None:
    with Session(create_engine(f"sqlite:///{older_copy}")) as before:
        assert "We read a poem." in str(documents(before))
        assert "mentee@example.org" in str(documents(before))
        before.get_bind().dispose()
    personal_data.erase(db.session, introduced.mentee.person)
    commit(db.session)
    with Session(create_engine(f"sqlite:///{older_copy}")) as copy:
        readable = str(documents(copy))
        copy.get_bind().dispose()
    assert "mentor@example.org" in readable, "the others are read as before"
    for erased in ("mentee", "We read a poem", "Phone of the mentee", "criterion"):
        assert erased not in readable.replace("mentee_id", "")


def test_after_erasing_no_file_holds_the_ciphertext(
    app: Flask, introduced: Pair, tmp_path: Path
) -> None:
    accept_introduction(introduced)
    mentee = introduced.mentee
    sealed = [mentee.person.sealed, mentee.profile.sealed, introduced.suggestion.sealed]
    tokens = [mentee.person.row_token, mentee.profile.row_token]
    files = [path for path in tmp_path.iterdir() if path.suffix != ".toml"]
    raw = b"".join(path.read_bytes() for path in files)
    assert all(value in raw for value in [*sealed, *tokens])
    personal_data.erase(db.session, mentee.person)
    commit(db.session)
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    pieces = [value[start : start + 16] for value in sealed for start in range(0, len(value), 16)]
    assert [piece for piece in [*pieces, *tokens] if piece in raw] == []


def test_every_sealed_table_destroys_its_keys_with_its_rows() -> None:
    owners = {model.__tablename__ for model in KeyOwner.__subclasses__()}
    assert owners == {
        *("person", "outgoing_email", "import_sheet", "import_mapping", "unsent_form"),
        *("broadcast", "canned_answer", "run_input"),
        *("advocacy_group", "event_place", "resource_suggestion", "resource_upload"),
    }
    assert {model.__tablename__ for model in sealed_models()} >= owners
