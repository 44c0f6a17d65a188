"""Unclear exclusions: who is kept apart, and when a coordinator is asked."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, AuditEntry, ExclusionAnswer, MatchRun, Person, Round
from mentorship.services.applications import submission
from mentorship.services.pairing import exclusion_review, match_runs, pair_constraints, suggestions
from mentorship.services.pairing.exclusion_review import UnclearExclusionsError
from tests.conftest import Applicant
from tests.integration.conftest import Suggest


@pytest.fixture
def mei(applicant: Applicant) -> Application:
    """Return a mentee who must not be matched with a "Maria"."""
    return applicant("mentee", "mei@example.org", excluded_people="not with Maria")


@pytest.fixture
def marias(applicant: Applicant) -> list[Application]:
    return [
        applicant("mentor", f"{name}@example.org", "latino", name=f"María {name}")
        for name in ("ruiz", "soto")
    ]


def open_texts(round_: Round) -> list[str]:
    return [item.text for item in exclusion_review.review(db.session, round_).open_texts]


def answer(round_: Round, coordinator: Person, *kept_apart: Application) -> None:
    round_review = exclusion_review.review(db.session, round_)
    (text,) = round_review.texts
    round_review.answer(db.session, coordinator, text, {item.person_id for item in kept_apart})
    db.session.commit()


def test_a_name_without_accents_keeps_two_apart(applicant: Applicant, suggest: Suggest) -> None:
    applicant("mentee", "mei@example.org", excluded_people="Jose Garcia\nSean O'Brien")
    for number, name in enumerate(("José García", "Seán O’Brien")):
        applicant("mentor", f"{number}@example.org", "latino", name=name)
    assert suggest() == []


def test_an_unclear_text_is_asked_about_before_a_run(
    a_round: Round, mei: Application, marias: list[Application]
) -> None:
    with pytest.raises(UnclearExclusionsError):
        match_runs.request_run(db.session, None, a_round)
    assert db.session.scalar(sa.select(MatchRun)) is None
    assert open_texts(a_round) == ["not with Maria"]


@pytest.mark.parametrize("text", ["my ex", "somebody@example.org", "Zoila Quispe", "🙂 x"])
def test_a_text_that_names_nobody_is_asked_about(
    a_round: Round, applicant: Applicant, text: str
) -> None:
    applicant("mentee", "mei@example.org", excluded_people=text)
    applicant("mentor", "ana@example.org", "latino")
    assert open_texts(a_round) == [text]


def test_whoever_might_be_meant_is_kept_apart_until_a_coordinator_answers(
    a_round: Round,
    mei: Application,
    marias: list[Application],
    suggest: Suggest,
    coordinator: Person,
) -> None:
    assert suggest() == []
    answer(a_round, coordinator, marias[0])
    assert open_texts(a_round) == []
    (suggestion,) = suggest()
    assert suggestion.mentor == marias[1]
    suggestions.introduce(db.session, None, suggestion)


def test_a_coordinator_may_go_on_once_the_texts_were_shown_and_it_is_noted(
    a_round: Round, mei: Application, marias: list[Application], coordinator: Person
) -> None:
    shown = exclusion_review.review(db.session, a_round).digest()
    run = match_runs.request_run(db.session, coordinator, a_round, confirmed=shown)
    actions = db.session.scalars(
        sa.select(AuditEntry.action).where(AuditEntry.subject_id == run.id)
    )
    assert "go on with unclear exclusions" in set(actions)


def test_going_on_holds_for_what_was_shown_alone(
    a_round: Round, mei: Application, marias: list[Application], applicant: Applicant
) -> None:
    shown = exclusion_review.review(db.session, a_round).digest()
    applicant("mentor", "new@example.org", "latino", name="Maria Chen")
    with pytest.raises(UnclearExclusionsError):
        match_runs.request_run(db.session, None, a_round, confirmed=shown)


def test_somebody_can_be_kept_apart_whom_the_text_does_not_name(
    a_round: Round, applicant: Applicant, suggest: Suggest, coordinator: Person
) -> None:
    applicant("mentee", "mei@example.org", excluded_people="my ex")
    ana = applicant("mentor", "ana@example.org", "latino")
    assert len(suggest()) == 1
    answer(a_round, coordinator, ana)
    assert suggest() == []


def test_a_newcomer_who_might_be_meant_is_asked_about(
    a_round: Round, mei: Application, marias: list[Application], coordinator: Person,
    applicant: Applicant,
) -> None:  # fmt: skip
    answer(a_round, coordinator)
    applicant("mentor", "eva@example.org", "latino", name="Eva")
    assert open_texts(a_round) == []
    applicant("mentor", "maria@example.org", "latino", name="Maria Chen")
    assert open_texts(a_round) == ["not with Maria"]


def test_any_newcomer_is_asked_about_if_the_text_names_nobody(
    a_round: Round, applicant: Applicant, coordinator: Person
) -> None:
    applicant("mentee", "mei@example.org", excluded_people="my ex")
    answer(a_round, coordinator)
    assert open_texts(a_round) == []
    applicant("mentor", "eva@example.org", "latino")
    assert open_texts(a_round) == ["my ex"]


def test_another_text_is_asked_about_anew(
    a_round: Round,
    mei: Application,
    marias: list[Application],
    coordinator: Person,
    suggest: Suggest,
) -> None:
    answer(a_round, coordinator, marias[0])
    mei.profile.change({"excluded_people": "Maria, the tall"})
    db.session.commit()
    assert open_texts(a_round) == ["Maria, the tall"]
    assert suggest() == []


def test_an_answer_can_be_undone(
    a_round: Round, mei: Application, marias: list[Application], coordinator: Person
) -> None:
    answer(a_round, coordinator)
    exclusion_review.undo_answer(db.session, coordinator, mei)
    assert open_texts(a_round) == ["not with Maria"]
    assert db.session.scalar(sa.select(ExclusionAnswer)) is None


def test_a_new_name_does_not_undo_an_exclusion(applicant: Applicant, suggest: Suggest) -> None:
    applicant("mentee", "mei@example.org", excluded_people="Jose Garcia")
    jose = applicant("mentor", "jose@example.org", "latino", name="José García")
    jose.profile.change({"name": "Alex Smith"})
    db.session.commit()
    assert suggest() == []


def test_a_new_name_is_checked_when_a_match_is_approved(
    applicant: Applicant, suggest: Suggest
) -> None:
    applicant("mentee", "mei@example.org", excluded_people="José (Pepe) García")
    jose = applicant("mentor", "alex@example.org", "latino", name="Alex Smith")
    (suggestion,) = suggest()
    jose.profile.change({"name": "Garcia, Jose"})
    db.session.commit()
    with pytest.raises(UserFacingError, match="must not be matched"):
        suggestions.introduce(db.session, None, suggestion)


def test_somebody_renamed_is_no_longer_one_whom_the_answer_let_pass(
    a_round: Round,
    mei: Application,
    marias: list[Application],
    coordinator: Person,
    suggest: Suggest,
) -> None:
    answer(a_round, coordinator)
    marias[1].profile.change({"name": "Maria Quispe"})
    db.session.commit()
    assert open_texts(a_round) == ["not with Maria"]
    assert pair_constraints.banned_pairs(db.session, [mei, marias[1]])


def test_somebody_with_the_id_of_an_erased_person_was_not_considered(
    a_round: Round, mei: Application, marias: list[Application], coordinator: Person
) -> None:
    answer(a_round, coordinator)
    marias[1].created_at = now() + timedelta(minutes=1)
    db.session.commit()
    assert open_texts(a_round) == ["not with Maria"]


def test_what_somebody_wrote_as_a_mentee_holds_for_them_as_a_mentor(
    applicant: Applicant, suggest: Suggest
) -> None:
    wrote = applicant("mentee", "mei@example.org", excluded_people="Jose Garcia")
    applicant("mentor", "mei@example.org")
    applicant("mentee", "jose@example.org", "latino", name="José García")
    submission.withdraw(db.session, wrote.person, wrote)
    db.session.commit()
    assert suggest() == []


def test_an_exclusion_holds_when_the_other_applies_in_another_role_later(
    applicant: Applicant, suggest: Suggest
) -> None:
    applicant("mentee", "mei@example.org", excluded_people="Jose Garcia")
    applicant("mentee", "jose@example.org", "latino", name="José García")
    applicant("mentor", "jose@example.org", "latino", name="Pepe")
    assert suggest() == []
