"""What one programme says of itself and asks: its texts, its areas, the choices of its form.

An administrator changes them in the browser; the database holds every version
(`mentorship.services.programme.versions`). Before the first change they come from one file: that
of Los Angeles comes along, another programme may write its own and name it in
MENTORSHIP_PROGRAMME (docs/using/operating.md).
"""

from mentorship.programme.cadence import Anchor, CadenceRule, CheckInFlag, Concerns, Event, Period
from mentorship.programme.changes import Difference, described, differences, keep_codes
from mentorship.programme.notice import notice_blocks
from mentorship.programme.programme import (
    CHOICE_LISTS,
    SITE_LANGUAGES,
    ChoiceList,
    LanguageGroup,
    Programme,
    Region,
    Texts,
)
from mentorship.programme.reading import (
    TEXT_LIMITS,
    entries_added_later,
    from_entries,
    from_toml,
    load,
    shipped,
)
from mentorship.programme.writing import Entries, to_entries, to_toml

__all__ = [
    "CHOICE_LISTS",
    "SITE_LANGUAGES",
    "TEXT_LIMITS",
    "Anchor",
    "CadenceRule",
    "CheckInFlag",
    "ChoiceList",
    "Concerns",
    "Difference",
    "Entries",
    "Event",
    "LanguageGroup",
    "Period",
    "Programme",
    "Region",
    "Texts",
    "described",
    "differences",
    "entries_added_later",
    "from_entries",
    "from_toml",
    "keep_codes",
    "load",
    "notice_blocks",
    "shipped",
    "to_entries",
    "to_toml",
]
