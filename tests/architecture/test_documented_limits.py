"""The tables of limits in the documentation say what the code does."""

import re
from datetime import timedelta

import pytest

from mentorship.config import ROOT
from mentorship.models import (
    Campaign,
    CampaignOffice,
    CampaignTalk,
    GroupDecision,
    GroupDocument,
    GroupGoal,
    GroupStep,
)
from mentorship.services.accounts import rate_limits
from mentorship.services.events import closing, event_entries, readable_events, sign_ups
from mentorship.services.groups import aliases, expiring, groups, joining, row_entries
from mentorship.services.groups.row_entries import MAX_ROWS
from mentorship.services.resources import entry, resource_imports, resources, suggestions
from mentorship.services.resources.hsds import entry_reading, file_reading
from mentorship.services.training import module_changes, module_text

MEGABYTE = 1024**2
Limit = int | timedelta
LIMITS: dict[str, dict[str, tuple[Limit, ...]]] = {
    "resources": {
        "resources in the directory": (resources.MAX_RESOURCES,),
        "phone numbers, hours, places of a resource": (
            entry.MAX_PHONES,
            entry.MAX_HOURS,
            entry.MAX_PLACES,
        ),
        "phone numbers, hours of one place": (entry.MAX_PHONES, entry.MAX_HOURS),
        "characters of a name, a line, a text": (
            entry.MAX_NAME_LENGTH,
            entry.MAX_LINE_LENGTH,
            entry.MAX_TEXT_LENGTH,
        ),
        "notes of visitors that wait": (suggestions.MAX_WAITING,),
        "notes of visitors in an hour, on the whole site": (rate_limits.MAX_SITE_SUGGESTIONS,),
        "characters of such a note": (suggestions.MAX_SUGGESTION_LENGTH,),
        "megabytes of a file to import, and unpacked": (
            file_reading.MAX_FILE_BYTES // MEGABYTE,
            file_reading.MAX_UNPACKED_BYTES // MEGABYTE,
        ),
        "CSV files in an archive": (file_reading.MAX_FILES,),
        "services, records of all tables in a file": (
            entry_reading.MAX_SERVICES,
            file_reading.MAX_RECORDS,
        ),
        "things to bring, keywords that a file names for a resource": (
            entry.MAX_DOCUMENTS,
            entry.MAX_KEYWORDS,
        ),
        "days that a file waits to be imported": (resource_imports.UPLOAD_LIFETIME,),
    },
    "events": {
        "people who can come, if you set a limit": (event_entries.MAX_CAPACITY,),
        "characters of a title, a description": (
            event_entries.MAX_TITLE_LENGTH,
            event_entries.MAX_DESCRIPTION_LENGTH,
        ),
        "characters of where exactly, how to get there, what to bring": (
            event_entries.MAX_PLACE_LENGTH,
        ),
        "characters of a name for the door": (sign_ups.MAX_ALIAS_LENGTH,),
        "next events on the page and in the feed": (readable_events.MAX_LISTED,),
        "days that sign-ups are kept after an event, after its cancellation": (
            closing.KEPT_AFTER_END,
            closing.KEPT_AFTER_CANCELLATION,
        ),
        "days that a draft is kept after its planned end": (closing.DRAFTS_KEPT_AFTER_END,),
    },
    "advocacy-groups": {
        "groups that somebody is in or asks to join": (groups.MAX_GROUPS,),
        "members of a group": (joining.MAX_MEMBERS,),
        "people who wait for an answer": (joining.MAX_WAITING,),
        "goals, steps": (MAX_ROWS[GroupGoal], MAX_ROWS[GroupStep]),
        "documents, decisions": (MAX_ROWS[GroupDocument], MAX_ROWS[GroupDecision]),
        "campaigns, offices, talks": (
            MAX_ROWS[Campaign],
            MAX_ROWS[CampaignOffice],
            MAX_ROWS[CampaignTalk],
        ),
        "characters of an alias": (aliases.MAX_ALIAS_LENGTH,),
        "characters of a group's name, of what it is for": (
            groups.MAX_NAME_LENGTH,
            groups.MAX_PURPOSE_LENGTH,
        ),
        "characters for the leads when somebody asks": (joining.MAX_WORDS_LENGTH,),
        "characters of a line, a paragraph, a document": (
            row_entries.MAX_LINE_LENGTH,
            row_entries.MAX_PARAGRAPH_LENGTH,
            row_entries.MAX_DOCUMENT_LENGTH,
        ),
        "days that a request waits, that somebody stays who does not take part": (
            expiring.REQUESTS_KEPT_FOR,
            expiring.MEMBERS_KEPT_FOR,
        ),
    },
    "training": {
        "modules, retired ones too": (module_changes.MAX_MODULES,),
        "characters of a title, a text": (
            module_text.MAX_TITLE_LENGTH,
            module_text.MAX_TEXT_LENGTH,
        ),
        "questions, characters of one": (
            module_text.MAX_QUESTIONS,
            module_text.MAX_QUESTION_LENGTH,
        ),
        "characters of something to try, of who helps near you": (
            module_text.MAX_TASK_LENGTH,
            module_text.MAX_LOCAL_LENGTH,
        ),
    },
}
ROW = re.compile(r"^\| (.+?) \| ([\d, ]+) \|$", re.MULTILINE)


def in_words(limits: tuple[Limit, ...]) -> str:
    numbers = (limit.days if isinstance(limit, timedelta) else limit for limit in limits)
    return ", ".join(f"{number:,}" for number in numbers)


@pytest.mark.parametrize("page", LIMITS)
def test_the_limits_on_a_page_are_those_of_the_code(page: str) -> None:
    text = (ROOT / "docs" / "using" / f"{page}.md").read_text("utf-8")
    section = text.partition("\n## Limits\n")[2].partition("\n## ")[0]
    assert dict(ROW.findall(section)) == {
        label: in_words(limits) for label, limits in LIMITS[page].items()
    }
