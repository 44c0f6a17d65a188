"""Decompression bombs and other huge files are refused within limits of memory and time."""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mentorship.config import ROOT
from mentorship.errors import UserFacingError
from mentorship.services.imports.parsing.read_upload import MAX_UPLOAD_BYTES, read_upload
from tests.unit.services.imports.parsing.workbooks import (
    BOOK,
    SHEET,
    STRINGS,
    sheet,
    strings,
    with_false_part_size,
    workbook,
)

MAX_CPU_SECONDS = 20  # a request may take 30
INCOMPRESSIBLE = {"xl/media/1.png": os.urandom(300_000)}  # for a harmless compression ratio
HUGE = b"<a>" + b" " * (200 * 1024 * 1024)
ENTITY_BOMB = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{former};" * 10}">'
        for former, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
TOO_LARGE = "far too large once it is unpacked"
BROKEN = "cannot read this as an Excel workbook"
TOO_WIDE = "more than 200 columns"
TOO_LONG = "more than 5,000 rows"


def many_parts() -> bytes:
    return workbook({f"xl/media/{number}.txt": b"" for number in range(20_000)})


def numbers(row: int, columns: int) -> str:
    return f'<row r="{row}">' + "<c><v>1</v></c>" * columns + "</row>"


def same_long_text(rows: int, length: int) -> dict[str, str]:
    cells = "".join(f'<row r="{row}"><c t="s"><v>0</v></c></row>' for row in range(1, rows))
    return {STRINGS: strings(f"<si><t>{'x' * length}</t></si>"), SHEET: sheet(cells)}


