"""A plan says what would be kept; two people who cannot be one are refused, with the reason."""

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, Ban, Pair, Round
from mentorship.services.accounts import people
from mentorship.services.merging.merge_plan import plan_merge
from mentorship.services.pairs import pairs
from tests.conftest import Applicant
from tests.factories import introduce, make_application, make_coordinator, make_suggestion


def refused(first: Application, second: Application, message: str) -> bool:
    for account, other in ((first, second), (second, first)):
        with pytest.raises(UserFacingError, match=message):
            plan_merge(db.session, account, account, other)
    return True


@pytest.fixture
def introduced(a_round: Round) -> Pair:
    return introduce(make_suggestion(a_round))


def introduce_by_hand(pair: Pair, mentee: Application, mentor: Application) -> None:
    """Add another introduction, to somebody whom no run has suggested."""
    suggestion = pair.suggestion
    other = type(suggestion)(
        mentee=mentee, mentor=mentor, match_run=suggestion.match_run, rank=mentee.id + 100
    )
    db.session.add(Pair(suggestion=other, mentee=mentee, mentor=mentor))
    db.session.commit()


def test_the_account_is_a_choice_only_while_neither_can_sign_in(applicant: Applicant) -> None:
    first, second = (applicant("mentee", f"{name}@example.org") for name in "ab")
    plan = plan_merge(db.session, first, first, second)
    assert plan.is_choice_of_account
    assert not plan.needs_second_coordinator
    second.person.password = "hash"
    plan = plan_merge(db.session, first, first, second)
    assert (plan.kept, plan.is_choice_of_account) == (second.person, False)


def test_the_plan_says_if_an_address_for_news_is_lost(applicant: Applicant) -> None:
    named, addressed = applicant("mentee", "rosa-1234"), applicant("mentee", "b@example.org")
    named.person.password = "hash"
    assert plan_merge(db.session, named, named, addressed).ends_email
    addressed.person.password, named.person.password = "hash", None
    assert not plan_merge(db.session, named, named, addressed).ends_email


def test_the_plan_changes_its_digest_with_what_it_shows(introduced: Pair) -> None:
    first = introduced.mentee
    db.session.commit()
    second = make_second(introduced)
    seen = plan_merge(db.session, first, first, second).digest()
    assert plan_merge(db.session, first, first, second).digest() == seen
    pairs.say_no(db.session, first.person, introduced)
    assert plan_merge(db.session, first, first, second).digest() != seen


def make_second(pair: Pair, name: str = "second@example.org") -> Application:
    return make_application(pair.mentee.round, "mentee", name)


def test_the_application_with_a_match_is_no_choice(introduced: Pair) -> None:
    second = make_second(introduced)
    (same_role,) = plan_merge(db.session, second, second, introduced.mentee).same_role
    assert (same_role.kept, same_role.is_choice) == (introduced.mentee, False)


def test_one_account_or_one_of_a_coordinator_is_refused(applicant: Applicant) -> None:
    mentee = applicant("mentee", "mei@example.org")
    assert refused(mentee, applicant("mentor", "mei@example.org"), "one account already")
    staff = make_coordinator()
    assert refused(mentee, applicant("mentor", staff.sign_in_name), "works here")


def test_a_deactivated_account_is_refused(applicant: Applicant) -> None:
    mentee, other = applicant("mentee", "a@example.org"), applicant("mentee", "b@example.org")
    people.deactivate(db.session, other.person)
    assert refused(mentee, other, "deactivated")


def test_two_who_were_introduced_to_each_other_are_refused(introduced: Pair) -> None:
    assert refused(introduced.mentee, introduced.mentor, "introduced to each other")


def test_two_who_were_introduced_to_the_same_person_are_refused(introduced: Pair) -> None:
    second = make_second(introduced)
    introduce_by_hand(introduced, second, introduced.mentor)
    assert refused(introduced.mentee, second, "introduced to the same person")


def test_two_who_are_both_matched_in_the_same_role_are_refused(
    introduced: Pair, applicant: Applicant
) -> None:
    second = make_second(introduced)
    introduce_by_hand(introduced, second, applicant("mentor", "other@example.org", "latino"))
    assert refused(introduced.mentee, second, "matched already in the same role")


def test_somebody_matched_with_whom_the_other_must_not_meet_is_refused(
    introduced: Pair, applicant: Applicant
) -> None:
    excluding = applicant("mentee", "a@example.org", excluded_people="mentor@example.org")
    assert refused(introduced.mentee, excluding, "must not be matched")
    banned = applicant("mentee", "b@example.org")
    db.session.add(Ban(mentee=banned, mentor=introduced.mentor))
    db.session.commit()
    assert refused(introduced.mentee, banned, "must not be matched")
