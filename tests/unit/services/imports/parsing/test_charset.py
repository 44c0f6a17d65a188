"""The text encodings that a coordinator may choose from."""

import codecs

import pytest

from mentorship.services.imports.parsing.charset import ENCODINGS

# Characters of people's names that the wider codec of a family has and the narrower has not.
RARE_CHARACTERS = [
    ("gb18030", "gbk", "㐂𠮷"),
    ("big5hkscs", "big5", "啲嘅咗"),
    ("cp932", "shift_jis", "髙﨑"),
    ("cp949", "euc_kr", "똠쭌"),
    ("cp1252", "latin-1", "“Šž”"),
]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_has_a_codec_that_reads_ascii(encoding: str) -> None:
    codecs.lookup(encoding)
    assert "Name,Ana".encode(encoding).decode(encoding) == "Name,Ana"


@pytest.mark.parametrize(("encoding", "narrower", "characters"), RARE_CHARACTERS)
def test_of_a_family_the_encoding_with_rare_names_is_offered(
    encoding: str, narrower: str, characters: str
) -> None:
    assert encoding in ENCODINGS
    content = characters.encode(encoding)
    assert content.decode(encoding) == characters
    assert content.decode(narrower, "replace") != characters


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_does_not_become_part_of_the_first_header(encoding: str) -> None:
    assert "姓名".encode(encoding).decode(encoding) == "姓名"


@pytest.mark.usefixtures("runtime")
def test_every_encoding_can_be_told_from_the_others_by_its_label() -> None:
    labels = {str(label) for label in ENCODINGS.values()}
    assert len(labels) == len(ENCODINGS)
    assert "" not in labels
