"""Every read problem has a message for coordinators."""

import pytest

from matching.tables import charset
from matching.tables.read_errors import ReadProblem
from mentorship.errors import UserFacingError
from mentorship.services.imports.parsing.charset import ENCODINGS
from mentorship.services.imports.parsing.read_problems import SENTENCES, sentence
from mentorship.services.imports.parsing.read_upload import MAX_UPLOAD_BYTES, read_upload


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"x" + b",x" * 200, "more than 200 columns"),
        (b"a\n" + b"x\n" * 5_001, "more than 5,000 rows"),
        (b"a,b\nc,d\n\x00,e", "characters that no sheet has"),
        (b'a,b\nc,d\n"e', "Row 3 cannot be read"),
        (b" \n", "The file is empty"),
        (b" " * (MAX_UPLOAD_BYTES + 1) + b"x", "larger than 5 MB"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0", "an old kind of workbook"),
    ],
)
def test_an_unreadable_file_is_refused_with_a_message(content: bytes, message: str) -> None:
    with pytest.raises(UserFacingError, match=message):
        read_upload(content)


def test_every_read_problem_has_a_message() -> None:
    assert SENTENCES.keys() == set(ReadProblem)
    assert all(sentence(problem, limit=1, row=1) for problem in ReadProblem)


def test_every_encoding_has_a_label() -> None:
    assert tuple(ENCODINGS) == charset.ENCODINGS
