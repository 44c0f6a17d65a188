"""The head of the page: the round in a few numbers and sentences."""

from dataclasses import dataclass

from matching.output.report.formatting import LEAST_SEEN, SOUGHT, grouped, percent, plural
from matching.pipeline import MatchResult


@dataclass(frozen=True)
class Figure:
    """A number large enough to be seen from afar, and what it counts."""

    number: str
    title: str


@dataclass(frozen=True)
class Summary:
    """What is said before everything else.

    Attributes
    ----------
    lead : str
        One sentence.
    figures : tuple of Figure
        The round in numbers.
    facts : tuple of (str, str)
        How the round came about.
    proof : str
        Why there is no better one, or how much better one could be at most.
    """

    lead: str
    figures: tuple[Figure, ...]
    facts: tuple[tuple[str, str], ...]
    proof: str


def summary(result: MatchResult) -> Summary:
    """Sum a round up."""
    return Summary(_lead(result), tuple(_figures(result)), _facts(result), _proof(result))


def _lead(result: MatchResult) -> str:
    if not result.pairs:
        return "Nobody is matched."
    if not result.unmatched_mentees:
        return f"Every mentee has a mentor: {plural(len(result.pairs), 'pair')}."
    without = plural(len(result.unmatched_mentees), "mentee")
    verb = "has" if len(result.unmatched_mentees) == 1 else "have"
    return f"{plural(len(result.pairs), 'pair')}; {without} {verb} no mentor."


def _figures(result: MatchResult) -> list[Figure]:
    matched = len(result.pairs)
    figures = [
        Figure(f"{matched:,} of {result.mentees:,}", "mentees matched"),
        Figure(f"{matched:,} of {result.places:,}", _places(result)),
        Figure(grouped(result.total), "points in all"),
    ]
    most = sum(pair.most for pair in result.pairs)
    if most > 0:
        figures.append(Figure(percent(result.total / most), "of the most possible, on average"))
    return figures


def _places(result: MatchResult) -> str:
    return f"places taken, of {plural(result.mentors, 'mentor')}"


def _facts(result: MatchResult) -> tuple[tuple[str, str], ...]:
    floor = result.assignment.floor
    lowest = f"{grouped(floor)} points" if floor > 0 else "none"
    return (
        ("What was sought", SOUGHT.get(result.objective, result.objective)),
        ("Lowest score allowed", lowest),
        ("Seed, which settles ties", str(result.seed)),
    )


def _proof(result: MatchResult) -> str:
    proof = result.assignment
    rounds = "No round with as many people" if result.objective == "most_people" else "No round"
    if proof.gap < LEAST_SEEN:
        return f"No better round exists. {rounds} has more than {grouped(proof.bound)} points."
    return (
        f"{rounds} has more than {grouped(proof.bound)} points; "
        f"this one is proven to be within {grouped(proof.gap)} of that."
    )
