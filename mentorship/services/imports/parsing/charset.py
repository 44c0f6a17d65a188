"""The names of the text encodings of CSV files."""

from flask_babel import lazy_gettext as _l

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
"""The label of each codec."""
