"""Pair mentors and mentees: find the best assignment, with the reason for every pair.

The exported names are imported when they are first used (PEP 562). SciPy and pandas take longer
to import than the rest of a program that only asks for an exception, or reads a spreadsheet.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matching.analysis.frontier_sample import frontier_sample
    from matching.analysis.ties import tied_pairs
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
    from matching.explanations.notes import (
        MarkupInItems,
        NothingInCommon,
        SamePeople,
        ShortRows,
        UnlistedAnyAnswer,
        UnsplitItem,
    )
    from matching.explanations.pairs import CriterionScore, MatchedPair
    from matching.explanations.reasons import NearMiss, Reason, Rival, RuleCount, Unmatched
    from matching.introductions.feedback import final_problem
    from matching.introductions.introduce import introduce
    from matching.introductions.verify import Introductions, check_introductions
    from matching.optimize.dual_prices import DualPrices
    from matching.output.proof.document import proof_document
    from matching.output.proof.file import proof_bytes
    from matching.pipeline import MatchResult, explain, match
    from matching.problem.problem import Problem
    from matching.problem.solve_options import OBJECTIVES, SolveOptions
    from matching.program.program import Program
    from matching.reoptimize.opportunity_costs import OpportunityCosts
    from matching.reoptimize.score_floor import score_floor_frontier
    from matching.scoring.evidence import (
        Answers,
        AnyAnswer,
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
    from matching.solution.solver_state import SolverState
    from matching.solution.verify import VerifiedTotals, verify

__all__ = [
    "OBJECTIVES",
    "Answers",
    "AnyAnswer",
    "Assignment",
    "Change",
    "CommonItems",
    "CriterionScore",
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
    "MarkupInItems",
    "MatchResult",
    "MatchedPair",
    "MatchingError",
    "Missing",
    "NearMiss",
    "NothingInCommon",
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
    "SamePeople",
    "ShortRows",
    "SolveOptions",
    "SolverState",
    "Texts",
    "UnlistedAnyAnswer",
    "Unmatched",
    "UnsplitItem",
    "VerifiedTotals",
    "check_introductions",
    "explain",
    "final_problem",
    "frontier_sample",
    "introduce",
    "match",
    "proof_bytes",
    "proof_document",
    "score_floor_frontier",
    "solve",
    "tied_pairs",
    "verify",
    "weight_sensitivity",
    "why_not",
]

_MODULE_OF = {
    "frontier_sample": "matching.analysis.frontier_sample",
    "tied_pairs": "matching.analysis.ties",
    "weight_sensitivity": "matching.analysis.weight_sensitivity",
    "Forbidden": "matching.analysis.why_not",
    "PairCost": "matching.analysis.why_not",
    "Reassignment": "matching.analysis.why_not",
    "why_not": "matching.analysis.why_not",
    "InvalidAssignmentError": "matching.errors",
    "InvalidOutputError": "matching.errors",
    "InvalidPinError": "matching.errors",
    "InvalidProblemError": "matching.errors",
    "InvalidProgramError": "matching.errors",
    "InvalidTableError": "matching.errors",
    "MatchingError": "matching.errors",
    "Change": "matching.explanations.counterfactuals",
    "MarkupInItems": "matching.explanations.notes",
    "NothingInCommon": "matching.explanations.notes",
    "SamePeople": "matching.explanations.notes",
    "ShortRows": "matching.explanations.notes",
    "UnlistedAnyAnswer": "matching.explanations.notes",
    "UnsplitItem": "matching.explanations.notes",
    "MatchedPair": "matching.explanations.pairs",
    "CriterionScore": "matching.explanations.pairs",
    "NearMiss": "matching.explanations.reasons",
    "Reason": "matching.explanations.reasons",
    "Rival": "matching.explanations.reasons",
    "RuleCount": "matching.explanations.reasons",
    "Unmatched": "matching.explanations.reasons",
    "final_problem": "matching.introductions.feedback",
    "introduce": "matching.introductions.introduce",
    "Introductions": "matching.introductions.verify",
    "check_introductions": "matching.introductions.verify",
    "DualPrices": "matching.optimize.dual_prices",
    "proof_document": "matching.output.proof.document",
    "proof_bytes": "matching.output.proof.file",
    "MatchResult": "matching.pipeline",
    "explain": "matching.pipeline",
    "match": "matching.pipeline",
    "Problem": "matching.problem.problem",
    "OBJECTIVES": "matching.problem.solve_options",
    "SolveOptions": "matching.problem.solve_options",
    "Program": "matching.program.program",
    "OpportunityCosts": "matching.reoptimize.opportunity_costs",
    "score_floor_frontier": "matching.reoptimize.score_floor",
    "Answers": "matching.scoring.evidence",
    "AnyAnswer": "matching.scoring.evidence",
    "CommonItems": "matching.scoring.evidence",
    "Distance": "matching.scoring.evidence",
    "Evidence": "matching.scoring.evidence",
    "Missing": "matching.scoring.evidence",
    "Numbers": "matching.scoring.evidence",
    "OrdinalDifference": "matching.scoring.evidence",
    "Texts": "matching.scoring.evidence",
    "Assignment": "matching.solution.assignment",
    "solve": "matching.solution.solve",
    "SolverState": "matching.solution.solver_state",
    "VerifiedTotals": "matching.solution.verify",
    "verify": "matching.solution.verify",
}

if not TYPE_CHECKING:  # a type checker that saw this would take any misspelt name for an export

    def __getattr__(name: str) -> Any:
        """Import an exported name from the module that defines it."""
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_MODULE_OF[name]), name)
        globals()[name] = value  # the next look-up finds it without coming here
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
