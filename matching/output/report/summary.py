"""The summary at the top of the report."""

from dataclasses import dataclass

from matching.output.quantities import format_number, plural, pluralize
from matching.output.report.formatting import MIN_VISIBLE_GAP, OBJECTIVE_LABELS, format_percent
from matching.pipeline import MatchResult


@dataclass(frozen=True)
class Figure:
    """A number in large type, and what it counts."""

    number: str
    title: str


@dataclass(frozen=True)
class Summary:
    """The result in a few numbers and sentences.

    Attributes
    ----------
    lead : str
        One sentence.
    figures : tuple of Figure
        Key figures.
    facts : tuple of (str, str)
        The options that gave the result.
    proof : str
        That no better result exists, or how much better one could be.
    """

    lead: str
    figures: tuple[Figure, ...]
    facts: tuple[tuple[str, str], ...]
    proof: str


def summary(result: MatchResult) -> Summary:
    """Return the summary of a result."""
    return Summary(_lead(result), tuple(_figures(result)), _facts(result), _proof(result))


def _lead(result: MatchResult) -> str:
    if not result.pairs:
        return "Nobody is matched."
    if not result.unmatched_mentees:
        return f"Every mentee has a mentor: {pluralize(len(result.pairs), 'pair')}."
    without = pluralize(len(result.unmatched_mentees), "mentee")
    verb = "has" if len(result.unmatched_mentees) == 1 else "have"
    return f"{pluralize(len(result.pairs), 'pair')}; {without} {verb} no mentor."


def _figures(result: MatchResult) -> list[Figure]:
    matched = len(result.pairs)
    figures = [
        Figure(f"{matched:,} of {result.mentees:,}", f"{plural(result.mentees, 'mentee')} matched"),
        Figure(f"{matched:,} of {result.capacity:,}", _capacity_label(result)),
        Figure(format_number(result.total), f"{plural(result.total, 'point')} in total"),
    ]
    maximum = sum(pair.max_score for pair in result.pairs)
    if maximum > 0:
        figures.append(
            Figure(format_percent(result.total / maximum), "of the maximum score, on average")
        )
    return figures


def _capacity_label(result: MatchResult) -> str:
    spots = plural(result.capacity, "open spot")
    return f"{spots} filled, of {pluralize(result.mentors, 'mentor')}"


def _facts(result: MatchResult) -> tuple[tuple[str, str], ...]:
    floor = result.assignment.floor
    lowest = pluralize(floor, "point") if floor > 0 else "none"
    return (
        ("Objective", OBJECTIVE_LABELS.get(result.objective, result.objective)),
        ("Lowest score allowed", lowest),
        ("Seed, which breaks ties", str(result.seed)),
    )


def _proof(result: MatchResult) -> str:
    assignment = result.assignment
    subject = "No result with as many people" if result.objective == "most_people" else "No result"
    bound = pluralize(assignment.bound, "point")
    if assignment.gap < MIN_VISIBLE_GAP:
        return f"No better result exists. {subject} has more than {bound}."
    return (
        f"{subject} has more than {bound}; "
        f"this one is proven to be within {format_number(assignment.gap)} of that."
    )
