"""The list of suggestions: newest run first, the strongest of it first."""

import pytest

from mentorship.extensions import db
from mentorship.models import Person, Round, SuggestionState
from mentorship.services.pairing import suggestion_lists
from mentorship.services.pairing.suggestion_lists import SUGGESTIONS
from mentorship.services.searched_lists import Criteria, find
from tests.factories import introduce, make_suggestion, reject

pytestmark = pytest.mark.usefixtures("each_database")


def found(order: str = "", name: str = "", **codes: str) -> list[int]:
    return find(db.session, SUGGESTIONS, Criteria(codes, order, name))


def test_suggestions_are_filtered_by_round_and_state_and_found_by_either_name(
    a_round: Round, coordinator: Person
) -> None:
    suggestion = make_suggestion(a_round)
    assert found(round=str(a_round.id), state="pending") == [suggestion.id]
    assert found(name="mentor") == found(order="strongest") == [suggestion.id]
    reject(suggestion, coordinator)
    assert (found(state="pending"), found(state="rejected")) == ([], [suggestion.id])


def test_a_suggestion_is_listed_with_what_became_of_it(a_round: Round) -> None:
    pair = introduce(make_suggestion(a_round))
    (listed,) = suggestion_lists.with_ids(db.session, [pair.suggestion_id])
    assert (listed.state, listed.pair_state) == (SuggestionState.INTRODUCED, pair.state)
    assert (listed.mentee_name, listed.mentor_name) == ("mentee", "mentor")
    assert listed.explanation is not None
    assert (listed.round_name, listed.has_started) == (a_round.name, False)
