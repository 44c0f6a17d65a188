"""A required module keeps people out of match runs until they have done it."""

from dataclasses import replace

import pytest

from mentorship.extensions import db
from mentorship.models import Application, Person, Role, Round, ScreeningUse
from mentorship.services.applications import readiness, screening, submission
from mentorship.services.entry_versions import version_of
from mentorship.services.training import module_changes, modules, progress, required
from mentorship.services.training.modules import Module
from tests.conftest import Applicant

CODE = "being_a_mentor"


@pytest.fixture
def module(coordinator: Person) -> Module:
    """Return a module that mentors have to do."""
    found = modules.module_with_code(db.session, CODE)
    assert found is not None
    settings = replace(found.settings, for_mentors=ScreeningUse.REQUIRED)
    module_changes.change_settings(
        db.session, coordinator, found, settings, version_of(found.settings)
    )
    db.session.commit()
    return replace(found, settings=settings)


@pytest.fixture
def mentor(applicant: Applicant) -> Application:
    return applicant("mentor", "ana@example.org")


@pytest.fixture
def mentee(applicant: Applicant) -> Application:
    return applicant("mentee", "mei@example.org")


def test_whoever_lacks_it_is_not_matched_and_the_lists_say_why(
    module: Module, mentor: Application, mentee: Application, a_round: Round
) -> None:
    assert submission.pool(db.session, a_round) == [mentee]
    assert not readiness.are_ready(db.session, [mentor])
    assert readiness.ready_counts(db.session, a_round) == {Role.MENTEE: 1}
    assert screening.almost_ready_count(db.session, a_round) == 1
    assert required.open_titles_of(db.session, [mentor, mentee], "en") == {
        mentor.id: ["Being a mentor"]
    }

    progress.mark_done(db.session, mentor.person, module)
    assert readiness.are_ready(db.session, [mentor, mentee])
    assert screening.almost_ready_count(db.session, a_round) == 0
    assert required.open_titles_of(db.session, [mentor], "en") == {}


def test_what_somebody_else_has_done_does_not_count(
    module: Module, mentor: Application, mentee: Application
) -> None:
    progress.mark_done(db.session, mentee.person, module)
    assert not readiness.are_ready(db.session, [mentor])


def test_a_retired_module_holds_nobody_back(
    module: Module, mentor: Application, coordinator: Person
) -> None:
    module_changes.set_retired(db.session, coordinator, module, is_retired=True)
    assert readiness.are_ready(db.session, [mentor])
