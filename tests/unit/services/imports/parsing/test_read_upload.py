"""Uploads are read in every encoding, with every separator, and as workbooks."""

import datetime
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from mentorship.errors import UserFacingError
from mentorship.services.imports.parsing.charset import ENCODINGS
from mentorship.services.imports.parsing.header_rows import TYPED_ANSWER
from mentorship.services.imports.parsing.read_upload import read_upload
from mentorship.services.imports.parsing.table import Table, is_blank_record
from mentorship.text_cleaning import fold_text

TEXTS = {
    "utf-8": "Name,Languages\nJosé 정미라,한국어 español\n王佳蓉,中文\n",
    "utf-8-sig": "Name,Languages\nJosé 정미라,한국어 español\n王佳蓉,中文\n",
    "utf-16": "Name,Languages\nJosé 정미라,한국어 español\n王佳蓉,中文\n",
    "cp1252": "Nombre,Idiomas\nJosé Núñez,español – inglés\nÁngela,“catalán”\n",
    "gb18030": "姓名,语言\n王佳蓉,普通话和英语\n李明,粤语\n陈小红,普通话\n",
    "big5": "姓名,語言\n陳大文,廣東話和英語\n王小明,國語\n李美玲,台語\n",
    "shift_jis": "名前,言語\n山田太郎,日本語と英語\nさくら,スペイン語\n",
    "euc_kr": "이름,언어\n정미라,한국어와 영어\n김철수,스페인어\n",
}


def encoded(text: str, encoding: str) -> bytes:
    if encoding == "utf-16-be":
        return b"\xfe\xff" + text.encode(encoding)
    return text.encode(encoding)


def cells(table: Table) -> list[list[str]]:
    return [table.headers, *(row for _number, row in table.records)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", [*TEXTS, "utf-16-be"])
def test_every_encoding_is_guessed_with_every_separator(encoding: str, separator: str) -> None:
    text = TEXTS.get(encoding, TEXTS["utf-16"]).replace(",", separator)
    table = read_upload(encoded(text, encoding)).table
    assert cells(table) == [line.split(separator) for line in text.splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ENCODINGS)
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_text_of_every_encoding_is_read_unchanged(encoding: str, data: st.DataObject) -> None:
    character = st.characters(
        codec=encoding,
        exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"),
        exclude_characters="¢£¬‖−〜" if encoding == "cp932" else "",  # read as their wide forms
    )
    cell = st.text(character, min_size=1, max_size=8).filter(
        lambda text: text == text.encode(encoding).decode(encoding) and text.strip() == text
    )
    record = st.lists(cell, min_size=2, max_size=2).filter(
        # Words that SurveyMonkey writes in a second row of headers make a row one of these.
        lambda texts: not is_blank_record(texts) and TYPED_ANSWER.isdisjoint(map(fold_text, texts))
    )
    rows = data.draw(st.lists(record, min_size=1, max_size=4))
    quoted = "\n".join(
        ",".join('"' + cell_text.replace('"', '""') + '"' for cell_text in row)
        for row in [["A", "B"], *rows]
    )
    table = read_upload(quoted.encode(encoding), encoding).table
    assert cells(table) == [["A", "B"], *rows]


def test_a_chosen_encoding_overrides_the_guess() -> None:
    content = "Name,Lengua\n정미라,한국어\n".encode("cp949")
    assert read_upload(content, "cp949").table.records == [(2, ["정미라", "한국어"])]
    assert read_upload(content, "cp1252").table.records != [(2, ["정미라", "한국어"])]


def test_a_chosen_encoding_that_does_not_fit_is_refused() -> None:
    with pytest.raises(UserFacingError, match="not have that text encoding"):
        read_upload("Name,Lengua\nJosé,español\n".encode("cp1252"), "utf-8-sig")


def test_an_encoding_that_is_not_offered_is_refused() -> None:
    with pytest.raises(UserFacingError, match="in the list"):
        read_upload(b"a,b\n1,2\n", "rot13")


def test_non_ascii_text_after_thousands_of_rows_is_detected() -> None:
    content = b"Name,Lengua\n" + b"Ana,x\n" * 4000 + "José,español\n".encode("cp1252")
    assert read_upload(content).choice == "cp1252"


def test_quotes_line_breaks_and_other_separators_stay_in_their_cell() -> None:
    table = read_upload(b'A;B\n"x; y";"1,2\n3"\n').table
    assert table.records == [(2, ["x; y", "1,2\n3"])]


def test_the_cells_of_a_workbook_are_read_as_displayed() -> None:
    book = Workbook()
    sheet = book.create_sheet("First", 0)
    sheet.append(["Name", "Places", "When", "Share"])
    sheet.append(["'=1+1", 2.0, datetime.datetime(2026, 9, 30, 8, 5, 1), 0.5])
    stream = io.BytesIO()
    book.save(stream)
    table = read_upload(stream.getvalue()).table
    assert table.records == [(2, ["'=1+1", "2", "2026-09-30 08:05:01", "0.5"])]
