"""Which bytes stand for which characters: sheets seldom say, so it is guessed and can be mended."""

import codecs

from charset_normalizer import from_bytes
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from mentorship.errors import UserFacingError
from mentorship.vocabulary import Labels

ENCODINGS: Labels = {
    "utf-8-sig": _l("All scripts (UTF-8)"),
    "utf-16": _l("All scripts (UTF-16)"),
    "cp1252": _l("Spanish, English and similar languages (Windows-1252)"),
    "gb18030": _l("Chinese, simplified (GB 18030)"),
    "big5hkscs": _l("Chinese, traditional (Big5)"),
    "cp932": _l("Japanese (Shift-JIS)"),
    "cp949": _l("Korean (EUC-KR)"),
}
"""By the codec that reads it; of each family the widest, for rare characters stand in names."""

MARKED = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
UNMARKED = ("cp1252", "gb18030", "big5hkscs", "cp932", "cp949")
MOST_TELLING_LINES = 500
LONGEST_LINE = 2_000


def guessed_encoding(content: bytes) -> str:
    """Believe a mark first, then UTF-8 if all of it is, then what the characters look like."""
    for mark, encoding in MARKED.items():
        if content.startswith(mark):
            return encoding
    if _reads("utf-8-sig", content):
        return "utf-8-sig"
    likely = [match.encoding for match in from_bytes(_telling(content), cp_isolation=[*UNMARKED])]
    for encoding in (*likely, *UNMARKED):
        if _reads(encoding, content):
            return encoding
    raise UserFacingError(
        _("We cannot tell the text encoding of this file. Save it as “CSV UTF-8” or as .xlsx.")
    )


def decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        raise UserFacingError(
            _("This sheet does not have that text encoding. Choose another one.")
        ) from None


def _reads(encoding: str, content: bytes) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _telling(content: bytes) -> bytes:
    """Keep the lines that differ between encodings; a line break is no part of a character."""
    telling = (line[:LONGEST_LINE] for line in content.split(b"\n") if not line.isascii())
    return b"\n".join(line for line, _ in zip(telling, range(MOST_TELLING_LINES), strict=False))
