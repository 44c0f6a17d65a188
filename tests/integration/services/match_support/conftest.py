"""Answers to check-ins."""

from mentorship.services.match_support.check_ins import CheckInAnswers


def answers(rating: int = 4, *, wants_call: bool = False, words: str = "") -> CheckInAnswers:
    return CheckInAnswers(rating, "nothing", wants_call, words)
