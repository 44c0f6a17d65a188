"""Which column answers which question, in English and Spanish."""

import time

import pytest
from flask import Flask
from flask_babel import force_locale

from mentorship.services.imports.guess_columns import guess_columns
from mentorship.services.imports.known_words import ANSWER_WORDS, HEADER_WORDS
from mentorship.services.imports.mapping import CODED, COLUMNS, ROLE_CODES
from mentorship.services.imports.parsing.table import Table
from mentorship.services.imports.spellings import labels, parts
from mentorship.services.imports.timestamps import timestamp_format, timestamp_order
from mentorship.vocabulary import COMMUNITIES, DAYS, LANGUAGES, MODES, PARTS

ENGLISH = {
    "timestamp": ("Timestamp", "9/30/2026 8:05:01"),
    "email": ("Email Address", "ana@example.org"),
    "name": ("What should we call you?", "Ana"),
    "role": ("I would like to be a...", "Mentor"),
    "communities": ("Which communities do you belong to?", "Asian, Latino"),
    "languages": ("Languages you speak comfortably", "Spanish, Korean"),
    "modes": ("How would you like to meet?", "In person"),
    "morning": ("When are you free? [Morning]", "Mon, Sat"),
    "evening": ("When are you free? [Evening]", ""),
    "topics": ("Topics", "Tenant rights"),
    "interests": ("Things you enjoy", "Music, Film"),
    "dislikes": ("Things you would rather avoid", "Small talk"),
    "area": ("Neighborhood", "Koreatown"),
    "phone": ("Phone / WhatsApp", "+1 213 555 0142"),
    "adult": ("Are you 18 or older?", "Yes"),
    "consent": ("I agree to the privacy notice", "Yes"),
    "goals": ("What do you hope for?", "Courage"),
    "excluded_people": ("Who should you not be paired with?", ""),
}
SPANISH = {
    "timestamp": ("Marca temporal", "30/09/2026 8:05:01"),
    "email": ("Dirección de correo electrónico", "ana@example.org"),
    "name": ("¿Cómo te llamamos?", "Ana"),
    "role": ("Quiero ser", "Aprendiz"),
    "communities": ("¿De qué comunidades eres?", "Asiática"),
    "languages": ("¿Qué idiomas hablas?", "español, coreano"),
    "modes": ("¿Cómo te gustaría reunirte?", "En línea"),
    "morning": ("¿Cuándo estás libre? [Mañana]", "lunes, sábado"),
    "evening": ("¿Cuándo estás libre? [Noche]", "Miércoles"),
    "area": ("Barrio", "Boyle Heights"),
    "phone": ("Teléfono", "213 555 0142"),
    "adult": ("¿Eres mayor de edad?", "Sí"),
    "consent": ("Acepto el aviso de privacidad", "Sí, acepto"),
    "goals": ("¿Qué esperas?", "Valor"),
}


@pytest.mark.parametrize("survey", [ENGLISH, SPANISH], ids=["English", "Spanish"])
def test_a_survey_is_guessed_whole(app: Flask, survey: dict[str, tuple[str, str]]) -> None:
    headers, cells = zip(*survey.values(), strict=True)
    guessed = guess_columns(Table.of([list(headers), list(cells)]))
    assert guessed == {question: header for question, (header, _cell) in survey.items()}


def test_cells_speak_where_headers_do_not(app: Flask) -> None:
    table = Table.of(
        [["Q1", "Q2", "Q3"], ["a@example.org", "Korean, Thai", "2026-09-30"], ["", "Zapotec", ""]]
    )
    assert guess_columns(table) == {"email": "Q1", "languages": "Q2", "timestamp": "Q3"}


def test_a_header_alone_makes_no_address_of_a_yes(app: Flask) -> None:
    table = Table.of([["May we email you?", "How to write"], ["yes", "ana@example.org"]])
    assert guess_columns(table)["email"] == "How to write"


def test_a_sure_header_is_enough_for_answers_in_another_language(app: Flask) -> None:
    table = Table.of([["Languages"], ["普通话"], ["한국어"]])
    assert guess_columns(table) == {"languages": "Languages"}


def test_first_names_are_taken_before_last_names(app: Flask) -> None:
    table = Table.of([["last name", "first name"], ["000", "mentee"]])
    assert guess_columns(table)["name"] == "first name"


def test_the_words_name_questions_and_codes_that_exist() -> None:
    assert set(HEADER_WORDS) == COLUMNS | {"timestamp", *PARTS}
    codes = {
        "role": set(ROLE_CODES) - {"both"},
        "communities": set(COMMUNITIES),
        "languages": set(LANGUAGES),
        "modes": set(MODES),
        "days": set(DAYS),
        "capacity": set("12345"),
        "adult": {"yes"},
        "consent": {"yes"},
    }
    assert set(ANSWER_WORDS) == set(codes) <= CODED
    for question, words in ANSWER_WORDS.items():
        assert {code for meant in words.values() for code in meant} <= codes[question], question


def test_labels_are_known_in_spanish(app: Flask) -> None:
    with force_locale("es"):
        assert labels("languages")["ko"] == "coreano"


@pytest.mark.parametrize(
    ("cell", "order", "format_"),
    [
        ("9/30/2026 8:05:01", "month", "%m/%d/%Y %H:%M:%S"),
        ("9/3/2026", "month", "%m/%d/%Y"),
        ("30/9/2026 8:05", "day", "%d/%m/%Y %H:%M"),
        ("2026-09-30T08:05:01", "year", "%Y-%m-%dT%H:%M:%S"),
        ("2026-09-30 08:05:01", "year", "%Y-%m-%d %H:%M:%S"),
        ("9/30/2026 8:05:01 PM", "month", "%m/%d/%Y %I:%M:%S %p"),
        ("30.9.2026", "day", "%d.%m.%Y"),
    ],
)
def test_moments_are_read_as_sheets_write_them(cell: str, order: str, format_: str) -> None:
    assert timestamp_order([cell] * 3) == order
    assert timestamp_format([cell, cell], order) == format_


@pytest.mark.parametrize("cell", ["yesterday", "2026", "213-555-0142", ""])
def test_what_is_no_moment_is_not_read_as_one(cell: str) -> None:
    assert timestamp_order([cell]) is None


def test_one_odd_row_does_not_spoil_the_column() -> None:
    assert timestamp_order(["9/30/2026"] * 9 + ["whenever"]) == "month"


@pytest.mark.parametrize("cell", ["," * 50_000, "a@" + "." * 20_000 + "@", "(" * 50_000 + ","])
def test_a_hostile_cell_costs_no_more_than_its_length(cell: str) -> None:
    began = time.process_time()
    parts(cell)
    guess_columns(Table(["One", "Two"], [(2, [cell, cell])]))
    assert time.process_time() - began < 1
