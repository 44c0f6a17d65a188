"""The address of a merged account leads an import to the kept person, and nobody to sign in."""

from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import Person, Round
from mentorship.services.accounts import people
from mentorship.services.imports import apply_plan, plan_import
from mentorship.services.merging import merged_addresses
from tests.conftest import Applicant
from tests.factories import make_person
from tests.unit.services.imports.survey import rows_of


def test_a_sheet_with_the_address_of_before_is_about_the_kept_person(applicant: Applicant) -> None:
    kept = applicant("mentee", "kept@example.org").person
    merged = make_person("old@example.org")
    index = merged.sign_in_index
    merged_addresses.remember_addresses(db.session, kept, merged)
    db.session.delete(merged)
    db.session.commit()
    assert people.person_to_import(db.session, "Old@Example.org") == kept
    assert people.person_named(db.session, "old@example.org") is None
    assert index in kept.former_indexes()


def test_a_sheet_with_the_address_of_before_brings_nobody_back(
    applicant: Applicant, a_round: Round
) -> None:
    kept = applicant("mentee", "kept@example.org").person
    merged = make_person("old@example.org")
    merged_addresses.remember_addresses(db.session, kept, merged)
    db.session.delete(merged)
    db.session.commit()
    plan = plan_import(db.session, rows_of({"email": "old@example.org"}), a_round)
    apply_plan(db.session, None, plan, a_round, all_or_nothing=False)
    people_after = db.session.scalars(select(Person.id).where(Person.id != kept.id)).all()
    assert people_after == []
