"""Ways to begin a first conversation, from what two people share."""

from typing import Any

import pytest

from mentorship.models import Application, Pair, Person, Profile, Suggestion
from mentorship.services.pairs.openers import OPENERS_SHOWN, openers

pytestmark = pytest.mark.usefixtures("app")

SHARED = {
    "topics": ["storytelling", "tenant_rights"],
    "time": ["sun_evening", "sat_morning"],
    "language": ["es"],
    "interests": ["music"],
    "dislikes": ["small_talk"],
}
ANSWERS: dict[str, Any] = {
    "topics": ["storytelling", "tenant_rights"],
    "availability": ["sat_morning", "sun_evening"],
    "languages": [{"language": "es", "comfort": "fluent"}],
    "interests": ["music"],
    "dislikes": ["small_talk"],
}


def pair(*criteria: str) -> Pair:
    mentee, mentor = (
        Application(person=Person(), profile=Profile(stored_answers=ANSWERS)) for _ in range(2)
    )
    shares = [{"criterion": name, "items": SHARED[name]} for name in criteria]
    explained = Suggestion(mentee=mentee, mentor=mentor, explanation={"shares": shares})
    return Pair(mentee=mentee, mentor=mentor, suggestion=explained)


def test_three_different_things_in_common_give_an_opener_each() -> None:
    shown = openers(pair("topics", "time", "language", "interests", "dislikes"))
    assert len(shown) == OPENERS_SHOWN
    for opener, shared in zip(shown, ("“Music”", "“Storytelling”", "Spanish"), strict=True):
        assert shared in opener


@pytest.mark.parametrize(
    ("criterion", "shared"),
    [("time", "Saturday mornings"), ("dislikes", "Small talk"), ("language", "Spanish")],
)
def test_those_who_share_little_also_get_openers_that_suit_everybody(
    criterion: str, shared: str
) -> None:
    first, *others = openers(pair(criterion))
    assert shared in first
    assert "your name" in others[0]
    assert "dish" in others[1]


def test_those_who_share_nothing_get_three_openers_that_ask_for_no_address() -> None:
    shown = openers(pair())
    assert len(set(shown)) == OPENERS_SHOWN
    assert "You need not say where you live" in shown[-1]
