"""Whoever erased themselves comes back by no spreadsheet, and by a wish of their own."""

import pytest
from flask import Flask

from mentorship.after_commit import commit
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, AuditEntry, ErasureMark, Person, Round
from mentorship.runtime import current_runtime
from mentorship.services import personal_data
from mentorship.services.accounts import people, sign_up_links
from mentorship.services.erasure_marks import was_erased
from mentorship.services.imports import Plan, apply_plan, plan_import
from tests.factories import PASSWORD, make_person
from tests.unit.services.imports.survey import ENTRIES, rows_of

ANSWERS = {
    **ENTRIES["answers"],
    "communities": {"Latino": ["latino"]},
    "languages": {"Spanish": ["es"], "English": ["en"]},
}


def plan_of(round_: Round, *emails: str, agreed_again: frozenset[int] = frozenset()) -> Plan:
    rows = rows_of(*({"email": email} for email in emails), answers=ANSWERS)
    return plan_import(db.session, rows, round_, agreed_again)


def apply(plan: Plan, round_: Round) -> None:
    apply_plan(db.session, None, plan, round_, all_or_nothing=False)
    commit(db.session)


def erase(person: Person) -> None:
    personal_data.erase(db.session, person)
    commit(db.session)


@pytest.mark.parametrize("address", ["ana@example.org", "ANA@Example.org", "groß@straße.example"])
def test_somebody_who_was_imported_and_erased_is_not_imported_again(
    a_round: Round, address: str
) -> None:
    apply(plan_of(a_round, address, "mei@example.org"), a_round)
    erase(people.person_for(db.session, address))
    plan = plan_of(a_round, address.lower(), "mei@example.org", "new@example.org")
    assert (plan.erased, [item.email for item in plan.to_import]) == ((2,), ["new@example.org"])
    assert plan.reasons == {"is of somebody who deleted their data here": 1}
    apply(plan, a_round)
    assert people.person_named(db.session, address) is None


def test_a_former_address_is_remembered_too(a_round: Round) -> None:
    apply(plan_of(a_round, "ana@example.org"), a_round)
    ana = people.person_for(db.session, "ana@example.org")
    people.request_email_change(db.session, ana, "ana.maria@example.org")
    assert people.confirm_email(db.session, ana)
    erase(ana)
    assert plan_of(a_round, "ana@example.org", "ana.maria@example.org").erased == (2, 3)


def test_somebody_whose_address_an_earlier_version_changed_is_recognised(a_round: Round) -> None:
    erase(make_person("gross@example.org"))  # as "groß@example.org" was stored
    assert plan_of(a_round, "groß@example.org", "gross@example.org").erased == (2, 3)


def test_somebody_who_signs_up_again_can_be_imported_again(a_round: Round) -> None:
    erase(make_person("ana@example.org"))
    token = sign_up_links.make_token("Ana@example.org", "en", None)
    assert was_erased(db.session, "ana@example.org"), "asking for a link proves nothing"
    person = sign_up_links.use_token(db.session, token, PASSWORD)
    assert person is not None
    assert not was_erased(db.session, "ana@example.org")
    assert plan_of(a_round, "ana@example.org").erased == ()


def test_whoever_changes_to_an_erased_address_is_not_marked_any_more(a_round: Round) -> None:
    erase(make_person("ana@example.org"))
    luna = people.sign_up_with_user_name(db.session, "luna", PASSWORD, "en")
    people.request_email_change(db.session, luna, "ana@example.org")
    assert people.confirm_email(db.session, luna)
    assert not was_erased(db.session, "ana@example.org")


def test_a_coordinator_imports_somebody_who_has_agreed_again(
    a_round: Round, coordinator: Person
) -> None:
    for name in ("ana", "mei"):
        erase(make_person(f"{name}@example.org"))
    plan = plan_of(a_round, "ana@example.org", "mei@example.org", agreed_again=frozenset({2}))
    assert [item.email for item in plan.to_import] == ["ana@example.org"]
    assert plan.erased == (3,)
    apply_plan(db.session, coordinator, plan, a_round, all_or_nothing=False)
    commit(db.session)
    assert not was_erased(db.session, "ana@example.org")
    assert was_erased(db.session, "mei@example.org")
    entry = db.session.query(AuditEntry).filter_by(action="import with new consent").one()
    assert entry.actor_id == coordinator.id


def test_a_plan_from_before_an_erasure_saves_nothing(a_round: Round) -> None:
    erased = make_person("ana@example.org")
    plan = plan_of(a_round, "ana@example.org", "mei@example.org")
    assert len(plan.to_import) == 2
    erase(erased)
    with pytest.raises(UserFacingError, match="just deleted their data"):
        apply_plan(db.session, None, plan, a_round, all_or_nothing=False)
    db.session.rollback()
    assert db.session.query(Application).count() == 0


def test_somebody_erased_again_after_a_restore_is_marked_though_unreadable(
    a_round: Round,
) -> None:
    ana = make_person("ana@example.org")
    current_runtime().key_store.destroy([ana.key_id])
    db.session.remove()
    erase(db.session.query(Person).one())
    assert was_erased(db.session, "ana@example.org")


def test_a_user_name_leaves_no_mark_and_a_mark_no_address(app: Flask) -> None:
    erase(people.sign_up_with_user_name(db.session, "luna", PASSWORD, "en"))
    assert db.session.query(ErasureMark).count() == 0
    ana = make_person("ana@example.org")
    index = ana.sign_in_index
    erase(ana)
    assert db.session.query(ErasureMark).one().name_index != index
