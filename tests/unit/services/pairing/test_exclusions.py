"""Finding a person's name or address in the text of exclusions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.models import Application, Person, Profile
from mentorship.privacy.blind_index import normalize_name
from mentorship.services.pairing import exclusions
from mentorship.services.pairing.exclusions import EMAIL, MAX_NORMALIZED_CHARACTERS, WORD, NameIndex
from tests.growth import MAX_LINEAR_GROWTH, growth


def application(
    name: str, sign_in_name: str = "ana@example.org", person_id: int = 1
) -> Application:
    person = Person(sealed_sign_in_name=sign_in_name)
    profile = Profile(stored_answers={"name": name})
    return Application(person_id=person_id, person=person, profile=profile)


def is_named_in(text: str, somebody: Application) -> bool:
    return NameIndex([somebody]).people_named_in(text) == {somebody.person_id}


def is_named_by_definition(text: str, somebody: Application) -> bool:
    """Return whether a text names a person, by comparing it with this person alone."""
    normalized = normalize_name(text)
    if somebody.person.sign_in_name in EMAIL.findall(normalized):
        return True
    name = " ".join(normalize_name(somebody.profile.name).split())
    first_name = name.split()[0] if name else name
    words = " ".join(WORD.findall(name))
    lines = [" ".join(WORD.findall(line)) for line in re.split(r"[\n,;]", normalized)]
    if not re.search("[a-z]", words):
        return any((bool(words) and words in line) or line == first_name for line in lines)
    return any(f" {words} " in f" {line} " or line == first_name for line in lines)


NAMES = ["Ana", "ana", "Ruiz", "O’Neil", "王佳蓉", "王", "Élise", "ﷺ", "ß", "-", "."]
PIECES = st.sampled_from([*NAMES, "a@b.org", "b.org", " ", "  ", "\n", ",", ";", "\u3000"])
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(st.lists(TEXTS, min_size=1, max_size=5), st.lists(TEXTS, min_size=1, max_size=3))
def test_of_many_people_those_are_found_who_are_found_alone(
    names: list[str], texts: list[str]
) -> None:
    pool = [
        application(name, f"{'ab'[number % 2]}@b.org", number) for number, name in enumerate(names)
    ]
    index = NameIndex(pool)
    for text in texts:
        expected = {item.person_id for item in pool if is_named_by_definition(text, item)}
        assert index.people_named_in(text) == expected


def test_each_text_and_each_name_is_normalized_once(monkeypatch: pytest.MonkeyPatch) -> None:
    normalized: list[str] = []

    def counted(text: str) -> str:
        normalized.append(text)
        return normalize_name(text)

    monkeypatch.setattr(exclusions, "normalize_name", counted)
    index = NameIndex(application(f"Person {number}") for number in range(30))
    for _text in range(20):
        index.people_named_in("\ufdfa" * 500)
    assert len(normalized) == 30 + 20


def test_a_text_that_normalizing_makes_longer_is_cut() -> None:
    far = "\ufdfa," * (MAX_NORMALIZED_CHARACTERS // 18)
    assert not is_named_in(f"{far}Ana", application("Ana", "x@example.org"))
    assert is_named_in("x" * 490 + ",Ana", application("Ana", "x@example.org"))


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
