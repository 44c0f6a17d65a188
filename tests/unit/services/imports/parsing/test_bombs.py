"""Files made to exhaust whoever opens them are refused in little memory and time."""

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
    claiming,
    sheet,
    strings,
    workbook,
)

SECONDS = 20  # of one processor; a request may take 30
NOISE = {"xl/media/1.png": os.urandom(300_000)}  # so that nothing seems packed too well
HUGE = b"<a>" + b" " * (200 * 1024 * 1024)
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{former};" * 10}">'
        for former, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
TOO_MUCH = "far too large once it is unpacked"
BROKEN = "cannot read this as an Excel workbook"
WIDE = "more than 200 columns"
LONG = "more than 5,000 rows"


def many_parts() -> bytes:
    return workbook({f"xl/media/{number}.txt": b"" for number in range(20_000)})


def numbers(row: int, columns: int) -> str:
    return f'<row r="{row}">' + "<c><v>1</v></c>" * columns + "</row>"


def same_long_text(rows: int) -> dict[str, str]:
    cells = "".join(f'<row r="{row}"><c t="s"><v>0</v></c></row>' for row in range(1, rows))
    return {STRINGS: strings(f"<si><t>{'x' * 1_000_000}</t></si>"), SHEET: sheet(cells)}


def twice() -> bytes:
    packed = io.BytesIO(workbook())
    with zipfile.ZipFile(packed, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(SHEET, "")
    return packed.getvalue()


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a part that unpacks to 200 MB": (lambda: workbook({SHEET: HUGE}), TOO_MUCH),
    "the same beside the sheet": (lambda: workbook({"xl/media/1.png": HUGE}), TOO_MUCH),
    "a part that claims to be small": (
        lambda: claiming(workbook({BOOK: HUGE}), BOOK, 100, HUGE),
        BROKEN,
    ),
    "a claim with a wrong check sum": (
        lambda: claiming(workbook({SHEET: HUGE}), SHEET, 100, b"?"),
        BROKEN,
    ),
    "twenty thousand parts": (many_parts, TOO_MUCH),
    "a packing without bounds": (
        lambda: workbook({SHEET: sheet("")}, method=zipfile.ZIP_BZIP2),
        BROKEN,
    ),
    "one part twice": (twice, BROKEN),
    "a billion laughs in the texts": (
        lambda: workbook({STRINGS: strings("<si><t>&j;</t></si>", LAUGHS)}),
        BROKEN,
    ),
    "a billion laughs in the sheet": (
        lambda: workbook({SHEET: sheet('<row><c t="str"><v>&j;</v></c></row>', LAUGHS)}),
        BROKEN,
    ),
    "a billion laughs in the book": (lambda: workbook({BOOK: f"{LAUGHS}<a>&j;</a>"}), BROKEN),
    "an entity from elsewhere": (
        lambda: workbook(
            {SHEET: sheet("&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')}
        ),
        BROKEN,
    ),
    "a million nested elements": (
        lambda: workbook({STRINGS: strings("<si>" + "<t>" * 1_000_000), **NOISE}),
        TOO_MUCH,
    ),
    "ten million empty elements": (
        lambda: workbook({STRINGS: strings("<si/>" * 7_000_000), **NOISE}),
        TOO_MUCH,
    ),
    "as many texts as there may be": (
        lambda: workbook({STRINGS: strings("<si/>" * 59_900), **NOISE}),
        "empty",
    ),
    "as many cells as there may be": (
        lambda: workbook(
            {SHEET: sheet("".join(numbers(row, 145) for row in range(1, 5001))), **NOISE}
        ),
        "Two columns have the same header",
    ),
    "a row of a million elements": (
        lambda: workbook({SHEET: sheet(numbers(1, 600_000)), **NOISE}),
        TOO_MUCH,
    ),
    "one long text in every cell": (
        lambda: workbook(same_long_text(3000)),
        "too much text",
    ),
    "a cell in the last corner": (
        lambda: workbook({SHEET: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}),
        WIDE,
    ),
    "a row beyond the last": (
        lambda: workbook({SHEET: sheet('<row r="999999999"><c><v>1</v></c></row>')}),
        LONG,
    ),
    "rows that stray far to the right": (
        lambda: workbook(
            {
                SHEET: sheet(
                    "".join(f'<row r="{row}"><c r="XFD{row}"/></row>' for row in range(1, 5001))
                )
            }
        ),
        WIDE,
    ),
    "a million columns": (lambda: b"," * 1_000_000 + b"x", WIDE),
    "nothing but commas": (lambda: b"," * MAX_UPLOAD_BYTES, WIDE),
    "nothing but line breaks": (lambda: b"\n" * (MAX_UPLOAD_BYTES - 1) + b"x", LONG),
    "two million rows": (lambda: b"a\n" * (MAX_UPLOAD_BYTES // 2), LONG),
    "one endless cell": (lambda: b'a,b\n"' + b"x" * 4_000_000, "Row 2 cannot be read"),
    "five megabytes in an old encoding": (
        lambda: ("姓名,語言\n" + "陳大文,廣東話\n" * 300_000).encode("big5hkscs"),
        LONG,
    ),
    "ten thousand rows in a workbook": (
        lambda: workbook({SHEET: sheet("".join(numbers(row, 9) for row in range(1, 10_000)))}),
        LONG,
    ),
}


def outcomes(folder: Path) -> dict[str, tuple[float, str]]:
    """Read every bomb in a process of little memory."""
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
    wrong = {
        name: (seconds, outcome)
        for name, (seconds, outcome) in results.items()
        if BOMBS[name][1] not in outcome or seconds > SECONDS
    }
    assert wrong == {}


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
    ("part", "sentence"),
    [
        ("xl/vbaProject.bin", "holds macros"),
        ("xl/externalLinks/externalLink1.xml", "takes cells from other files"),
        ("xl/workbook.bin", "do not know this kind"),
        ("content.xml", "do not know this kind"),
    ],
)
def test_a_workbook_that_is_more_than_a_sheet_is_refused(part: str, sentence: str) -> None:
    with pytest.raises(UserFacingError, match=sentence):
        read_upload(workbook({part: b"x"}))


def test_a_workbook_with_encrypted_parts_is_refused() -> None:
    content = bytearray(workbook())
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    with pytest.raises(UserFacingError, match=BROKEN):
        read_upload(bytes(content))


def test_other_archives_are_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(UserFacingError, match=BROKEN):
        read_upload(packed.getvalue())
