"""Pair mentors and mentees: the best possible round, with the reason for every pair."""

from matching.alternatives import Costs, Forbidden, Move, why_not
from matching.answer import Answer
from matching.changes import Change
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
from matching.fairness import frontier
from matching.feedback import final_problem
from matching.introduced import Introductions, check_introductions
from matching.introductions import introduce
from matching.opportunity import OpportunityCosts
from matching.prices import Prices
from matching.problem import Problem
from matching.program import Program
from matching.reason import Reason, Rival, RuleCount, Unmatched
from matching.round import MatchResult, match
from matching.solving import solve
from matching.steadiness import steadiness
from matching.terms import OBJECTIVES
from matching.verify import Counted, verify

__all__ = [
    "OBJECTIVES",
    "Answer",
    "Answers",
    "Change",
    "Climb",
    "Common",
    "Costs",
    "Counted",
    "Distance",
    "Evidence",
    "Forbidden",
    "Introductions",
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
    "Move",
    "Numbers",
    "OpportunityCosts",
    "Prices",
    "Problem",
    "Program",
    "Reason",
    "Rival",
    "RuleCount",
    "Share",
    "Texts",
    "Unmatched",
    "check_introductions",
    "final_problem",
    "frontier",
    "introduce",
    "match",
    "solve",
    "steadiness",
    "verify",
    "why_not",
]
