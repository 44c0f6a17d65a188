"""The result as a file: one CSV, or a workbook with two sheets; the same result, the same bytes."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from matching.explanations.pairs import MatchedPair
from matching.explanations.reasons import Unmatched
from matching.output.atomic_write import refuse_unwritable, write_privately
from matching.output.english import explain_unmatched, points, why_this_pair
from matching.output.xlsx import workbook_bytes
from matching.pipeline import MatchResult

Row = Sequence[str | float]

PAIR_HEADER = ("mentee id", "mentee", "mentor id", "mentor", "score", "most", "reasons")
PERSON_HEADER = ("status", "id", "name", "reasons")

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_result(result: MatchResult, path: Path) -> None:
    """Write pairs, then those without one, to a .csv or .xlsx file.

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
        [_guarded(cell) for cell in ("matched", *_pair_row(pair))] for pair in result.pairs
    )
    for person in result.unmatched_mentees:
        status, who, name, why = map(_guarded, _mentee_row(person))
        writer.writerow((status, who, name, "", "", "", "", why))
    for person in result.unmatched_mentors:
        status, who, name, why = map(_guarded, _mentor_row(person))
        writer.writerow((status, "", "", who, name, "", "", why))
    return text.getvalue().encode()


def _guarded(cell: str | float) -> str:
    """Keep a spreadsheet from running a cell as a formula."""
    if not isinstance(cell, str):
        return points(cell)
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


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
        round(pair.most, 2),
        why_this_pair(pair),
    )


def _mentee_row(person: Unmatched) -> Row:
    return ("unmatched mentee", person.id, person.name, explain_unmatched(person.reason, "mentor"))


def _mentor_row(person: Unmatched) -> Row:
    return ("unmatched mentor", person.id, person.name, explain_unmatched(person.reason, "mentee"))


WRITERS = {".csv": _csv_bytes, ".xlsx": _xlsx_bytes}
