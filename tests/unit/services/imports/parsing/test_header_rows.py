"""The rows of headers are found, wherever they stand."""

import pytest

from mentorship.services.imports.parsing.header_rows import HeaderRows, find_header_rows
from mentorship.services.imports.parsing.table import Table, numbered_rows

HEADERS = ["Timestamp", "Email Address", "Languages", "Topics"]
ANA = ["10/1/2026 9:00", "ana@example.org", "Spanish", "Film"]
IDS = ['{"ImportId":"QID1"}', '{"ImportId":"QID2"}', '{"ImportId":"QID3"}', '{"ImportId":"QID4"}']


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([HEADERS, ANA], "1"),
        ([["Applications, fall 2026"], [], HEADERS, ANA], "3"),
        ([["Aplicaciones", "2026"], ["Exportado el 1 de octubre"], HEADERS, ANA], "3"),
        ([["Q1", "Q2", "Q3", "Q4"], HEADERS, IDS, ANA], "2"),
        ([["StartDate", "Q2", "Q3", "Q4"], HEADERS, ANA], "2"),
        ([["Email", "Languages", "", ""], ["", "Thai", "Lao", "Other"], ANA], "1-2"),
        ([["Email", "Languages", ""], ["Response", "Thai", "Other (please specify)"]], "1-2"),
        ([["Correo", "Idiomas", ""], ["Respuesta abierta", "inglés", "español"]], "1-2"),
        ([["Q1", "Q2"], ["ana@example.org", "Thai"], ["Email", "Languages"]], "1"),
        ([["Name", "", "Role"], ["Ana", "x", "mentor"]], "1"),
        ([["Email", "", "", "Name"], ["ana@example.org", "x", "y", ""]], "1"),
    ],
)
def test_the_likeliest_header_rows_are_found(rows: list[list[str]], found: str) -> None:
    assert str(find_header_rows(numbered_rows(rows))) == found


def test_two_rows_of_headers_become_a_question_with_its_options() -> None:
    rows = [["Email", "Languages", "", ""], ["Response", "Thai", "Lao", "Other"], ["x"]]
    assert Table.of(rows).headers == [
        "Email",
        "Languages [Thai]",
        "Languages [Lao]",
        "Languages [Other]",
    ]


def test_rows_above_the_headers_and_import_ids_are_no_records() -> None:
    assert Table.of([["Q1", "Q2", "Q3", "Q4"], HEADERS, IDS, ANA]).records == [(4, ANA)]


def test_chosen_header_rows_replace_those_found() -> None:
    rows = [["Name", "Email"], ["Nombre", "Correo"], ["Ana", "ana@example.org"]]
    assert Table.of(rows, HeaderRows(2, 2)).headers == ["Nombre", "Correo"]
    assert len(Table.of(rows, HeaderRows(0, 0)).records) == 3
    assert Table.of(rows, HeaderRows(0, 0)).headers == ["A", "B"]
