"""After a merge everything is the kept person's, readable under their key alone."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from mentorship.errors import UserFacingError
from mentorship.extensions import Base, db
from mentorship.models import (
    Application,
    ApplicationState,
    AuditEntry,
    Ban,
    Concern,
    EventSignUp,
    ExclusionAnswer,
    Meeting,
    Message,
    Pair,
    Person,
    Profile,
    Round,
    SignUpState,
    Suggestion,
    SuggestionState,
)
from mentorship.privacy.sealed_rows import sealed_under
from mentorship.questions import STEPS
from mentorship.runtime import current_runtime
from mentorship.services import audit_verification, personal_data
from mentorship.services.accounts import passwords
from mentorship.services.applications import corrections, notes
from mentorship.services.merging import merge_requests
from mentorship.services.merging.merge import merge
from mentorship.services.merging.merge_plan import plan_merge
from mentorship.services.pairing import exclusion_review, pair_constraints, person_constraints
from mentorship.services.pairing.constraint_kinds import ConstraintKind
from mentorship.services.pairs import concerns, meetings
from mentorship.services.pairs.meetings import MeetingEntry
from tests.conftest import Applicant, Mailbox
from tests.event_factories import make_event, make_member, sign_up
from tests.factories import (
    PASSWORD,
    accept_introduction,
    introduce,
    make_application,
    make_coordinator,
    make_round,
    make_suggestion,
)


def do_merge(
    kept: Application, other: Application, answers: Application | None = None, **options: Any
) -> Person:
    actor = options.get("actor") or make_coordinator()
    answers = answers or kept
    plan = plan_merge(db.session, kept, answers, other)
    person = merge(db.session, actor, kept, answers, other, seen=plan.digest())
    db.session.commit()
    return person


@pytest.fixture
def with_history(a_round: Round, applicant: Applicant, coordinator: Person) -> Application:
    """Return the application of a mentee with rows in every table that can follow."""
    pair = accept_introduction(introduce(make_suggestion(a_round)))
    mentee = pair.mentee
    meetings.log_meeting(
        db.session,
        mentee.person,
        pair,
        MeetingEntry(date(2026, 11, 1), 45, "online", "talk", "Cooked."),
    )
    concerns.tell(db.session, mentee.person, pair, "Talks too much.")
    notes.write_note(db.session, coordinator, mentee, "Kind.")
    (step,) = (step for step in STEPS if step.name == "communities")
    answers = {"heritage": "Zapotec"}
    corrections.correct(db.session, coordinator, mentee, step, answers, "Typo.")
    db.session.commit()
    return mentee


@pytest.mark.usefixtures("each_database")
def test_everything_follows_and_is_sealed_under_the_key_that_stays(
    with_history: Application, a_round: Round
) -> None:
    kept = make_application(a_round, "mentee", "new@example.org", name="Mei Chen")
    merged, merged_key = with_history.person_id, with_history.person.key_id
    person = do_merge(kept, with_history)
    (application,) = db.session.scalars(
        select(Application).where(Application.person_id == person.id)
    )
    assert db.session.get(Person, merged) is None
    assert application.profile.name == "mentee", "the application with a match is kept"
    (pair,) = db.session.scalars(select(Pair))
    assert (pair.mentee_id, pair.suggestion.mentee_id) == (application.id, application.id)
    assert db.session.scalars(select(Meeting)).one().notes == "Cooked."
    assert db.session.scalars(select(Meeting)).one().logged_by == person.id
    assert db.session.scalars(select(Concern)).one().text == "Talks too much."
    assert [note.text for note in notes.notes_about(db.session, person.id)] == ["Kind."]
    assert len(corrections.open_corrections(db.session, person.id)) == 1
    assert pair.suggestion.explanation["max_score"]
    assert sealed_under(db.session, merged_key) == []
    assert current_runtime().key_store.destroyed([merged_key]) == {merged_key}


def test_the_person_reads_of_the_merge_in_their_language(
    applicant: Applicant, mailbox: Mailbox
) -> None:
    kept, other = (applicant("mentee", f"{name}@example.org") for name in ("kept", "other"))
    person = do_merge(kept, other)
    assert "two accounts" in db.session.scalars(select(Message)).one().text
    assert [address for address, _subject, _body in mailbox.emails()] == [person.sign_in_name]


def test_applications_to_other_rounds_and_roles_stay_as_they_are(
    applicant: Applicant, a_round: Round
) -> None:
    kept = applicant("mentee", "kept@example.org", goals="First.")
    mentor = applicant("mentor", "other@example.org", goals="Second.")
    summer = make_application(make_round("Summer"), "mentee", "other@example.org", goals="Third.")
    person = do_merge(kept, mentor)
    own = personal_data.export(db.session, person)["applications"]
    assert [item["answers"]["goals"] for item in own] == ["Third.", "Second.", "First."]
    assert {summer.person_id, mentor.person_id} == {person.id}


@pytest.mark.parametrize("choice", ["kept", "other"])
def test_the_answers_that_a_coordinator_chooses_are_kept_whoever_signs_in(
    applicant: Applicant, choice: str
) -> None:
    kept = applicant("mentee", "kept@example.org", goals="kept")
    other = applicant("mentee", "other@example.org", goals="other")
    person = do_merge(kept, other, kept if choice == "kept" else other)
    (application,) = db.session.scalars(select(Application))
    assert (application.person_id, application.profile.answers["goals"]) == (person.id, choice)
    assert person.sign_in_name == "kept@example.org"


def test_whom_either_must_not_meet_is_kept(applicant: Applicant, coordinator: Person) -> None:
    kept = applicant("mentee", "kept@example.org", excluded_people="cruel@example.org")
    other = applicant("mentee", "other@example.org", excluded_people="loud@example.org")
    cruel, loud, banned = (
        applicant("mentor", f"{name}@example.org", "latino") for name in ("cruel", "loud", "banned")
    )
    db.session.add(Ban(mentee=other, mentor=banned))
    person = do_merge(kept, other)
    pool = [*db.session.scalars(select(Application))]
    excluded = exclusion_review.excluded_people(db.session, pool)
    assert {(person.id, cruel.person_id), (person.id, loud.person_id)} <= excluded
    assert db.session.scalars(select(Ban)).one().mentee_id == kept.id


def test_what_limits_either_limits_the_merged_person(applicant: Applicant) -> None:
    kept = applicant("mentee", "kept@example.org")
    other = applicant("mentee", "other@example.org")
    for application, code in ((kept, "en"), (other, "es")):
        kind = ConstraintKind.WITHOUT_LANGUAGES
        person_constraints.add(db.session, None, application, kind, [code])
    person = do_merge(kept, other)
    stored = person_constraints.constraints_of_people(db.session, [person.id])
    assert [constraint.value for _person, constraint in stored] == [["en"], ["es"]]
    assert {constraint.application_id for _person, constraint in stored} == {kept.id}


def test_a_ban_of_one_account_stands_though_that_of_the_other_was_lifted(
    applicant: Applicant,
) -> None:
    kept = applicant("mentee", "kept@example.org")
    other = applicant("mentee", "other@example.org")
    mentor = applicant("mentor", "mentor@example.org", "latino")
    db.session.add(Ban(mentee=kept, mentor=mentor, lifted=True))
    db.session.add(Ban(mentee=other, mentor=mentor))
    do_merge(kept, other)
    assert not db.session.scalars(select(Ban)).one().lifted
    assert pair_constraints.banned_pairs(db.session, [kept, mentor]) == [(kept.id, mentor.id)]


def test_others_exclude_the_merged_person_by_the_name_and_address_of_before(
    applicant: Applicant,
) -> None:
    kept = applicant("mentee", "kept@example.org", name="Mei")
    other = applicant("mentee", "other@example.org", name="Xiulan")
    by_name = applicant("mentor", "a@example.org", excluded_people="Xiulan")
    by_address = applicant("mentor", "b@example.org", excluded_people="other@example.org")
    person = do_merge(kept, other)
    pool = [*db.session.scalars(select(Application))]
    excluded = exclusion_review.excluded_people(db.session, pool)
    assert {(by_name.person_id, person.id), (by_address.person_id, person.id)} <= excluded


def test_what_coordinators_answered_about_a_text_means_the_kept_person(
    applicant: Applicant, a_round: Round, coordinator: Person
) -> None:
    kept = applicant("mentee", "kept@example.org", name="Mei")
    other = applicant("mentee", "other@example.org", name="Ana")
    writer = applicant("mentor", "writer@example.org", excluded_people="my cousin")
    round_review = exclusion_review.review(db.session, a_round)
    item = round_review.text_of(writer)
    assert item is not None
    round_review.answer(db.session, coordinator, item, {other.person_id})
    do_merge(kept, other)
    assert db.session.scalars(select(ExclusionAnswer)).one().kept_apart == [kept.person_id]


def test_an_undecided_suggestion_made_of_other_answers_waits_no_longer(
    a_round: Round, applicant: Applicant
) -> None:
    suggestion = make_suggestion(a_round)
    kept = applicant("mentee", "kept@example.org")
    do_merge(kept, suggestion.mentee)
    db.session.refresh(suggestion)
    assert (suggestion.mentee_id, suggestion.state) == (kept.id, SuggestionState.SUPERSEDED)


def test_suggestions_of_the_two_to_each_other_are_deleted(a_round: Round) -> None:
    suggestion = make_suggestion(a_round)
    do_merge(suggestion.mentee, suggestion.mentor)
    assert db.session.scalar(select(func.count(Suggestion.id))) == 0


def test_whoever_can_sign_in_keeps_their_account(applicant: Applicant) -> None:
    imported = applicant("mentee", "imported@example.org", goals="imported")
    account = applicant("mentee", "account@example.org")
    passwords.set_password(account.person, PASSWORD)
    person = do_merge(imported, account, imported)
    assert person.sign_in_name == "account@example.org"
    assert db.session.scalars(select(Profile)).one().answers["goals"] == "imported"


def test_two_accounts_are_merged_by_two_coordinators(
    applicant: Applicant, coordinator: Person
) -> None:
    kept, other = (applicant("mentee", f"{name}@example.org") for name in ("kept", "other"))
    for application in (kept, other):
        passwords.set_password(application.person, PASSWORD)
    with pytest.raises(UserFacingError, match="another coordinator"):
        do_merge(kept, other)
    merge_requests.request_merge(db.session, coordinator, kept, other)
    with pytest.raises(UserFacingError, match="another coordinator"):
        do_merge(kept, other, actor=coordinator)
    do_merge(kept, other, actor=make_coordinator("second@example.org"))
    assert db.session.scalars(select(Person.id).where(Person.id == kept.person_id)).one()


def test_a_plan_that_was_seen_before_something_changed_merges_nothing(
    applicant: Applicant, coordinator: Person
) -> None:
    kept, other = (applicant("mentee", f"{name}@example.org") for name in ("kept", "other"))
    seen = plan_merge(db.session, kept, kept, other).digest()
    other.profile.change({"goals": "New."})
    with pytest.raises(UserFacingError, match="has changed since"):
        merge(db.session, coordinator, kept, kept, other, seen=seen)


def test_erasing_the_kept_person_erases_what_was_merged(
    with_history: Application, a_round: Round
) -> None:
    kept = make_application(a_round, "mentee", "new@example.org")
    person = do_merge(kept, with_history)
    assert personal_data.export(db.session, person)["account"]["merged_accounts"] == 1
    merged = person.merged_ids("person")
    personal_data.erase(db.session, person)
    db.session.commit()
    assert audit_verification.verify(db.session).findings == []
    by_merged = select(func.count(AuditEntry.id)).where(AuditEntry.actor_id.in_(merged))
    assert db.session.scalar(by_merged) == 0
    for table in ("application", "note", "correction", "concern", "pair", "meeting"):
        left = select(func.count()).select_from(Base.metadata.tables[table])
        assert db.session.scalar(left) == (1 if table == "application" else 0), table


def test_a_withdrawn_application_never_replaces_one_that_takes_part(
    applicant: Applicant,
) -> None:
    kept = applicant("mentee", "kept@example.org", "withdrawn")
    other = applicant("mentee", "other@example.org")
    do_merge(kept, other)
    assert db.session.scalars(select(Application)).one().state is ApplicationState.SUBMITTED


def test_two_sign_ups_for_one_event_become_one_and_the_place_goes_to_the_next(
    applicant: Applicant, coordinator: Person
) -> None:
    kept, other = applicant("mentee", "kept@example.org"), applicant("mentee", "other@example.org")
    event = make_event(coordinator, capacity=2)
    for person in (kept.person, other.person, make_member("waiting@example.org")):
        sign_up(person, event)
    do_merge(kept, other)
    rows = db.session.query(EventSignUp).order_by(EventSignUp.id).all()
    assert [row.state for row in rows] == [SignUpState.GOING, SignUpState.GOING]
    assert all(row.can_be_read() for row in rows)


def test_a_sign_up_follows_and_can_be_read(applicant: Applicant, coordinator: Person) -> None:
    kept, other = applicant("mentee", "kept@example.org"), applicant("mentee", "other@example.org")
    sign_up(other.person, make_event(coordinator), "Blue")
    person = do_merge(kept, other)
    (row,) = db.session.query(EventSignUp)
    assert (row.person_id, row.alias) == (person.id, "Blue")
