"""Rows of the table of applications, in the words of the page's language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from mentorship.coordinate import labels
from mentorship.models import Application, Role
from mentorship.questions import QUESTIONS


@dataclass(frozen=True)
class ApplicationRow:
    """What the table shows of an application."""

    application_id: int
    role: Role
    name: str = field(repr=False)
    communities: str = field(repr=False)
    heritage: str = field(repr=False)
    languages: str = field(repr=False)
    area: str = field(repr=False)
    modes: str = field(repr=False)
    capacity: int
    state: str


def application_rows(
    applications: Iterable[Application], live_pairs: Mapping[int, int]
) -> Iterator[ApplicationRow]:
    """Put applications into words, each code once: fifty people say much the same."""
    in_words = {name: cache(QUESTIONS[name].in_words) for name in ("communities", "area", "modes")}
    languages = cache(lambda spoken: QUESTIONS["languages"].in_words(list(map(dict, spoken))))
    state = cache(labels.application_state)
    for application in applications:
        if not application.profile.can_be_read():
            yield _unreadable_row(application)
            continue
        answers = application.profile.answers
        capacity, pairs = application.capacity, live_pairs.get(application.id, 0)
        yield ApplicationRow(
            application_id=application.id,
            role=application.role,
            name=answers["name"],
            communities=in_words["communities"](tuple(answers["communities"])),
            heritage=answers["heritage"],
            languages=languages(tuple(tuple(item.items()) for item in answers["languages"])),
            area=in_words["area"](answers["area"]),
            modes=in_words["modes"](tuple(answers["modes"])),
            capacity=capacity,
            state=state(application.role, application.state, pairs, capacity),
        )


def _unreadable_row(application: Application) -> ApplicationRow:
    return ApplicationRow(
        application_id=application.id,
        role=application.role,
        name=labels.name_of(application),
        communities="",
        heritage="",
        languages="",
        area="",
        modes="",
        capacity=0,
        state="",
    )
