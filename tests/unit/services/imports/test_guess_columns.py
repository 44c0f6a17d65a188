"""Guessing which column answers which question, in English and Spanish."""

import time

import pytest
from flask import Flask
from flask_babel import force_locale

from mentorship.questions import QUESTIONS
from mentorship.services.imports.answer_labels import split_answers
from mentorship.services.imports.guess_columns import guess_columns
from mentorship.services.imports.known_words import header_score
from mentorship.services.imports.parsing.table import Table

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
def test_every_column_of_a_survey_is_guessed(
    app: Flask, survey: dict[str, tuple[str, str]]
) -> None:
    headers, cells = zip(*survey.values(), strict=True)
    guessed = guess_columns(Table.of([list(headers), list(cells)]))
    assert guessed == {question: header for question, (header, _cell) in survey.items()}


@pytest.mark.parametrize("language", ["en", "es"])
def test_excluded_people_are_guessed_from_the_label_of_the_form(app: Flask, language: str) -> None:
    with force_locale(language):
        header = str(QUESTIONS["excluded_people"].label)
    assert guess_columns(Table.of([[header], ["Nobody N."]])) == {"excluded_people": header}


def test_columns_are_guessed_from_cells_when_headers_are_meaningless(app: Flask) -> None:
    table = Table.of(
        [["Q1", "Q2", "Q3"], ["a@example.org", "Korean, Thai", "2026-09-30"], ["", "Zapotec", ""]]
    )
    assert guess_columns(table) == {"email": "Q1", "languages": "Q2", "timestamp": "Q3"}


def test_a_yes_or_no_question_about_email_is_not_the_address_column(app: Flask) -> None:
    table = Table.of([["May we email you?", "How to write"], ["yes", "ana@example.org"]])
    assert guess_columns(table)["email"] == "How to write"


def test_a_clear_header_is_enough_for_answers_in_another_language(app: Flask) -> None:
    table = Table.of([["Languages"], ["普通话"], ["한국어"]])
    assert guess_columns(table) == {"languages": "Languages"}


@pytest.mark.parametrize(
    ("question", "header", "cells"),
    [
        ("phone", "Phone", ["2.13555E+09", "#####", "+1 213 555 0123"]),
        ("capacity", "How many people could you mentor?", ["0", "N/A", "2.0"]),
        ("capacity", "How many people could you mentor?", ["two", "Three"]),
    ],
)
def test_a_column_is_found_though_a_spreadsheet_has_damaged_it(
    app: Flask, question: str, header: str, cells: list[str]
) -> None:
    assert guess_columns(Table.of([[header], *([cell] for cell in cells)])) == {question: header}


def test_first_names_are_preferred_to_last_names(app: Flask) -> None:
    table = Table.of([["last name", "first name"], ["000", "mentee"]])
    assert guess_columns(table)["name"] == "first name"


@pytest.mark.parametrize("cell", ["," * 50_000, "a@" + "." * 20_000 + "@", "(" * 50_000 + ","])
def test_a_hostile_cell_is_processed_in_linear_time(cell: str) -> None:
    started = time.process_time()
    split_answers(cell)
    guess_columns(Table(["One", "Two"], [(2, [cell, cell])]))
    assert time.process_time() - started < 1


def test_only_the_beginning_of_a_header_is_searched() -> None:
    assert header_score("email", "email " + "x" * 300_000) == header_score("email", "email")
    assert header_score("email", "x" * 300_000 + " email") == 0
