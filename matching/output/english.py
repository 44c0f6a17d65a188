"""English for the command line: evidence and reasons, which are data, put into words."""

from functools import singledispatch

from matching.explanations.pairs import MatchedPair, Share
from matching.explanations.reasons import Reason, Rival
from matching.scoring.evidence import (
    Answers,
    CommonItems,
    Distance,
    Missing,
    Numbers,
    OrdinalDifference,
    Texts,
)

BEGINNING = 40
"""Letters of a free text that are enough to know it again by."""


def points(number: float) -> str:
    """Write points without needless noughts.

    >>> points(12.0), points(2 / 3)
    ('12', '0.67')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")


def why_this_pair(pair: MatchedPair) -> str:
    """Say what every criterion gives: "same profession (Policy): 10 of 10; …"."""
    return "; ".join(_share(share) for share in pair.shares)


def _share(share: Share) -> str:
    words = describe_evidence(share.evidence, share.title)
    if isinstance(share.evidence, Missing) and share.points:
        words += ", which counts neither for nor against"
    return f"{words}: {points(share.points)} of {points(share.weight)}"


@singledispatch
def describe_evidence(evidence: object, title: str) -> str:
    """Say what a criterion saw in a pair: "same profession (Policy)"."""
    raise TypeError(f"no words for {type(evidence).__name__}")


@describe_evidence.register
def _(evidence: Missing, title: str) -> str:
    who = "either" if evidence.side == "both" else f"the {evidence.side}"
    return f"{title} not given by {who}"


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
    return f"{title} {_steps(evidence.steps)} ({evidence.mentee} → {evidence.mentor})"


@describe_evidence.register
def _(evidence: Numbers, title: str) -> str:
    apart = f"{points(evidence.apart)} apart" if evidence.apart else "meets"
    return f"{title} {apart} ({evidence.mentee}, {evidence.mentor})"


@describe_evidence.register
def _(evidence: Distance, title: str) -> str:
    if evidence.mentee == evidence.mentor:
        return f"same {title} ({evidence.mentee})"
    return f"{title} {points(evidence.km)} km apart ({evidence.mentee}, {evidence.mentor})"


@describe_evidence.register
def _(evidence: Texts, title: str) -> str:
    return f"{title} compared (“{_beginning(evidence.mentee)}”, “{_beginning(evidence.mentor)}”)"


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= BEGINNING else f"{line[:BEGINNING].rstrip()}…"


def _steps(steps: int) -> str:
    if steps == 0:
        return "the same"
    small = ("one step", "two steps", "three steps", "four steps")
    size = small[abs(steps) - 1] if abs(steps) <= len(small) else f"{abs(steps)} steps"
    return f"{size} {'above' if steps > 0 else 'below'}"


def explain_unmatched(reason: Reason, other: str) -> str:
    """Say why somebody has nobody; ``other`` is what the other side is called: mentor, mentee.

    >>> explain_unmatched(Reason("all_taken", others=9, allowed=2, banned=0, passing=()), "mentor")
    'all 2 mentors who pass the rules are in other pairs'
    """
    if reason.kind == "no_places":
        return "takes nobody: no place offered"
    if reason.kind == "nobody_there":
        return f"there is no {other} to be paired with"
    why = _all_taken if reason.kind == "all_taken" else _none_allowed
    return why(reason, other) + _what_would_help(reason)


def _all_taken(reason: Reason, other: str) -> str:
    rivals = ", ".join(map(_rival, reason.rivals))
    at_which = f" ({rivals})" if rivals else ""
    if reason.allowed == 1:
        return f"the only {other} who passes the rules is in another pair{at_which}"
    best = f" ({'best: ' if reason.allowed > len(reason.rivals) else ''}{rivals})" if rivals else ""
    return f"all {reason.allowed} {other}s who pass the rules are in other pairs{best}"


def _rival(rival: Rival) -> str:
    return (
        f"{rival.name} would be {points(rival.score)} and is taken at {points(rival.current_score)}"
    )


def _what_would_help(reason: Reason) -> str:
    if reason.change is None:
        return ""
    wanted = " and ".join(f"{answer} in {column}" for column, answer in reason.change.answers)
    return f"; with {wanted} it would have been {reason.change.other_name}"


def _none_allowed(reason: Reason, other: str) -> str:
    if reason.blocking:
        rules = " or ".join(count.title for count in reason.blocking)
        return f"none of {reason.others} {other}s passes: {rules}"
    counts = [f"{count.passing} pass: {count.title}" for count in reason.passing]
    banned = [f"{reason.banned} banned"] if reason.banned else []
    together = ", ".join(counts + banned)
    return f"none of {reason.others} {other}s passes everything at once ({together})"
