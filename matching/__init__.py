"""Pair mentors and mentees: the best possible round, with the reason for every pair."""

from matching.analysis.weight_sensitivity import steadiness
from matching.analysis.why_not import Costs, Forbidden, Move, why_not
from matching.errors import (
    InvalidAnswerError,
    InvalidOutputError,
    InvalidPinError,
    InvalidProblemError,
    InvalidProgramError,
    InvalidTableError,
    MatchingError,
)
from matching.explanations.counterfactuals import Change
from matching.explanations.pairs import MatchedPair, Share
from matching.explanations.reasons import Reason, Rival, RuleCount, Unmatched
from matching.introductions.feedback import final_problem
from matching.introductions.introduce import introduce
from matching.introductions.verify import Introductions, check_introductions
from matching.match import MatchResult, match
from matching.optimize.dual_prices import Prices
from matching.problem.problem import Problem
from matching.problem.solve_options import OBJECTIVES
from matching.program.program import Program
from matching.reoptimize.opportunity_costs import OpportunityCosts
from matching.reoptimize.score_floor import frontier
from matching.scoring.evidence import (
    Answers,
    Climb,
    Common,
    Distance,
    Evidence,
    Missing,
    Numbers,
    Texts,
)
from matching.solution.assignment import Answer
from matching.solution.solve import solve
from matching.solution.verify import Counted, verify

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
