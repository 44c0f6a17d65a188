"""Contact details and common answers that an introduction discloses."""

from types import SimpleNamespace
from typing import Any

import pytest

from mentorship.clock import now
from mentorship.errors import UserFacingError
from mentorship.models import Application, Pair, PairState, Person, Profile, Role, Suggestion
from mentorship.services.contact_links import ContactLink, contact_links
from mentorship.services.pairs.introductions import Contact, introduction_for

pytestmark = pytest.mark.usefixtures("app")  # knows the parts of the city

MEI = Person(id=1, sealed_sign_in_name="mei@example.org")
ANA = Person(id=2, sealed_sign_in_name="ana-1234")
# A session in which nobody has chosen what the other one sees.
NOTHING_CHOSEN: Any = SimpleNamespace(scalar=lambda statement: None)
SHARES = [
    {"criterion": "topics", "items": ["media"]},
    {"criterion": "region", "items": ["valley"]},
    {"criterion": "interests"},
]


def application(person: Person, role: Role, name: str) -> Application:
    answers = {"name": name, "phone": "213 555 0142", "area": "koreatown", "topics": ["media"]}
    profile = Profile(stored_answers=answers)
    return Application(person=person, person_id=person.id, role=role, profile=profile)


def pair(*agreed: Role, state: PairState = PairState.INTRODUCED) -> Pair:
    mentee, mentor = application(MEI, Role.MENTEE, "Mei"), application(ANA, Role.MENTOR, "Ana")
    return Pair(
        mentee=mentee,
        mentor=mentor,
        mentee_agreed_at=now() if Role.MENTEE in agreed else None,
        mentor_agreed_at=now() if Role.MENTOR in agreed else None,
        state=state,
        suggestion=Suggestion(mentee=mentee, mentor=mentor, explanation={"shares": SHARES}),
    )


def test_one_yes_discloses_no_contact_details() -> None:
    introduction = introduction_for(NOTHING_CHOSEN, MEI, pair(Role.MENTEE))
    assert (introduction.name, introduction.contact) == ("Ana", None)
    assert (introduction.said_yes, introduction.other_said_yes) == (True, False)


def test_two_yeses_disclose_contact_details_to_both() -> None:
    active = pair(*Role, state=PairState.ACTIVE)
    links = contact_links("213 555 0142")
    assert introduction_for(NOTHING_CHOSEN, MEI, active).contact == Contact(
        None, "213 555 0142", links
    )
    assert introduction_for(NOTHING_CHOSEN, ANA, active).contact == Contact(
        "mei@example.org",
        "213 555 0142",
        [*links, ContactLink("email", "mei@example.org", "mailto:mei@example.org")],
    )


def test_a_closed_pair_discloses_no_contact_details() -> None:
    assert (
        introduction_for(NOTHING_CHOSEN, MEI, pair(*Role, state=PairState.CLOSED)).contact is None
    )


def test_only_criteria_that_may_be_shown_are_listed_as_common() -> None:
    assert introduction_for(NOTHING_CHOSEN, MEI, pair()).in_common == {"topics": ["media"]}


@pytest.mark.parametrize(
    ("criterion", "items", "changed", "left"),
    [
        ("topics", ["media", "healing"], {"topics": ["healing"]}, {"topics": ["healing"]}),
        ("topics", ["media"], {"topics": []}, {}),
        ("language", ["en"], {"languages": [{"language": "en", "comfort": "learning"}]}, {}),
        ("time", ["sat_morning"], {"availability": ["sun_morning"]}, {}),
        ("language", ["en"], {}, {"language": ["en"]}),
    ],
)
def test_what_somebody_has_changed_since_is_no_longer_in_common(
    criterion: str, items: list[str], changed: dict[str, object], left: dict[str, list[str]]
) -> None:
    introduced = pair()
    introduced.suggestion.explanation = {"shares": [{"criterion": criterion, "items": items}]}
    both = {
        "topics": ["media", "healing"],
        "languages": [{"language": "en", "comfort": "comfortable"}],
        "availability": ["sat_morning"],
    }
    introduced.mentee.profile.change(both)
    introduced.mentor.profile.change(both | changed)
    assert introduction_for(NOTHING_CHOSEN, MEI, introduced).in_common == left


def test_the_neighborhood_is_read_only_after_two_yeses() -> None:
    def names_shown(shown: Pair) -> set[str]:
        return {
            question.name
            for question, _answer in introduction_for(NOTHING_CHOSEN, MEI, shown).answers
        }

    assert names_shown(pair(Role.MENTEE)).isdisjoint({"area", "phone"})
    active = names_shown(pair(*Role, state=PairState.ACTIVE))
    assert "area" in active
    assert "phone" not in active


def test_the_part_of_the_city_stands_for_the_neighborhood_until_two_yeses() -> None:
    assert introduction_for(NOTHING_CHOSEN, MEI, pair(Role.MENTEE)).region == "central"
    active = pair(*Role, state=PairState.ACTIVE)
    assert introduction_for(NOTHING_CHOSEN, MEI, active).region == ""


def test_nobody_else_sees_an_introduction() -> None:
    with pytest.raises(UserFacingError):
        introduction_for(NOTHING_CHOSEN, Person(id=3), pair())


def test_the_repr_of_an_introduction_does_not_contain_the_name() -> None:
    assert "Ana" not in repr(introduction_for(NOTHING_CHOSEN, MEI, pair()))
