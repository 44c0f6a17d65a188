"""A form that could not be accepted is kept for its writer alone, sealed, for an hour."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from mentorship.after_commit import commit
from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Person, UnsentForm
from mentorship.runtime import current_runtime
from mentorship.services import personal_data, unsent_forms
from mentorship.services.unsent_forms import LIFETIME, MAX_FORMS_PER_PERSON
from tests.factories import make_person

PAGE = "/pairs/1/meetings/new"
FIELDS = [("notes", "Lunch near the lake."), ("mode", "online"), ("mode", "in_person")]


@pytest.fixture
def writer(app: Flask) -> Person:
    return make_person("writer@example.org")


def keep(person: Person, page: str = PAGE, text: str = "Lunch near the lake.") -> None:
    unsent_forms.store(db.session, person, page, [("notes", text), *FIELDS[1:]])
    commit(db.session)


def count() -> int:
    return db.session.query(UnsentForm).count()


def test_the_writer_gets_every_field_back_on_that_page_alone(writer: Person) -> None:
    keep(writer)
    another = make_person("another@example.org")
    assert unsent_forms.stored_fields(db.session, writer, PAGE) == FIELDS
    assert unsent_forms.stored_fields(db.session, writer, "/pairs/1/end") == []
    assert unsent_forms.stored_fields(db.session, another, PAGE) == []


def test_the_newest_form_of_a_page_replaces_the_one_before_and_its_key(writer: Person) -> None:
    keep(writer)
    first_key = db.session.query(UnsentForm).one().key_id
    keep(writer, text="Dinner instead.")
    assert dict(unsent_forms.stored_fields(db.session, writer, PAGE))["notes"] == "Dinner instead."
    assert count() == 1
    assert current_runtime().key_store.destroyed([first_key]) == {first_key}


def test_only_so_many_forms_of_a_person_are_kept(writer: Person) -> None:
    for number in range(MAX_FORMS_PER_PERSON + 2):
        keep(writer, f"/pairs/{number}/meetings/new")
    assert count() == MAX_FORMS_PER_PERSON
    assert unsent_forms.stored_fields(db.session, writer, "/pairs/0/meetings/new") == []
    assert unsent_forms.stored_fields(db.session, writer, "/pairs/11/meetings/new") == FIELDS


@pytest.mark.parametrize("job", ["purge_unsent_forms", "purge_expired"])
def test_after_an_hour_nothing_is_shown_and_nothing_remains(
    app: Flask, writer: Person, job: str
) -> None:
    keep(writer)
    form = db.session.query(UnsentForm).one()
    key_id, form.created_at = form.key_id, now() - LIFETIME + timedelta(minutes=1)
    commit(db.session)
    getattr(app.extensions["jobs"], job)()
    assert unsent_forms.stored_fields(db.session, writer, PAGE) == FIELDS
    form = db.session.query(UnsentForm).one()
    form.created_at = now() - LIFETIME
    commit(db.session)
    assert unsent_forms.stored_fields(db.session, writer, PAGE) == []
    getattr(app.extensions["jobs"], job)()
    db.session.rollback()
    assert count() == 0
    assert current_runtime().key_store.destroyed([key_id]) == {key_id}


def test_an_erasure_takes_the_forms_and_their_keys_along(writer: Person) -> None:
    keep(writer)
    key_id = db.session.query(UnsentForm).one().key_id
    personal_data.erase(db.session, writer)
    commit(db.session)
    assert count() == 0
    assert current_runtime().key_store.destroyed([key_id]) == {key_id}


def test_a_form_whose_key_is_gone_is_not_shown_and_breaks_no_page(writer: Person) -> None:
    keep(writer)
    current_runtime().key_store.destroy([db.session.query(UnsentForm).one().key_id])
    db.session.remove()
    person = db.session.query(Person).one()
    assert unsent_forms.stored_fields(db.session, person, PAGE) == []


def test_no_file_holds_the_words_or_the_page(writer: Person, tmp_path: Path) -> None:
    keep(writer)
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"unsent_form" in raw
    assert b"near the lake" not in raw
    assert PAGE.encode() not in raw
