"""Pair mentors and mentees: the best possible round, with the reason for every pair."""

from matching.analysis.weight_sensitivity import weight_sensitivity
from matching.analysis.why_not import Forbidden, PairCost, Reassignment, why_not
from matching.errors import (
    InvalidAssignmentError,
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
from matching.optimize.dual_prices import DualPrices
from matching.problem.problem import Problem
from matching.problem.solve_options import OBJECTIVES
from matching.program.program import Program
from matching.reoptimize.opportunity_costs import OpportunityCosts
from matching.reoptimize.score_floor import score_floor_frontier
from matching.scoring.evidence import (
    Answers,
    CommonItems,
    Distance,
    Evidence,
    Missing,
    Numbers,
    OrdinalDifference,
    Texts,
)
from matching.solution.assignment import Assignment
from matching.solution.solve import solve
from matching.solution.verify import VerifiedTotals, verify

__all__ = [
    "OBJECTIVES",
    "Answers",
    "Assignment",
    "Change",
    "CommonItems",
    "Distance",
    "DualPrices",
    "Evidence",
    "Forbidden",
    "Introductions",
    "InvalidAssignmentError",
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
    "OpportunityCosts",
    "OrdinalDifference",
    "PairCost",
    "Problem",
    "Program",
    "Reason",
    "Reassignment",
    "Rival",
    "RuleCount",
    "Share",
    "Texts",
    "Unmatched",
    "VerifiedTotals",
    "check_introductions",
    "final_problem",
    "introduce",
    "match",
    "score_floor_frontier",
    "solve",
    "verify",
    "weight_sensitivity",
    "why_not",
]
