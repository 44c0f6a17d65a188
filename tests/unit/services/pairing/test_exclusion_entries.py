"""Lines and entries of a text, and which of their words may be names."""

import pytest

from mentorship.services.pairing.exclusion_entries import Entry, is_blank, joined_entries, lines_of


def entries(text: str) -> list[list[str]]:
    return [entry.words for line in lines_of(text) for entry in line]


@pytest.mark.parametrize("separator", ["\n", ",", " and ", " y ", " or ", " và ".replace("à", "a")])
def test_people_are_listed_with_whichever_separator(separator: str) -> None:
    assert entries(f"jose garcia{separator}maria") == [["jose", "garcia"], ["maria"]]


def test_neighbors_are_read_as_one_entry_too() -> None:
    (line,) = lines_of("garcia,jose")
    assert [(entry.words, entry.positions) for entry in joined_entries(line)] == [
        (["garcia", "jose"], range(2))
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("please not with jose", {"jose"}),
        ("dr garcia 2", {"garcia"}),
        ("my friend will", {"my", "friend", "will"}),
        ("a", {"a"}),
        ("2135550123", {"2135550123"}),
    ],
)
def test_words_that_may_be_names(text: str, names: set[str]) -> None:
    words = text.split()
    assert {words[position] for position in Entry(words, 0).names} == names


@pytest.mark.parametrize("text", ["", ",", "none", "n,a", "no hay nadie", "없음"])
def test_a_text_that_says_nobody_is_blank(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(f"{text} ana")
