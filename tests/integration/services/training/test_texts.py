"""Texts are kept in versions: a translation belongs to one of its source, and no race loses one."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from mentorship.extensions import db
from mentorship.models import Person, TrainingText
from mentorship.services.training import module_changes, modules, texts
from mentorship.services.training.module_text import ModuleText
from mentorship.services.training.modules import Module
from mentorship.services.training.texts import ShownVersions, TextChangedError
from mentorship.services.training.translations import ModuleTexts, TextState
from tests.integration.services.training.test_module_changes import SETTINGS

CODE = "know_your_rights"
WORDS = ModuleText("Rights", "Everybody has some.", ("Which?", "Whose?"), "Ask.", "Ask Ana.")
FIRST = ShownVersions(0, 0)


@pytest.fixture
def module(coordinator: Person) -> Module:
    found = modules.module_with_code(db.session, CODE)
    assert found is not None
    return found


def newest(module: Module) -> ModuleTexts:
    db.session.expire_all()
    return texts.texts_of(db.session, [module])[module.code]


def change_source(coordinator: Person, module: Module, words: ModuleText = WORDS) -> None:
    shown = ShownVersions(newest(module).source.version, newest(module).source.version)
    texts.save_text(db.session, coordinator, module, "en", words, shown)
    db.session.commit()


def test_what_came_along_is_version_0_and_newer_words_win(
    coordinator: Person, module: Module
) -> None:
    assert newest(module).version("en") == newest(module).version("es") == 0
    change_source(coordinator, module)
    assert newest(module).source.words == WORDS
    assert newest(module).version("en") == 1
    assert newest(module).state("es") == TextState.OUTDATED


def test_a_form_that_was_sent_twice_makes_one_version(coordinator: Person, module: Module) -> None:
    for _time in range(2):
        texts.save_text(db.session, coordinator, module, "en", WORDS, FIRST)
    same = newest(module).by_language["es"].words
    texts.save_text(db.session, coordinator, module, "es", same, ShownVersions(0, 1))
    texts.save_text(db.session, coordinator, module, "es", same, ShownVersions(1, 1))
    assert db.session.query(TrainingText.language, TrainingText.version).all() == [
        ("en", 1),
        ("es", 1),
    ]
    assert newest(module).state("es") == TextState.CURRENT


@pytest.mark.usefixtures("each_database")
def test_of_two_who_write_at_once_the_slower_is_told(coordinator: Person, module: Module) -> None:
    change_source(coordinator, module)
    coordinator_id = coordinator.id
    db.session.commit()
    other_words = replace(WORDS, title="Other")
    with Session(db.engine) as other:
        actor = other.get_one(Person, coordinator_id)
        texts.save_text(other, actor, module, "en", other_words, ShownVersions(1, 1))
        other.commit()
    third = replace(WORDS, title="Third")
    with pytest.raises(TextChangedError):
        texts.save_text(db.session, coordinator, module, "en", third, ShownVersions(1, 1))
    db.session.rollback()
    assert newest(module).source.words == other_words


def test_a_version_that_never_existed_is_refused(coordinator: Person, module: Module) -> None:
    for shown in (ShownVersions(7, 0), ShownVersions(0, 7), ShownVersions(-1, 0)):
        with pytest.raises(TextChangedError):
            texts.save_text(db.session, coordinator, module, "es", WORDS, shown)


def test_words_typed_beside_an_older_source_are_outdated(
    coordinator: Person, module: Module
) -> None:
    change_source(coordinator, module)
    texts.save_text(db.session, coordinator, module, "es", WORDS, FIRST)
    assert newest(module).state("es") == TextState.OUTDATED


def test_a_confirmed_translation_is_current_until_that_is_taken_back(
    coordinator: Person, module: Module
) -> None:
    change_source(coordinator, module)
    shown = ShownVersions(0, 1)
    for _time in range(2):
        texts.confirm(db.session, coordinator, module, "es", shown)
    confirmed = newest(module).by_language["es"]
    assert (confirmed.version, confirmed.is_confirmation) == (1, True)
    assert newest(module).state("es") == TextState.CURRENT

    texts.undo_confirmation(db.session, coordinator, module, "es", 1)
    with pytest.raises(TextChangedError):
        texts.undo_confirmation(db.session, coordinator, module, "es", 1)
    taken_back = newest(module).by_language["es"]
    assert (taken_back.version, taken_back.is_confirmation) == (2, False)
    assert taken_back.words == confirmed.words
    assert newest(module).state("es") == TextState.OUTDATED


def test_only_what_the_page_showed_can_be_confirmed(coordinator: Person, module: Module) -> None:
    change_source(coordinator, module)
    change_source(coordinator, module, replace(WORDS, title="Changed once more"))
    for language, shown in (("es", ShownVersions(0, 1)), ("en", ShownVersions(2, 2))):
        with pytest.raises(TextChangedError):
            texts.confirm(db.session, coordinator, module, language, shown)
    texts.confirm(db.session, coordinator, module, "es", ShownVersions(0, 2))
    change_source(coordinator, module)
    assert newest(module).state("es") == TextState.OUTDATED


def test_an_own_module_has_the_words_that_are_written_for_it(coordinator: Person) -> None:
    code = module_changes.new_code()
    module_changes.add_module(db.session, coordinator, code, SETTINGS)
    own = modules.module_with_code(db.session, code)
    assert own is not None
    texts.save_text(db.session, coordinator, own, "en", WORDS, FIRST)
    assert newest(own).source.words == WORDS
    assert newest(own).state("es") == TextState.MISSING
