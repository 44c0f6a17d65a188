"""Finding a person's name or address in the text of exclusions."""

import re

import pytest

from mentorship.models import Application, Person, Profile
from mentorship.services.pairing.pair_constraints import EMAIL, is_named_in
from tests.growth import MAX_LINEAR_GROWTH, growth


def application(name: str, sign_in_name: str = "ana@example.org") -> Application:
    person = Person(sealed_sign_in_name=sign_in_name)
    return Application(person=person, profile=Profile(stored_answers={"name": name}))


@pytest.mark.parametrize(
    "text",
    ["ANA@example.org", "my ex: ana@example.org.", "Ana Ruiz", "not ana  ruiz, please", "x; Ana"],
)
def test_an_address_a_name_or_a_first_name_alone_names_a_person(text: str) -> None:
    assert is_named_in(text, application("Ana Ruiz"))


@pytest.mark.parametrize("text", ["", "Anabel", "banana@example.org", "Ana Lopez", "Ruiz Ana"])
def test_a_different_name_does_not_name_the_person(text: str) -> None:
    assert not is_named_in(text, application("Ana Ruiz"))


def test_a_name_is_found_within_text_of_a_script_without_spaces() -> None:
    assert is_named_in("不要和王佳蓉一起", application("王佳蓉"))


def test_an_empty_name_is_never_found() -> None:
    assert not is_named_in("anybody, or nobody", application(""))


@pytest.mark.parametrize("text", ["a@b.org", "to a.b+c@x-y.org!", "a@b a@b.c@d.org", "a@@b.org"])
def test_addresses_are_found_as_by_a_search_from_every_character(text: str) -> None:
    assert EMAIL.findall(text) == re.findall(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", text)


@pytest.mark.parametrize("piece", ["a", "a.", "a@", "a@b", "a@b.", "é,"])
def test_a_search_for_addresses_takes_time_linear_in_the_length(piece: str) -> None:
    assert growth(EMAIL.findall, piece * 4_000) < MAX_LINEAR_GROWTH
