"""The list of applications: its filters, and what it shows of each."""

import pytest

from mentorship.extensions import db
from mentorship.models import Pair, Person, Round, RoundState
from mentorship.services.accounts import passwords
from mentorship.services.applications import application_lists
from mentorship.services.applications.application_lists import APPLICATIONS, NOBODY, OR_NOBODY
from mentorship.services.pairs import pairs
from mentorship.services.readings import record_reading
from mentorship.services.searched_lists import Criteria, find
from tests.conftest import Applicant
from tests.factories import PASSWORD, accept_introduction, make_application, make_round

pytestmark = pytest.mark.usefixtures("each_database")


def found(**codes: str) -> list[int]:
    return find(db.session, APPLICATIONS, Criteria(codes, "oldest"))


def test_the_list_is_of_all_rounds_or_of_one_and_leaves_out_drafts(
    a_round: Round, applicant: Applicant
) -> None:
    mei = applicant("mentee", "mei@example.org")
    applicant("mentee", "lan@example.org", "draft")
    eva = make_application(make_round("Summer"), "mentee", "eva@example.org")
    assert found() == [mei.id, eva.id]
    assert found(round=str(a_round.id)) == [mei.id]


def test_an_application_is_unread_until_a_coordinator_opens_it(
    applicant: Applicant, coordinator: Person
) -> None:
    mei, ana = applicant("mentee", "mei@example.org"), applicant("mentor", "ana@example.org")
    applicant("mentee", "lan@example.org", "waitlisted")
    assert found(progress="unread") == [mei.id, ana.id]
    record_reading(db.session, coordinator, mei)
    assert found(progress="unread") == [ana.id]
    ana.round.state = RoundState.ARCHIVED
    assert found(progress="unread") == []


def test_the_filter_by_progress_follows_a_pair(introduced: Pair, applicant: Applicant) -> None:
    both = sorted([introduced.mentee_id, introduced.mentor_id])
    other = applicant("mentee", "other@example.org").id
    assert (found(progress="introduced"), found(progress="unmatched")) == (both, [other])
    accept_introduction(introduced)
    assert (found(progress="matched"), found(progress="introduced")) == (both, [])


def test_the_filters_by_coordinator_and_account_use_ids_and_codes(
    applicant: Applicant, coordinator: Person
) -> None:
    mei, ana = applicant("mentee", "mei@example.org"), applicant("mentor", "ana@example.org")
    mei.coordinator_id = coordinator.id
    passwords.set_password(ana.person, PASSWORD)
    code = str(coordinator.id)
    assert found(coordinator=code) == [mei.id]
    assert found(coordinator=NOBODY) == [ana.id]
    assert found(coordinator=f"{code}{OR_NOBODY}") == [mei.id, ana.id]
    assert (found(account="with"), found(account="without")) == ([ana.id], [mei.id])


def test_languages_count_if_they_are_spoken_comfortably_and_areas_by_region(
    applicant: Applicant,
) -> None:
    languages = [{"language": "ko", "comfort": "fluent"}, {"language": "es", "comfort": "learning"}]
    mei = applicant("mentee", "mei@example.org", languages=languages, area="koreatown")
    applicant("mentee", "ana@example.org", area="online_only")
    assert found(language="ko") == [mei.id]
    assert found(language="es") == []
    assert found(region="central") == [mei.id]


def test_an_application_is_listed_with_its_answers_and_live_pairs(introduced: Pair) -> None:
    mentee, mentor = introduced.mentee_id, introduced.mentor_id
    listed = application_lists.with_ids(db.session, [mentor, mentee])
    assert [item.id for item in listed] == [mentor, mentee]
    assert listed[0].live_pairs == 1
    assert listed[0].answers["name"] == "mentor"
    assert not listed[0].has_account
    assert "storytelling" not in repr(listed)
    pairs.say_no(db.session, introduced.mentee.person, introduced)
    assert [item.live_pairs for item in application_lists.with_ids(db.session, [mentee])] == [0]
    assert application_lists.with_ids(db.session, []) == []
