"""Labels are sorted as in the alphabet of their reader."""

import random

import pytest
from babel import Locale

from mentorship.collation import collation_key, sort_labels
from mentorship.questions import QUESTIONS, LanguagesQuestion

SPANISH, ENGLISH = Locale("es"), Locale("en")


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("es", ["árabe", "francés", "lengua de señas americana", "portugués"]),
        ("es", ["Ámbar", "Bélgica", "Éibar", "Ocotlán", "Úrsula", "Zócalo"]),
        ("es", ["nube", "Nuño", "nutria", "ñandú", "Ñuu Savi", "oso"]),
        ("es", ["Castano", "Castaño", "Castro", "cebra", "chino", "cinta"]),
        ("en", ["nahua", "Ñandú", "ñuu savi", "nuyoo"]),
        ("en", ["Dan", "Đặng", "Daniel", "Duong", "Dương", "East"]),
        ("en", ["K'iche'", "K’iche’ 2", "Kaqchikel", "Khmer"]),
        ("en", ["Nguyen", "Nguyễn", "Ocampo", "Ødegaard", "Oh"]),
        ("en", ["resume", "Resume", "résumé", "resumes"]),
        ("en", ["Zoe", "Анна", "Борис", "김", "박"]),
    ],
)
def test_accents_capitals_and_apostrophes_come_after_the_letters(
    language: str, labels: list[str]
) -> None:
    shuffled = random.Random(7).sample(labels, len(labels))  # noqa: S311
    assert sorted(shuffled, key=lambda text: collation_key(text, Locale(language))) == labels


def test_a_letter_sorts_alike_however_its_accent_is_stored() -> None:
    composed, decomposed = (
        collation_key(text, SPANISH)[0] for text in ("\u00f1and\u00fa", "n\u0303andu\u0301")
    )
    assert composed == decomposed


def test_labels_keep_their_codes() -> None:
    assert list(sort_labels({"b": "zapoteco", "a": "árabe"}, SPANISH)) == ["a", "b"]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("locale", [ENGLISH, SPANISH], ids=str)
def test_every_language_stands_under_its_first_letter(locale: Locale) -> None:
    question = QUESTIONS["languages"]
    assert isinstance(question, LanguagesQuestion)
    names = list(question.choices(locale).values())
    initials = [collation_key(name, locale)[0][0] for name in names]
    assert initials == sorted(initials)
