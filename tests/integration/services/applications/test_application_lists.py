"""A round's applications as a list: order, counts, and live pairs."""

from mentorship.extensions import db
from mentorship.models import Pair, Role, Round
from mentorship.services.applications import application_lists
from mentorship.services.pairing import pairs
from tests.conftest import Applicant
from tests.factories import make_application, make_round


def test_the_newest_application_comes_first_and_drafts_are_left_out(
    a_round: Round, applicant: Applicant
) -> None:
    mei = applicant("mentee", "mei@example.org")
    ana = applicant("mentor", "ana@example.org")
    applicant("mentee", "lan@example.org", "draft")
    make_application(make_round("Summer"), "mentee", "eva@example.org")
    query = application_lists.newest_first
    assert db.session.scalars(query(a_round)).all() == [ana, mei]
    assert db.session.scalars(query(a_round, Role.MENTEE)).all() == [mei]


def test_applications_are_counted_by_role_and_in_all(a_round: Round, applicant: Applicant) -> None:
    assert application_lists.counts(db.session, a_round) == {None: 0}
    applicant("mentee", "mei@example.org", "withdrawn")
    applicant("mentee", "hana@example.org")
    applicant("mentor", "ana@example.org")
    applicant("mentor", "lan@example.org", "draft")
    assert application_lists.counts(db.session, a_round) == {
        Role.MENTEE: 2,
        Role.MENTOR: 1,
        None: 3,
    }


def test_only_live_pairs_of_the_given_applications_count(introduced: Pair) -> None:
    count = application_lists.live_pair_counts_among
    mentee, mentor = introduced.mentee, introduced.mentor
    assert count(db.session, [mentee])[mentee.id] == 1
    assert count(db.session, [mentor])[mentor.id] == 1
    assert count(db.session, []) == {}
    pairs.say_no(db.session, mentee.person, introduced)
    assert count(db.session, [mentee, mentor]) == {}
