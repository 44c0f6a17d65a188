"""Rows of the table of applications, in the words of the page's language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from flask_babel import format_date, get_timezone
from flask_babel import gettext as _

from mentorship import vocabulary
from mentorship.coordinate import labels
from mentorship.models import ApplicationState, Role
from mentorship.questions import QUESTIONS, Answers
from mentorship.services.applications.application_lists import ListedApplication

CODES_SHOWN = ("communities", "area", "modes")


@dataclass(frozen=True)
class ApplicationRow:
    """What the table shows of an application; of a withdrawn one, no answers but the name."""

    application_id: int
    role: Role
    round_name: str
    state: str
    sent_at: datetime | None
    sent_on: str
    coordinator: str
    is_unread: bool
    has_account: bool
    capacity: int
    name: str = field(repr=False)
    communities: str = field(default="", repr=False)
    heritage: str = field(default="", repr=False)
    languages: str = field(default="", repr=False)
    area: str = field(default="", repr=False)
    modes: str = field(default="", repr=False)


def application_rows(
    applications: Iterable[ListedApplication], coordinators: Mapping[int | None, str]
) -> Iterator[ApplicationRow]:
    """Put applications into words, each code once: fifty people say much the same."""
    state, day, words = cache(labels.application_state), cache(format_date), _AnswersInWords()
    zone = get_timezone()
    unreadable = labels.unreadable_name()
    for item in applications:
        answers, sent_at = item.answers, item.sent_at
        capacity = int(answers["capacity"]) if answers and item.role is Role.MENTOR else 1
        is_shown = item.state is not ApplicationState.WITHDRAWN
        yield ApplicationRow(
            application_id=item.id,
            role=item.role,
            round_name=item.round_name,
            state=state(item.role, item.state, item.live_pairs, capacity),
            sent_at=sent_at,
            sent_on=day(sent_at.astimezone(zone).date(), "medium") if sent_at else "",
            coordinator=coordinators.get(item.coordinator_id, ""),
            is_unread=item.is_unread,
            has_account=item.has_account,
            capacity=capacity,
            name=answers["name"] if answers else unreadable,
            **words.of(answers) if answers and is_shown else {},
        )


class _AnswersInWords:
    """The answers that the table shows, in words."""

    def __init__(self) -> None:
        self._in_words = {name: cache(QUESTIONS[name].in_words) for name in CODES_SHOWN}
        self._language = cache(vocabulary.language_name)
        self._learning = _("learning %(language)s")

    def of(self, answers: Answers) -> dict[str, str]:
        modes = tuple(answers["modes"])
        return {
            "communities": self._in_words["communities"](tuple(answers["communities"])),
            "heritage": answers["heritage"],
            "languages": ", ".join(map(self._spoken, answers["languages"])),
            "area": self._in_words["area"](answers["area"]),
            # What is worth a line is that somebody can meet in one way only.
            "modes": self._in_words["modes"](modes) if len(modes) == 1 else "",
        }

    def _spoken(self, spoken: Mapping[str, str]) -> str:
        language = self._language(spoken["language"])
        is_learning = spoken["comfort"] not in vocabulary.COMFORTABLE
        return self._learning % {"language": language} if is_learning else language
