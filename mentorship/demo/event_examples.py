"""Events of the demonstration: to come, over but not closed, for members alone, and a draft."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from mentorship.after_commit import AnySession
from mentorship.clock import today
from mentorship.models import Event, EventKind, Pair, Person
from mentorship.runtime import current_runtime
from mentorship.services.events import events, sign_ups
from mentorship.services.events.event_entries import EventEntry, PlaceEntry
from mentorship.vocabulary import ONLINE_ONLY

WORKSHOP_TITLES = {"en": "Your rights at work", "es": "Sus derechos en el trabajo"}
WORKSHOP_WORDS = {
    "en": "What to say, what to sign and what not to sign. Bring your questions. There is food, "
    "and somebody looks after children.",
    "es": "Qué decir, qué firmar y qué no firmar. Traiga sus preguntas. Hay comida, y alguien "
    "cuida a los niños.",
}
FORUM_TITLES = {"en": "Two communities, one table", "es": "Dos comunidades, una mesa"}
FORUM_WORDS = {
    "en": "We listen to each other's stories and plan what we do together in spring.",
    "es": "Escuchamos nuestras historias y planeamos qué hacer en primavera.",
}
OFFICIALS_TITLES = {
    "en": "An evening with the council office",
    "es": "Una tarde con la oficina del concejo",
}
FESTIVAL_TITLES = {"en": "Cooking in two kitchens", "es": "Cocinar en dos cocinas"}
PLACE = PlaceEntry(
    "The library near the train, room on the second floor",
    "The side entrance is open from half past one.",
    "Something to write with",
)
LINK = PlaceEntry("https://meeting.example.org/one-table")


def add_events(session: AnySession, coordinator: Person, mentor: Person, pair: Pair) -> None:
    """Add events; one of the two whom a visitor can sign in as, and a pair, have signed up."""
    workshop = _add(session, coordinator, _entry(9, EventKind.WORKSHOP, WORKSHOP_TITLES))
    forum = _add(session, coordinator, _forum())
    over = _add(session, coordinator, _entry(1, EventKind.FESTIVAL, FESTIVAL_TITLES))
    aliases = {mentor: "Rosa", pair.mentee.person: "Blue", pair.mentor.person: "Minji"}
    for person, alias in aliases.items():
        sign_ups.sign_up(session, person, workshop, alias)
    sign_ups.sign_up(session, pair.mentee.person, forum, "Luna")
    sign_ups.sign_up(session, mentor, forum, "Rosa")
    sign_ups.sign_up(session, pair.mentee.person, over, "Blue")
    over.starts_at -= timedelta(days=2)
    over.ends_at -= timedelta(days=2)
    draft = replace(_entry(30, EventKind.OFFICIALS, OFFICIALS_TITLES), languages=("en",))
    events.create(session, coordinator, draft)


def _add(session: AnySession, coordinator: Person, entry: EventEntry) -> Event:
    event = events.create(session, coordinator, entry)
    events.publish(session, coordinator, event)
    return event


def _forum() -> EventEntry:
    """Return an event online, for members alone, which is full."""
    entry = _entry(16, EventKind.FORUM, FORUM_TITLES)
    return replace(
        entry,
        languages=("en", "es", "ko"),
        descriptions=FORUM_WORDS,
        has_interpreter=True,
        area=ONLINE_ONLY,
        capacity=1,
        is_public=False,
        place=LINK,
    )


def _entry(in_days: int, kind: EventKind, titles: dict[str, str]) -> EventEntry:
    day, zone = today() + timedelta(days=in_days), current_runtime().programme.time_zone
    return EventEntry(
        kind=kind,
        starts_at=datetime.combine(day, time(14), zone),
        ends_at=datetime.combine(day, time(16, 30), zone),
        area="koreatown",
        languages=("es", "ko"),
        titles=titles,
        descriptions=WORKSHOP_WORDS if kind is EventKind.WORKSHOP else {},
        has_interpreter=kind is EventKind.WORKSHOP,
        capacity=30,
        place=PLACE,
    )
