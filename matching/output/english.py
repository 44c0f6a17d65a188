"""English sentences for evidence and reasons, for the command line and the report."""

from functools import singledispatch

from matching.explanations.pairs import CriterionScore, MatchedPair
from matching.explanations.reasons import Reason, Rival
from matching.output.quantities import format_points
from matching.scoring.evidence import (
    Answers,
    AnyAnswer,
    CommonItems,
    Distance,
    Missing,
    Numbers,
    OrdinalDifference,
    Texts,
)

MAX_EXCERPT_LENGTH = 40
"""Characters of a free text that are quoted."""


def explain_pair(pair: MatchedPair) -> str:
    """Return what every criterion contributes: "same profession (Policy): 10 of 10; …"."""
    return "; ".join(map(_criterion_score, pair.criterion_scores))


def _criterion_score(score: CriterionScore) -> str:
    words = describe_evidence(score.evidence, score.title)
    if isinstance(score.evidence, Missing) and score.points:
        words += ", which counts neither for nor against"
    return f"{words}: {format_points(score.points)} of {format_points(score.weight)}"


@singledispatch
def describe_evidence(evidence: object, title: str) -> str:
    """Return what a criterion found in a pair: "same profession (Policy)"."""
    raise TypeError(f"no words for {type(evidence).__name__}")


@describe_evidence.register
def _(evidence: Missing, title: str) -> str:
    who = "either" if evidence.side == "both" else f"the {evidence.side}"
    return f"{title} not given by {who}"


@describe_evidence.register
def _(evidence: AnyAnswer, title: str) -> str:
    who = "both" if evidence.side == "both" else f"the {evidence.side}"
    return f"{title} (any suits {who})"


@describe_evidence.register
def _(evidence: CommonItems, title: str) -> str:
    if not evidence.items:
        return f"no {title} in common"
    return f"{title} in common ({', '.join(evidence.items)})"


@describe_evidence.register
def _(evidence: Answers, title: str) -> str:
    if evidence.mentee == evidence.mentor:
        return f"same {title} ({evidence.mentee})"
    return f"different {title} ({evidence.mentee}, {evidence.mentor})"


@describe_evidence.register
def _(evidence: OrdinalDifference, title: str) -> str:
    return f"{title} {_levels(evidence.levels)} ({evidence.mentee} → {evidence.mentor})"


@describe_evidence.register
def _(evidence: Numbers, title: str) -> str:
    gap = f"{format_points(evidence.gap)} apart" if evidence.gap else "meets"
    return f"{title} {gap} ({evidence.mentee}, {evidence.mentor})"


@describe_evidence.register
def _(evidence: Distance, title: str) -> str:
    if evidence.mentee == evidence.mentor:
        return f"same {title} ({evidence.mentee})"
    return f"{title} {format_points(evidence.km)} km apart ({evidence.mentee}, {evidence.mentor})"


@describe_evidence.register
def _(evidence: Texts, title: str) -> str:
    return f"{title} compared (“{_excerpt(evidence.mentee)}”, “{_excerpt(evidence.mentor)}”)"


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_EXCERPT_LENGTH else f"{line[:MAX_EXCERPT_LENGTH].rstrip()}…"


def _levels(levels: int) -> str:
    if levels == 0:
        return "the same"
    words = ("one step", "two steps", "three steps", "four steps")
    size = words[abs(levels) - 1] if abs(levels) <= len(words) else f"{abs(levels)} steps"
    return f"{size} {'above' if levels > 0 else 'below'}"


_NOBODY_THERE = {
    "mentor": "nobody else has an open spot as a mentor",
    "mentee": "nobody else is a mentee",
}


def explain_unmatched(reason: Reason, other: str) -> str:
    """Return why somebody is unmatched; ``other`` is the other side: mentor or mentee.

    Examples
    --------
    >>> explain_unmatched(Reason("all_taken", others=9, allowed=2, banned=0, passing=()), "mentor")
    'all 2 mentors who pass the rules are in other pairs'
    >>> nobody = Reason("nobody_there", others=0, allowed=0, banned=0, passing=())
    >>> explain_unmatched(nobody, "mentor")
    'nobody else has an open spot as a mentor'
    """
    if reason.kind == "no_capacity":
        return "takes nobody: the capacity is 0"
    if reason.kind == "nobody_there":
        return _NOBODY_THERE[other]
    why = {"all_taken": _all_taken, "below_floor": _below_floor}.get(reason.kind, _none_allowed)
    return why(reason, other) + _counterfactual(reason)


def _all_taken(reason: Reason, other: str) -> str:
    rivals = ", ".join(map(_rival, reason.rivals))
    at_which = f" ({rivals})" if rivals else ""
    if reason.allowed == 1:
        return f"the only {other} who passes the rules is in another pair{at_which}"
    best = f" ({'best: ' if reason.allowed > len(reason.rivals) else ''}{rivals})" if rivals else ""
    return f"all {reason.allowed} {other}s who pass the rules are in other pairs{best}"


def _below_floor(reason: Reason, other: str) -> str:
    best = reason.rivals[0]
    return (
        f"no {other} who passes the rules scores enough "
        f"(best: {best.name} with {format_points(best.score)})"
    )


def _rival(rival: Rival) -> str:
    return (
        f"{rival.name} would be {format_points(rival.score)} "
        f"and is taken at {format_points(rival.current_score)}"
    )


def _counterfactual(reason: Reason) -> str:
    if reason.change is None:
        return ""
    answers = " and ".join(f"{answer} in {column}" for column, answer in reason.change.answers)
    return f"; with {answers} it would have been {reason.change.other_name}"


def _none_allowed(reason: Reason, other: str) -> str:
    none_passes = f"none of {reason.others} {other}s passes"
    if reason.others == 1:
        none_passes = f"the only {other} does not pass"
    if reason.blocking:
        rules = " or ".join(count.title for count in reason.blocking)
        return f"{none_passes}: {rules}"
    counts = [
        f"{count.passing} {'passes' if count.passing == 1 else 'pass'}: {count.title}"
        for count in reason.passing
    ]
    banned = [f"{reason.banned} banned"] if reason.banned else []
    together = ", ".join(counts + banned)
    return f"{none_passes} everything at once ({together})"
