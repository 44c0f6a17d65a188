"""Every problem of a file is explained to people."""

import pytest

from matching.tables import charset
from matching.tables.read_errors import ReadProblem
from mentorship.errors import UserFacingError
from mentorship.services.imports.parsing.charset import ENCODINGS
from mentorship.services.imports.parsing.read_problems import SENTENCES, sentence
from mentorship.services.imports.parsing.read_upload import MAX_UPLOAD_BYTES, read_upload


@pytest.mark.parametrize(
    ("content", "sentence"),
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
def test_what_cannot_be_read_is_explained_to_people(content: bytes, sentence: str) -> None:
    with pytest.raises(UserFacingError, match=sentence):
        read_upload(content)


def test_every_problem_of_a_file_is_explained_to_people() -> None:
    assert SENTENCES.keys() == set(ReadProblem)
    assert all(sentence(problem, limit=1, row=1) for problem in ReadProblem)


def test_every_encoding_has_a_label() -> None:
    assert tuple(ENCODINGS) == charset.ENCODINGS
