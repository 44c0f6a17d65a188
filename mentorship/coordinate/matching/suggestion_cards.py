"""Cards of suggestions, in the words of the page's language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from mentorship.coordinate import labels
from mentorship.models import Application, Suggestion
from mentorship.questions import QUESTIONS, criteria


@dataclass(frozen=True)
class Side:
    """What a card says of one of the two people."""

    name: str = field(repr=False)
    communities: str = field(repr=False)
    excluded_people: str = field(repr=False)


@dataclass(frozen=True)
class SuggestionCard:
    """Who is suggested for whom, and why."""

    suggestion: Suggestion
    mentee: Side
    mentor: Side
    share: float
    strength: str = field(repr=False)
    fits: str = field(repr=False)
    reasons: str = field(repr=False)
    waiting_bonus: str = field(default="", repr=False)
    is_readable: bool = True


def suggestion_cards(suggestions: Iterable[Suggestion]) -> Iterator[SuggestionCard]:
    """Put suggestions into words, what they have in common once."""
    criterion_label, communities = (
        cache(criteria.label), cache(QUESTIONS["communities"].in_words),
    )  # fmt: skip

    def side(application: Application) -> Side:
        if not application.profile.can_be_read():
            return Side(labels.name_of(application), "", "")
        answers = application.profile.answers
        codes = tuple(answers["communities"])
        return Side(answers["name"], communities(codes), answers["excluded_people"])

    for suggestion in suggestions:
        sides = side(suggestion.mentee), side(suggestion.mentor)
        if not suggestion.is_readable:
            yield SuggestionCard(suggestion, *sides, 0, "", "", "", is_readable=False)
            continue
        explanation = suggestion.explanation
        yield SuggestionCard(
            suggestion,
            *sides,
            explanation["score"] / explanation["max_score"],
            labels.strength(explanation),
            labels.fits(explanation),
            " · ".join(
                f"{criterion_label(share['criterion'])}: {labels.reason(share)}"
                for share in explanation["shares"]
                if share["share"] > 0 and share["evidence"] != "missing"
            ),
            labels.waiting_bonus(explanation),
        )
