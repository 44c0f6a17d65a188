"""A certificate is for whoever has applied and done everything that is offered to them."""

from mentorship.extensions import db
from mentorship.models import Person
from mentorship.services.training import certificate, module_changes, modules, progress
from tests.conftest import Applicant


def do_all_but(person: Person, left_out: set[str]) -> None:
    for module in modules.modules_for(db.session, modules.roles_of(db.session, person)):
        if module.code not in left_out:
            progress.mark_done(db.session, person, module)


def test_it_comes_with_the_last_module(applicant: Applicant, coordinator: Person) -> None:
    person = applicant("mentee", "mei@example.org", name="Mei").person
    do_all_but(person, {"digital_safety"})
    assert certificate.certificate_for(db.session, person, "en") is None
    do_all_but(person, set())
    shown = certificate.certificate_for(db.session, person, "en")
    assert shown is not None
    assert shown.name == "Mei"
    assert len(shown.titles) == 9
    assert "Being a mentor" not in shown.titles


def test_who_has_not_applied_has_no_name_for_it(nayeli: Person) -> None:
    do_all_but(nayeli, set())
    assert certificate.certificate_for(db.session, nayeli, "en") is None


def test_what_is_retired_is_not_asked_for(applicant: Applicant, coordinator: Person) -> None:
    person = applicant("mentor", "ana@example.org").person
    do_all_but(person, {"digital_safety"})
    retired = modules.module_with_code(db.session, "digital_safety")
    assert retired is not None
    module_changes.set_retired(db.session, coordinator, retired, is_retired=True)
    assert certificate.certificate_for(db.session, person, "en") is not None
