"""The pairs that a run suggested itself, and what is counted of their people."""

from mentorship.extensions import db
from mentorship.models import Round, Suggestion, SuggestionState, Unmatched
from mentorship.services.run_analysis.run_pairs import RunPair, facts_of, pairs_of, people_in
from tests.conftest import Applicant
from tests.factories import EXPLANATION

SCORE, MAX_SCORE = EXPLANATION["score"], EXPLANATION["max_score"]


def test_what_decisions_brought_is_not_the_runs_own(
    suggested: Suggestion, applicant: Applicant
) -> None:
    run, first = suggested.match_run, suggested
    other = applicant("mentor", "rosa@example.org", "latino")
    unmatched = applicant("mentee", "lan@example.org")
    first.state = SuggestionState.MOVED
    db.session.add(Unmatched(match_run=run, application=unmatched))
    db.session.add_all(
        Suggestion(match_run=run, mentee=mentee, mentor=mentor, rank=1, explanation=EXPLANATION)
        for mentee, mentor in ((first.mentee, other), (unmatched, first.mentor))
    )
    db.session.commit()
    own = pairs_of(db.session, run)
    assert own == [RunPair(first.mentee_id, first.mentor_id, SCORE, MAX_SCORE)]
    assert people_in(own) == {first.mentee_id, first.mentor_id}


def test_a_pair_that_cannot_be_read_counts_without_a_score(suggested: Suggestion) -> None:
    suggested.sealed = b"damaged"
    db.session.commit()
    (pair,) = pairs_of(db.session, suggested.match_run)
    assert (pair.score, pair.max_score) == (None, None)


def test_of_each_person_name_community_region_and_languages_are_known(
    suggested: Suggestion, a_round: Round
) -> None:
    mentee, mentor = suggested.mentee, suggested.mentor
    mentee.profile.change({"communities": ["asian", "latino"], "languages": [
        {"language": "en", "comfort": "fluent"}, {"language": "es", "comfort": "learning"}
    ]})  # fmt: skip
    mentor.profile.sealed = b"damaged"
    db.session.commit()
    facts = facts_of(db.session, suggested.match_run, {mentee.id, mentor.id, 99})
    assert facts.keys() == {mentee.id}
    assert (facts[mentee.id].name, facts[mentee.id].group) == ("mentee", "more-than-one")
    assert (facts[mentee.id].region, facts[mentee.id].languages) == ("central", {"en"})
