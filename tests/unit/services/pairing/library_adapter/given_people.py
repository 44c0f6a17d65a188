"""The input of a run without a database, and its result."""

from types import SimpleNamespace
from typing import Any, cast

import matching
from mentorship.models import MatchRun
from mentorship.services.pairing.library_adapter.match_input import MatchInput
from mentorship.services.pairing.library_adapter.match_round import match_round

PERSON = {
    "communities": "asian",
    "languages": "en",
    "modes": "online",
    "availability": "sat_morning,sun_evening",
    "topics": "voting,health",
    "interests": "music",
    "dislikes": "small_talk",
    "region": "central",
}
COLUMNS = ("id", "person", *PERSON, "capacity")


def given(mentees: list[dict[str, str]], mentors: list[dict[str, str]], **pairs: Any) -> MatchInput:
    """Return an input; mentees have the ids 1, 2, … and mentors 11, 12, …"""
    mentee_rows, mentor_rows = (
        [
            [str(id_), person.get("person", str(100 + id_)),
             *({**PERSON, "communities": community, **person}[name] for name in PERSON),
             person.get("capacity", "1")]
            for id_, person in enumerate(people, start)
        ]
        for start, community, people in ((1, "asian", mentees), (11, "latino", mentors))
    )  # fmt: skip
    return MatchInput(
        COLUMNS,
        mentee_rows,
        mentor_rows,
        banned=pairs.get("banned", []),
        pinned=pairs.get("pinned", []),
        waited=pairs.get("waited", []),
    )


RUN = cast(
    "MatchRun",
    SimpleNamespace(seed=1, settings={"program": "cross-community", "objective": "most_people"}),
)


def run_of(input_: MatchInput) -> matching.MatchResult:
    return match_round(RUN, input_, lambda percent: None)
