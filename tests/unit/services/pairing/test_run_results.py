"""What is counted of a result."""

from mentorship.services.pairing.run_results import score_bands


def test_suggestions_are_counted_by_their_share_of_the_best_possible_score() -> None:
    explanations = [{"score": score, "max_score": 10.0} for score in (0, 5, 5.5, 10)]
    assert score_bands(explanations) == [1, 0, 0, 0, 0, 2, 0, 0, 0, 1]
