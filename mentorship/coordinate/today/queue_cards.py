"""Queues in words: what waits, since when, and where to go on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import format_timedelta, ngettext
from flask_babel import gettext as _

from mentorship.clock import now
from mentorship.coordinate.support.support_labels import item_name
from mentorship.models import ErasedPair, Person, SuggestionState
from mentorship.services.applications.application_lists import OR_NOBODY, Progress
from mentorship.services.resources.resource_lists import ResourceFilter
from mentorship.services.today.waiting import NamedPerson, Queue, QueueKind, WaitingItem
from mentorship.services.training.module_languages import LanguageText
from mentorship.vocabulary import language_name


@dataclass(frozen=True)
class ItemLine:
    """One thing that waits, with the page to go on at."""

    since: str
    people: Sequence[NamedPerson] = field(repr=False)
    about: str
    is_urgent: bool
    action: str
    url: str | None
    to_acknowledge: ErasedPair | None


@dataclass(frozen=True)
class QueueCard:
    """A queue: how much of what waits since when, its oldest items, and the page with all."""

    kind: str
    count: int
    title: str
    hint: str
    since: str
    url: str
    lines: Sequence[ItemLine]
    is_urgent: bool


TITLES: Mapping[QueueKind, Callable[[int], str]] = {
    QueueKind.CONCERNS: lambda count: ngettext(
        "concern about a match", "concerns about matches", count
    ),
    QueueKind.MESSAGES: lambda count: ngettext("message to answer", "messages to answer", count),
    QueueKind.RECOVERIES: lambda count: ngettext(
        "person cannot sign in", "people cannot sign in", count
    ),
    QueueKind.DISCUSSIONS: lambda count: ngettext(
        "question from another coordinator", "questions from other coordinators", count
    ),
    QueueKind.MERGES: lambda count: ngettext("merge to decide", "merges to decide", count),
    QueueKind.APPLICATIONS: lambda count: ngettext(
        "application to read", "applications to read", count
    ),
    QueueKind.SUGGESTIONS: lambda count: ngettext(
        "suggested match to review", "suggested matches to review", count
    ),
    QueueKind.FLAGS: lambda count: ngettext(
        "sign that a match needs you", "signs that matches need you", count
    ),
    QueueKind.DUE: lambda count: ngettext("task for a match", "tasks for matches", count),
    QueueKind.ERASED_PAIRS: lambda count: ngettext(
        "match has ended: somebody deleted their account",
        "matches have ended: people deleted their accounts",
        count,
    ),
    QueueKind.IMPORTS: lambda count: ngettext("import to finish", "imports to finish", count),
    QueueKind.RESOURCE_SUGGESTIONS: lambda count: ngettext(
        "note from a visitor", "notes from visitors", count
    ),
    QueueKind.RESOURCES: lambda count: ngettext("resource to check", "resources to check", count),
    QueueKind.EVENTS: lambda count: ngettext("event to close", "events to close", count),
    QueueKind.TRAINING_TEXTS: lambda count: ngettext(
        "training text to check", "training texts to check", count
    ),
}
HINTS: Mapping[QueueKind, Callable[[], str]] = {
    QueueKind.RECOVERIES: lambda: _("A second coordinator confirms who they are."),
    QueueKind.DISCUSSIONS: lambda: _("Read the note, add yours, then mark it as discussed."),
    QueueKind.MERGES: lambda: _("Two accounts of one person: a second coordinator decides."),
    QueueKind.FLAGS: lambda: _("Each with its reason, and what is missing."),
    QueueKind.DUE: lambda: _("By the rules for looking after pairs."),
    QueueKind.ERASED_PAIRS: lambda: _(
        "A match or an introduction. Ask those who remain how they are, and what they would like."
    ),
    QueueKind.RESOURCE_SUGGESTIONS: lambda: _("A place that is missing, or a mistake."),
    QueueKind.RESOURCES: lambda: _("Nobody has checked them for half a year."),
    QueueKind.EVENTS: lambda: _("Closing one erases who signed up and where it was."),
    QueueKind.TRAINING_TEXTS: lambda: _("The original has changed since they were translated."),
    QueueKind.IMPORTS: lambda: _("A spreadsheet that is not imported is deleted after a day."),
}


def queue_card(queue: Queue, reader: Person, *, own: bool) -> QueueCard:
    return QueueCard(
        kind=queue.kind.value,
        count=queue.count,
        title=TITLES[queue.kind](queue.count),
        hint=HINTS.get(queue.kind, str)(),
        since=waiting_time(queue.since),
        url=_list_url(queue, reader, own=own),
        lines=[_line(queue.kind, item) for item in queue.items],
        is_urgent=queue.is_urgent,
    )


def waiting_time(since: datetime) -> str:
    """Return how long something waits: in minutes, hours, days, weeks or months."""
    return str(format_timedelta(now() - since, granularity="minute"))


def _list_url(queue: Queue, reader: Person, *, own: bool) -> str:
    """Return the page that lists what a queue counts."""
    looked_after = {"coordinator": f"{reader.id}{OR_NOBODY}"} if own else {}
    oldest_first: dict[str, Any] = {"sort": "oldest", **looked_after}
    match queue.kind:
        case QueueKind.CONCERNS | QueueKind.MESSAGES:
            return url_for(".list_threads")
        case QueueKind.DISCUSSIONS | QueueKind.MERGES | QueueKind.ERASED_PAIRS:
            return url_for(".today", _anchor=f"queue-{queue.kind}")
        case QueueKind.APPLICATIONS:
            return url_for(".list_people", progress=Progress.UNREAD, **oldest_first)
        case QueueKind.SUGGESTIONS:
            return url_for(".list_suggestions", state=SuggestionState.PENDING)
        case QueueKind.FLAGS | QueueKind.DUE:
            return url_for(".list_due", whose="mine" if own else None)
        case _:
            return _community_list_url(queue)


def _community_list_url(queue: Queue) -> str:
    match queue.kind:
        case QueueKind.RESOURCES:
            return url_for(".list_kept_resources", state=ResourceFilter.UNCHECKED.value)
        case QueueKind.EVENTS:
            return url_for(".list_events", show="past")
        case QueueKind.TRAINING_TEXTS:
            return url_for(".list_training_modules")
        case _:
            _action_label, url = _action(queue.kind, queue.items[0])
            return url or ""


def _line(kind: QueueKind, item: WaitingItem) -> ItemLine:
    action, url = _action(kind, item)
    since = waiting_time(item.since)
    return ItemLine(
        since, item.people, _about(kind, item), item.is_urgent, action, url, item.to_acknowledge
    )


def _about(kind: QueueKind, item: WaitingItem) -> str:
    if item.rule:
        return item_name(item.rule)
    if item.text_to_check:
        return f"{item.about} · {language_name(item.text_to_check.language)}"
    return f"{item.about}: {item.count}" if kind is QueueKind.SUGGESTIONS else item.about


def _action(kind: QueueKind, item: WaitingItem) -> tuple[str, str | None]:
    """Return what to do about an item and where; None where its people's pages are the place."""
    match kind:
        case QueueKind.CONCERNS | QueueKind.MESSAGES:
            return _("Read and answer"), url_for(".show_thread", thread_id=item.id)
        case QueueKind.RECOVERIES:
            return _("Help"), url_for(".list_recovery_requests")
        case QueueKind.MERGES:
            first, second = (person.application_id for person in item.people)
            url = url_for(".merge_people", application_id=first, other_id=second)
            return _("Compare"), url
        case QueueKind.SUGGESTIONS:
            return _("Review"), url_for(".show_match_run", run_id=item.id)
        case QueueKind.ERASED_PAIRS:
            return _("Mark as done"), url_for(".acknowledge_erasure", erased_pair_id=item.id)
        case QueueKind.IMPORTS:
            return _("Continue"), url_for(".imports.columns", sheet_id=item.id)
        case _:
            return _action_for_community(kind, item)


def _action_for_community(kind: QueueKind, item: WaitingItem) -> tuple[str, str | None]:
    match kind:
        case QueueKind.RESOURCE_SUGGESTIONS:
            return _("Read"), url_for(".list_resource_suggestions")
        case QueueKind.RESOURCES:
            return _("Check"), url_for(".change_resource", resource_id=item.id)
        case QueueKind.EVENTS:
            return _("Close"), url_for(".show_event", event_id=item.id)
        case QueueKind.TRAINING_TEXTS if item.text_to_check:
            return _("Check"), _text_url(item.text_to_check)
        case _:
            return "", None


def _text_url(text: LanguageText) -> str:
    code, language = text.module.code, text.language
    return url_for(".write_training_text", module_code=code, text_language=language)