def duplicate_part() -> bytes:
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, "")
    return stream.getvalue()


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a part that unpacks to 200 MB": (lambda: workbook({SHEET: HUGE}), TOO_LARGE),
    "the same beside the sheet": (lambda: workbook({"xl/media/1.png": HUGE}), TOO_LARGE),
    "a part with a false size": (
        lambda: with_false_part_size(workbook({BOOK: HUGE}), BOOK, 100, HUGE),
        BROKEN,
    ),
    "a false size with a wrong checksum": (
        lambda: with_false_part_size(workbook({SHEET: HUGE}), SHEET, 100, b"?"),
        BROKEN,
    ),
    "twenty thousand parts": (many_parts, TOO_LARGE),
    "an unsupported compression": (
        lambda: workbook({SHEET: sheet("")}, method=zipfile.ZIP_BZIP2),
        BROKEN,
    ),
    "a duplicate part": (duplicate_part, BROKEN),
    "a billion laughs in the texts": (
        lambda: workbook({STRINGS: strings("<si><t>&j;</t></si>", ENTITY_BOMB)}),
        BROKEN,
    ),
    "a billion laughs in the sheet": (
        lambda: workbook({SHEET: sheet('<row><c t="str"><v>&j;</v></c></row>', ENTITY_BOMB)}),
        BROKEN,
    ),
    "a billion laughs in the book": (lambda: workbook({BOOK: f"{ENTITY_BOMB}<a>&j;</a>"}), BROKEN),
    "an external entity": (
        lambda: workbook(
            {SHEET: sheet("&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')}
        ),
        BROKEN,
    ),
    "a million nested elements": (
        lambda: workbook({STRINGS: strings("<si>" + "<t>" * 1_000_000), **INCOMPRESSIBLE}),
        TOO_LARGE,
    ),
    "ten million empty elements": (
        lambda: workbook({STRINGS: strings("<si/>" * 7_000_000), **INCOMPRESSIBLE}),
        TOO_LARGE,
    ),
    "the largest number of texts": (
        lambda: workbook({STRINGS: strings("<si/>" * 59_900), **INCOMPRESSIBLE}),
        "empty",
    ),
    "the largest number of cells": (
        lambda: workbook(
            {SHEET: sheet("".join(numbers(row, 145) for row in range(1, 5001))), **INCOMPRESSIBLE}
        ),
        "read 4999 rows",
    ),
    "a row of a million elements": (
        lambda: workbook({SHEET: sheet(numbers(1, 600_000)), **INCOMPRESSIBLE}),
        TOO_LARGE,
    ),
    "one long text in every cell": (
        lambda: workbook(same_long_text(3000, 30_000)),
        "too much text",
    ),
    "a text that is too long for a cell": (
        lambda: workbook(same_long_text(3000, 1_000_000)),
        "more than 32,767 characters",
    ),
    "a cell in the last corner": (
        lambda: workbook({SHEET: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}),
        TOO_WIDE,
    ),
    "a row beyond the last": (
        lambda: workbook({SHEET: sheet('<row r="999999999"><c><v>1</v></c></row>')}),
        TOO_LONG,
    ),
    "cells far to the right in every row": (
        lambda: workbook(
            {
                SHEET: sheet(
                    "".join(f'<row r="{row}"><c r="XFD{row}"/></row>' for row in range(1, 5001))
                )
            }
        ),
        TOO_WIDE,
    ),
    "a million columns": (lambda: b"," * 1_000_000 + b"x", TOO_WIDE),
    "nothing but commas": (lambda: b"," * MAX_UPLOAD_BYTES, TOO_WIDE),
    "nothing but line breaks": (lambda: b"\n" * (MAX_UPLOAD_BYTES - 1) + b"x", TOO_LONG),
    "two million rows": (lambda: b"a\n" * (MAX_UPLOAD_BYTES // 2), TOO_LONG),
    "one endless cell": (lambda: b'a,b\n"' + b"x" * 4_000_000, "Row 2 cannot be read"),
    "five megabytes in a legacy encoding": (
        lambda: ("姓名,語言\n" + "陳大文,廣東話\n" * 300_000).encode("big5hkscs"),
        TOO_LONG,
    ),
    "ten thousand rows in a workbook": (
        lambda: workbook({SHEET: sheet("".join(numbers(row, 9) for row in range(1, 10_000)))}),
        TOO_LONG,
    ),
}


def outcomes(folder: Path) -> dict[str, tuple[float, str]]:
    """Read every bomb in a process of limited memory."""
    names = {str(folder / str(number)): name for number, name in enumerate(BOMBS)}
    for path, name in names.items():
        Path(path).write_bytes(BOMBS[name][0]())
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.services.imports.parsing.measure_reading", *names],
        cwd=ROOT,
        capture_output=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    results = map(json.loads, done.stdout.splitlines())
    return {names[path]: (seconds, outcome) for path, seconds, outcome in results}


@pytest.mark.slow
def test_every_bomb_is_refused_in_bounded_memory_and_time(tmp_path: Path) -> None:
    results = outcomes(tmp_path)
    assert results.keys() == BOMBS.keys()
    failures = {
        name: (seconds, outcome)
        for name, (seconds, outcome) in results.items()
        if BOMBS[name][1] not in outcome or seconds > MAX_CPU_SECONDS
    }
    assert failures == {}


@pytest.mark.slow
def test_the_largest_allowed_sheet_is_read() -> None:
    rows = "".join(numbers(row, 60) for row in range(1, 5001))
    titles = '<row r="1">' + "".join(
        f'<c t="inlineStr"><is><t>Column {number}</t></is></c>' for number in range(60)
    )
    content = workbook({SHEET: sheet(titles + "</row>" + rows.replace(numbers(1, 60), ""))})
    assert len(read_upload(content).table.records) == 4999


def test_a_false_sheet_size_is_ignored() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>7</v></c></row>'
    with_false_size = sheet(rows).replace(
        "<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    assert read_upload(workbook({SHEET: with_false_size})).table.records == [(2, ["7"])]
    with_false_size = sheet(rows).replace("<sheetData>", '<dimension ref="A1"/><sheetData>')
    assert read_upload(workbook({SHEET: with_false_size})).table.records == [(2, ["7"])]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("xl/vbaProject.bin", "holds macros"),
        ("xl/externalLinks/externalLink1.xml", "takes cells from other files"),
        ("xl/workbook.bin", "do not know this kind"),
        ("content.xml", "do not know this kind"),
    ],
)
def test_macros_external_links_and_other_formats_are_refused(part: str, message: str) -> None:
    with pytest.raises(UserFacingError, match=message):
        read_upload(workbook({part: b"x"}))


def test_a_workbook_with_encrypted_parts_is_refused() -> None:
    content = bytearray(workbook())
    offset = content.find(b"PK\x01\x02")
    content[offset + 8] |= 1
    with pytest.raises(UserFacingError, match=BROKEN):
        read_upload(bytes(content))


def test_other_archives_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(UserFacingError, match=BROKEN):
        read_upload(stream.getvalue())
