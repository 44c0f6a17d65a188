"""Text encodings of CSV files: files seldom name theirs, so it is guessed."""

import codecs

from charset_normalizer import from_bytes

from matching.tables.read_errors import ReadProblem, TableReadError

ENCODINGS = ("utf-8-sig", "utf-16", "cp1252", "gb18030", "big5hkscs", "cp932", "cp949")
"""Codecs by name; of each family the widest, because rare characters occur in names."""

ENCODING_BY_BYTE_ORDER_MARK = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
LEGACY_ENCODINGS = ("cp1252", "gb18030", "big5hkscs", "cp932", "cp949")
ENCODING_NAMES = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16"}
MAX_SAMPLE_LINES = 500
MAX_SAMPLE_LINE_BYTES = 2_000


def guess_encoding(content: bytes) -> str:
    """Return one of `ENCODINGS`, by byte order mark, then UTF-8 if all of it is, then frequency.

    Raises
    ------
    TableReadError
        No encoding decodes all of the content.

    Examples
    --------
    >>> guess_encoding("José".encode()), guess_encoding("José".encode("utf-16"))
    ('utf-8-sig', 'utf-16')
    """
    for mark, encoding in ENCODING_BY_BYTE_ORDER_MARK.items():
        if content.startswith(mark):
            return encoding
    if _is_decodable(content, "utf-8-sig"):
        return "utf-8-sig"
    for encoding in (*_likely_encodings(content), *LEGACY_ENCODINGS):
        if _is_decodable(content, encoding):
            return encoding
    raise TableReadError(ReadProblem.UNKNOWN_ENCODING)


def decode(content: bytes, encoding: str) -> str:
    """Return the content as text.

    Raises
    ------
    TableReadError
        The content is not in that encoding.
    """
    try:
        return content.decode(encoding)
    except UnicodeError:  # UTF-16 without a mark raises the base class
        name = ENCODING_NAMES.get(encoding, encoding)
        raise TableReadError(ReadProblem.WRONG_ENCODING, detail=name) from None


def _is_decodable(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _likely_encodings(content: bytes) -> list[str]:
    matches = from_bytes(_sample(content), cp_isolation=[*LEGACY_ENCODINGS])
    return [match.encoding for match in matches]


def _sample(content: bytes) -> bytes:
    """Return the first lines that differ between encodings.

    A line break is never a part of another character, so lines can be cut out of undecoded bytes.
    """
    lines = (line[:MAX_SAMPLE_LINE_BYTES] for line in content.split(b"\n") if not line.isascii())
    return b"\n".join(line for line, _ in zip(lines, range(MAX_SAMPLE_LINES), strict=False))
