"""The programme's words change for every process at once, and no code is ever lost."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, update

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AuditEntry, Person, ProgrammeVersion
from mentorship.programme import ChoiceList, shipped, to_entries
from mentorship.runtime import current_runtime
from mentorship.services.programme import versions
from mentorship.services.programme.versions import NewestProgramme

Save = Callable[..., None]


@pytest.fixture
def save(app: Flask, coordinator: Person) -> Save:
    """Return a function that changes some of the words and commits."""

    def save_changes(base: int | None = None, **changes: Any) -> None:
        changed = replace(current_runtime().programme, **changes)
        number = current_runtime().programme.version if base is None else base
        versions.save(db.session, coordinator, number, changed, "identity")
        db.session.commit()

    return save_changes


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    yield statements
    event.remove(db.engine, "before_cursor_execute", count)


def test_the_words_are_those_of_the_file_until_somebody_changes_them(app: Flask) -> None:
    assert current_runtime().programme is shipped()


@pytest.mark.usefixtures("each_database")
def test_a_change_is_read_by_every_process_at_its_next_request(save: Save) -> None:
    another_process = NewestProgramme(db.session, shipped())
    assert another_process().name == "Common Thread"
    save(name="Puente")
    assert (another_process().name, current_runtime().programme.name) == ("Puente", "Puente")


def test_one_statement_in_a_transaction_compares_the_version(save: Save) -> None:
    save(name="Puente")
    assert current_runtime().programme.name == "Puente"
    db.session.rollback()
    with counted_statements() as statements:
        parsed = [current_runtime().programme for _ in range(50)]
    assert len(statements) == 1
    assert all(programme is parsed[0] for programme in parsed)


def test_reading_the_words_writes_nothing_that_waits_in_the_session(save: Save) -> None:
    db.session.add(Person())  # lacks everything
    assert current_runtime().programme.name == "Common Thread"
    db.session.rollback()


def test_words_of_a_restored_backup_are_read_although_its_number_was_used(save: Save) -> None:
    save(name="Puente")
    assert current_runtime().programme.name == "Puente"
    document = db.session.get_one(ProgrammeVersion, 2).document.replace("Puente", "Puerta")
    earlier = datetime(2026, 1, 1, tzinfo=UTC)
    restored = update(ProgrammeVersion).where(ProgrammeVersion.id == 2)
    db.session.execute(restored.values(document=document, created_at=earlier))
    db.session.commit()
    assert current_runtime().programme.name == "Puerta"


def test_a_version_says_who_made_it_and_the_audit_log_too(save: Save, coordinator: Person) -> None:
    save(name="Puente")
    version = db.session.get_one(ProgrammeVersion, 2)
    assert (version.created_by, version.part) == (coordinator.id, "identity")
    entry = db.session.query(AuditEntry).filter_by(subject="programme_version").one()
    assert (entry.action, entry.subject_id) == ("change programme", 2)


def test_the_words_before_the_first_change_are_a_version_too(save: Save) -> None:
    save(name="Puente")
    first = db.session.get_one(ProgrammeVersion, 1)
    assert versions.parse(first.document) == shipped()
    assert (first.part, first.created_by) == ("file", None)


def test_words_that_are_as_they_were_are_no_version(save: Save) -> None:
    save(name="Common Thread")
    assert current_runtime().programme.version == 0


@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize("base", [0, 1, 3])
def test_a_change_of_another_version_than_the_newest_is_refused(save: Save, base: int) -> None:
    save(name="Puente")
    with pytest.raises(UserFacingError, match="since you opened this page"):
        save(base, name="Hilo")
    assert current_runtime().programme.name == "Puente"


def test_a_choice_that_a_change_leaves_out_keeps_its_code_and_label(save: Save) -> None:
    topics = shipped().choices["topics"]
    media = {"media": topics.offered["media"]}
    save(choices={**shipped().choices, "topics": ChoiceList(media, {})})
    changed = current_runtime().programme.choices["topics"]
    assert (list(changed.offered), set(changed.former)) == (
        ["media"],
        topics.offered.keys() - {"media"},
    )


def test_more_former_choices_than_can_be_kept_are_refused_in_a_sentence(save: Save) -> None:
    def topics(prefix: str) -> dict[str, ChoiceList]:
        labels = {f"{prefix}{number}": {"en": "A", "es": "A"} for number in range(150)}
        return {**shipped().choices, "topics": ChoiceList(labels, {})}

    save(choices=topics("first"))
    save(choices=topics("second"))
    with pytest.raises(UserFacingError, match="not offered any more"):
        save(choices=topics("third"))


def test_a_document_from_before_a_language_of_the_site_can_still_be_read(app: Flask) -> None:
    words = to_entries(shipped()) | {"about": {"en": "We match neighbors."}}
    assert versions.parse(json.dumps(words)).about["es"] == "We match neighbors."
