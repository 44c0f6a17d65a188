"""The address of a merged account leads an import to the kept person, and nobody to sign in."""

from mentorship.extensions import db
from mentorship.services.accounts import people
from mentorship.services.merging import merged_addresses
from tests.conftest import Applicant
from tests.factories import make_person


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
