"""Pair mentors and mentees: the best possible round, with the reason for every pair."""

from matching.answer import Answer
from matching.assignment import OBJECTIVES, solve
from matching.errors import (
    InvalidAnswerError,
    InvalidPinError,
    InvalidProblemError,
    MatchingError,
)
from matching.problem import Problem
from matching.verify import Counted, verify

__all__ = [
    "OBJECTIVES",
    "Answer",
    "Counted",
    "InvalidAnswerError",
    "InvalidPinError",
    "InvalidProblemError",
    "MatchingError",
    "Problem",
    "solve",
    "verify",
]
