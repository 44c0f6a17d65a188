"""The result as a CSV file or an Excel workbook; the same result gives the same bytes."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from matching.explanations.pairs import MatchedPair
from matching.explanations.reasons import Unmatched
from matching.output.atomic_write import refuse_unwritable, write_privately
from matching.output.english import explain_pair, explain_unmatched
from matching.output.quantities import format_points
from matching.output.xlsx import workbook_bytes
from matching.pipeline import MatchResult

Row = Sequence[str | float]

PAIR_HEADER = ("mentee id", "mentee", "mentor id", "mentor", "score", "most", "reasons")
PERSON_HEADER = ("status", "id", "name", "reasons")

FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")


def write_result(result: MatchResult, path: Path) -> None:
    """Write pairs, then unmatched people, to a .csv or .xlsx file.

    Raises
    ------
    InvalidOutputError
        The file cannot be written.
    """
    refuse_unwritable(path, WRITERS)
    write_privately(path, WRITERS[path.suffix.lower()](result))


def _csv_bytes(result: MatchResult) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("status", *PAIR_HEADER))
    writer.writerows(
        [_escape_formula(cell) for cell in ("matched", *_pair_row(pair))] for pair in result.pairs
    )
    for person in result.unmatched_mentees:
        status, person_id, name, reason = map(_escape_formula, _mentee_row(person))
        writer.writerow((status, person_id, name, "", "", "", "", reason))
    for person in result.unmatched_mentors:
        status, person_id, name, reason = map(_escape_formula, _mentor_row(person))
        writer.writerow((status, "", "", person_id, name, "", "", reason))
    return text.getvalue().encode("utf-8-sig")  # without the mark Excel on Windows garbles é


def _escape_formula(cell: str | float) -> str:
    """Return a cell that no spreadsheet runs as a formula."""
    if not isinstance(cell, str):
        return format_points(cell)
    return f"'{cell}" if cell.startswith(FORMULA_PREFIXES) else cell


def _xlsx_bytes(result: MatchResult) -> bytes:
    people = [
        *map(_mentee_row, result.unmatched_mentees),
        *map(_mentor_row, result.unmatched_mentors),
    ]
    return workbook_bytes(
        {
            "Pairs": [PAIR_HEADER, *map(_pair_row, result.pairs)],
            "Unmatched": [PERSON_HEADER, *people],
        }
    )


def _pair_row(pair: MatchedPair) -> Row:
    return (
        pair.mentee_id,
        pair.mentee_name,
        pair.mentor_id,
        pair.mentor_name,
        round(pair.score, 2),
        round(pair.max_score, 2),
        explain_pair(pair),
    )


def _mentee_row(person: Unmatched) -> Row:
    return ("unmatched mentee", person.id, person.name, explain_unmatched(person.reason, "mentor"))


def _mentor_row(person: Unmatched) -> Row:
    return ("unmatched mentor", person.id, person.name, explain_unmatched(person.reason, "mentee"))


WRITERS = {".csv": _csv_bytes, ".xlsx": _xlsx_bytes}
