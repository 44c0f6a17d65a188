"""Which languages the two of a pair speak with each other, and which one of them is learning."""

from dataclasses import dataclass

from mentorship import vocabulary
from mentorship.models import Application, Pair, Person
from mentorship.services.pairs.pairs import role_in

LEARNING = frozenset({"learning"})


@dataclass(frozen=True)
class SharedLanguages:
    """Language names, in the language of the page."""

    both_speak: list[str]
    own_learning: list[str]
    other_learning: list[str]


def shared_languages(person: Person, pair: Pair) -> SharedLanguages:
    """Return what a person and the other one told about their languages, and no guess."""
    role = role_in(pair, person)
    own, other = pair.own_side(role), pair.other_side(role)
    comfortable = _spoken(other, vocabulary.COMFORTABLE)
    return SharedLanguages(
        both_speak=_names(
            [code for code in _spoken(own, vocabulary.COMFORTABLE) if code in comfortable]
        ),
        own_learning=_names(_spoken(own, LEARNING)),
        other_learning=_names(_spoken(other, LEARNING)),
    )


def _spoken(application: Application, comfort: frozenset[str]) -> list[str]:
    """Return the languages that somebody speaks so well, in the order of their answer."""
    answer = application.profile.answers["languages"]
    return [spoken["language"] for spoken in answer if spoken["comfort"] in comfort]


def _names(codes: list[str]) -> list[str]:
    return [vocabulary.language_name(code) for code in codes]
