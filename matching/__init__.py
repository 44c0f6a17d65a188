"""Pair mentors and mentees: the best possible round, with the reason for every pair."""

from matching.answer import Answer
from matching.assignment import OBJECTIVES, solve
from matching.errors import (
    InvalidAnswerError,
    InvalidOutputError,
    InvalidPinError,
    InvalidProblemError,
    InvalidProgramError,
    InvalidTableError,
    MatchingError,
)
from matching.evidence import (
    Answers,
    Climb,
    Common,
    Distance,
    Evidence,
    Missing,
    Numbers,
    Texts,
)
from matching.explain import MatchedPair, Share
from matching.problem import Problem
from matching.program import Program
from matching.round import MatchResult, match
from matching.unmatched import Reason, RuleCount, Unmatched
from matching.verify import Counted, verify

__all__ = [
    "OBJECTIVES",
    "Answer",
    "Answers",
    "Climb",
    "Common",
    "Counted",
    "Distance",
    "Evidence",
    "InvalidAnswerError",
    "InvalidOutputError",
    "InvalidPinError",
    "InvalidProblemError",
    "InvalidProgramError",
    "InvalidTableError",
    "MatchResult",
    "MatchedPair",
    "MatchingError",
    "Missing",
    "Numbers",
    "Problem",
    "Program",
    "Reason",
    "RuleCount",
    "Share",
    "Texts",
    "Unmatched",
    "match",
    "solve",
    "verify",
]
