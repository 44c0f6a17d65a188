"""Text encodings are guessed, and wrong ones refused."""

import pytest

from matching.tables.charset import ENCODINGS, decode, guess_encoding
from matching.tables.read_errors import ReadProblem, TableReadError


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        ("id,name\n1,Ana\n", "ascii", "utf-8-sig"),
        ("id,name\n1,José\n", "utf-8-sig", "utf-8-sig"),
        ("id,name\n1,José\n", "utf-16", "utf-16"),
        ("姓名,語言\n陳大文,廣東話和英語\n王小明,國語\n", "big5", "big5hkscs"),
        ("이름,언어\n정미라,한국어와 영어\n김철수,스페인어\n", "euc_kr", "cp949"),
    ],
)
def test_an_encoding_is_guessed_from_the_bytes(text, codec, encoding):
    content = text.encode(codec)
    assert guess_encoding(content) == encoding
    assert decode(content, encoding) == text


@pytest.mark.parametrize(
    ("content", "encoding"), [(b"\xff", "utf-8-sig"), (b"\xff\xfea", "utf-16"), (b"\x81", "cp1252")]
)
def test_a_wrong_encoding_is_refused(content, encoding):
    assert encoding in ENCODINGS
    with pytest.raises(TableReadError) as refusal:
        decode(content, encoding)
    assert refusal.value.problem is ReadProblem.WRONG_ENCODING


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(TableReadError) as refusal:
        guess_encoding(b"\xff\x81\x8d\x00\xff\xff\x9d")
    assert refusal.value.problem is ReadProblem.UNKNOWN_ENCODING
