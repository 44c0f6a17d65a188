"""Prepared answers: in both languages, by title, the same one stored once."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import CannedAnswer, Person
from mentorship.services.messages import canned_answers

TEXTS = {"en": "We write to you.", "es": "Le escribimos."}


def test_a_prepared_answer_is_in_the_language_of_its_reader_or_in_another_one(
    coordinator: Person,
) -> None:
    item = canned_answers.add(db.session, coordinator, "When?", TEXTS)
    only_spanish = canned_answers.add(db.session, coordinator, "Sí", {"en": "", "es": "Sí."})
    assert (item.text_in("es"), item.text_in("ko")) == ("Le escribimos.", "We write to you.")
    assert only_spanish.text_in("en") == "Sí."
    assert canned_answers.answer_with_id(db.session, item.id) is item


def test_prepared_answers_are_changed_and_deleted_and_sorted_by_title(coordinator: Person) -> None:
    second = canned_answers.add(db.session, coordinator, "Zoom", TEXTS)
    first = canned_answers.add(db.session, coordinator, "árbol", TEXTS)
    assert canned_answers.add(db.session, coordinator, "árbol", TEXTS) is first
    assert canned_answers.answers(db.session) == [first, second]
    canned_answers.change(db.session, coordinator, second, "Abc", {"en": "Hi.", "es": ""})
    assert canned_answers.answers(db.session) == [second, first]
    canned_answers.delete(db.session, coordinator, first)
    db.session.commit()
    assert [item.title for item in canned_answers.answers(db.session)] == ["Abc"]


def test_the_examples_are_there_in_every_language_and_once(coordinator: Person) -> None:
    for _tap in range(2):
        canned_answers.add_examples(db.session, coordinator)
    items = canned_answers.answers(db.session)
    assert len({item.title for item in items}) == len(items) == 5
    assert all(item.texts.keys() == {"en", "es"} and all(item.texts.values()) for item in items)


def test_there_is_a_limit_to_prepared_answers(
    coordinator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canned_answers, "MAX_CANNED_ANSWERS", 1)
    canned_answers.add(db.session, coordinator, "When?", TEXTS)
    with pytest.raises(UserFacingError):
        canned_answers.add(db.session, coordinator, "Where?", TEXTS)
    assert db.session.query(CannedAnswer).count() == 1
