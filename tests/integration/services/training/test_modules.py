"""The path: those modules that come along and a programme's own, in its order, for its roles."""

import pytest

from mentorship.extensions import db
from mentorship.models import Role, TrainingModule
from mentorship.services.training import modules
from tests.conftest import Applicant


@pytest.mark.usefixtures("app")
def test_the_starting_set_is_there_before_anything_is_stored() -> None:
    assert len(modules.offered_modules(db.session)) == 10
    assert db.session.query(TrainingModule).count() == 0
    assert modules.module_with_code(db.session, "none") is None


def test_the_path_is_that_of_ones_roles(applicant: Applicant) -> None:
    mentee = applicant("mentee", "mei@example.org").person
    roles = modules.roles_of(db.session, mentee)
    assert roles == {Role.MENTEE}
    path = [item.code for item in modules.modules_for(db.session, roles)]
    assert "being_a_mentee" in path
    assert "being_a_mentor" not in path
    assert len(modules.modules_for(db.session, set())) == 10


def test_who_has_withdrawn_has_no_role(applicant: Applicant) -> None:
    person = applicant("mentor", "mei@example.org", "withdrawn").person
    assert modules.roles_of(db.session, person) == set()
