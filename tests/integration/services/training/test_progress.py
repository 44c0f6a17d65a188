"""Everybody ticks off their own; the other one of a match sees it while the match lasts."""

import pytest

from mentorship.extensions import db
from mentorship.models import AuditEntry, Pair, Person, TrainingProgress
from mentorship.services.pairs import closing
from mentorship.services.training import module_changes, modules, progress
from mentorship.services.training.modules import Module

CODE = "digital_safety"


@pytest.fixture
def module(app: object) -> Module:
    found = modules.module_with_code(db.session, CODE)
    assert found is not None
    return found


def test_a_module_is_done_once_and_can_be_open_again(module: Module, mentee: Person) -> None:
    for _time in range(2):
        progress.mark_done(db.session, mentee, module)
    assert list(progress.done_by(db.session, mentee)) == [CODE]
    assert db.session.query(TrainingProgress).count() == 1
    assert progress.done_counts(db.session) == {CODE: 1}
    for _time in range(2):
        progress.mark_open(db.session, mentee, module)
    assert progress.done_by(db.session, mentee) == {}


def test_no_tick_is_in_the_audit_trail(module: Module, mentee: Person) -> None:
    progress.mark_done(db.session, mentee, module)
    progress.mark_open(db.session, mentee, module)
    db.session.commit()
    about_ticks = db.session.query(AuditEntry).filter_by(subject=TrainingProgress.__tablename__)
    assert about_ticks.count() == 0


def test_the_next_module_comes_after_this_one_and_then_from_the_beginning(module: Module) -> None:
    path = modules.offered_modules(db.session)
    codes = [item.code for item in path]
    place = codes.index(CODE)
    assert progress.next_module(path, module, {codes[place + 1]}) == path[place + 2]
    assert progress.next_module(path, module, codes[place:]) == path[0]
    assert progress.next_module(path, module, set(codes) - {CODE}) is None


def test_a_path_without_modules_is_not_done(module: Module) -> None:
    assert progress.has_done_all([module], {CODE})
    assert not progress.has_done_all([module], set())
    assert not progress.has_done_all([], {CODE})


def test_the_other_one_sees_it_only_while_the_match_lasts(
    module: Module, pair: Pair, mentee: Person, mentor: Person
) -> None:
    progress.mark_done(db.session, mentee, module)
    (partner,) = progress.partners_of(db.session, mentor)
    assert partner.application == pair.mentee
    assert partner.has_done(module)
    (partner,) = progress.partners_of(db.session, mentee)
    assert not partner.has_done(module)
    closing.end(db.session, mentor, pair)
    assert progress.partners_of(db.session, mentor) == []


def test_what_only_one_role_does_is_not_done_together(mentee: Person, mentor: Person) -> None:
    own = modules.module_with_code(db.session, "being_a_mentee")
    assert own is not None
    progress.mark_done(db.session, mentee, own)
    (partner,) = progress.partners_of(db.session, mentor)
    assert not partner.has_done(own)


def test_what_somebody_did_keeps_its_title_after_it_is_retired(
    module: Module, mentee: Person, coordinator: Person
) -> None:
    progress.mark_done(db.session, mentee, module)
    module_changes.set_retired(db.session, coordinator, module, is_retired=True)
    (done,) = progress.done_modules(db.session, mentee, "es")
    assert (done.code, done.title) == (CODE, "Seguridad digital")
