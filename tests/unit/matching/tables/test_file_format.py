"""Files of other formats are named for what they are."""

import dataclasses

import pytest

from matching.tables.file_format import ENCRYPTED_STREAM, OLE_START, check_format, is_zip
from matching.tables.limits import UPLOAD_LIMITS
from matching.tables.read_errors import ReadProblem, TableReadError


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", ReadProblem.EMPTY_FILE),
        (b"%PDF-1.7", ReadProblem.PDF),
        (b"\x89PNG\r\n", ReadProblem.IMAGE),
        (b"\xff\xd8\xff\xe0", ReadProblem.IMAGE),
        (b"GIF89a", ReadProblem.IMAGE),
        (b"\xef\xbb\xbf \r\n<!DOCTYPE html>", ReadProblem.WEB_PAGE),
        (b"<HTML>", ReadProblem.WEB_PAGE),
        (b"Rar!\x1a", ReadProblem.OTHER_FORMAT),
        (b"\x1f\x8b\x08", ReadProblem.OTHER_FORMAT),
        (OLE_START + b"old", ReadProblem.OLD_WORKBOOK),
        (OLE_START + ENCRYPTED_STREAM, ReadProblem.ENCRYPTED_WORKBOOK),
    ],
)
def test_a_file_of_another_format_is_refused_by_its_start(content, problem):
    with pytest.raises(TableReadError) as refusal:
        check_format(content, UPLOAD_LIMITS)
    assert refusal.value.problem is problem


def test_a_file_over_the_limit_is_refused_with_the_limit():
    limits = dataclasses.replace(UPLOAD_LIMITS, max_file_bytes=3)
    check_format(b"a,b", limits)
    with pytest.raises(TableReadError, match="larger than 3 bytes"):
        check_format(b"a,bc", limits)


def test_csv_files_and_zip_files_pass():
    check_format(b"id,name\n", UPLOAD_LIMITS)
    check_format(b"PK\x03\x04", UPLOAD_LIMITS)
    assert is_zip(b"PK\x03\x04")
    assert not is_zip(b"id,name\n")


def test_every_problem_has_a_sentence_for_the_command_line():
    for problem in ReadProblem:
        assert "{" not in str(TableReadError(problem, limit=1, detail="x"))
