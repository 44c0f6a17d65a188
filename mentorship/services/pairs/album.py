"""The album of a pair: what the two have exchanged, as text; whoever wrote it changes it."""

from dataclasses import dataclass, field

from flask_babel import gettext as _
from sqlalchemy import Select, select

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError
from mentorship.models import AlbumEntry, Pair, Person
from mentorship.services.audit import record
from mentorship.services.pairs.active_pairs import lock_active

MAX_TITLE_LENGTH = 120
MAX_TEXT_LENGTH = 4000


@dataclass(frozen=True)
class AlbumText:
    """What somebody enters for the album: one of `ALBUM_KINDS`, what it is called, and its text."""

    kind: str = field(repr=False)
    title: str = field(repr=False)
    text: str = field(repr=False)


def add_entry(session: AnySession, person: Person, pair: Pair, content: AlbumText) -> AlbumEntry:
    """Add to the album; what the same person has added already, word for word, is not doubled."""
    lock_active(session, person, pair)
    for earlier in entries_of(session, pair):
        if earlier.written_by == person.id and text_of(earlier) == content:
            return earlier
    entry = AlbumEntry(pair=pair, written_by=person.id, **vars(content))
    session.add(entry)
    record(session, person, "add to album", entry)
    return entry


def change_entry(
    session: AnySession, person: Person, entry: AlbumEntry, content: AlbumText
) -> None:
    _lock_own_entry(session, person, entry)
    if content != text_of(entry):
        entry.kind, entry.title, entry.text = content.kind, content.title, content.text
        record(session, person, "change album entry", entry)


def delete_entry(session: AnySession, person: Person, entry: AlbumEntry) -> None:
    _lock_own_entry(session, person, entry)
    record(session, person, "delete album entry", entry)
    session.delete(entry)
    session.flush()


def own_entry(session: AnySession, person: Person, pair: Pair, entry_id: int) -> AlbumEntry | None:
    """Return an entry of a pair's album, if this person has written it."""
    own = newest_entries_first(pair).where(AlbumEntry.written_by == person.id)
    return session.scalar(own.where(AlbumEntry.id == entry_id))


def entries_of(session: AnySession, pair: Pair) -> list[AlbumEntry]:
    return list(session.scalars(newest_entries_first(pair)))


def newest_entries_first(pair: Pair) -> Select[tuple[AlbumEntry]]:
    """Return the query of a pair's album."""
    return select(AlbumEntry).where(AlbumEntry.pair_id == pair.id).order_by(AlbumEntry.id.desc())


def text_of(entry: AlbumEntry) -> AlbumText:
    return AlbumText(entry.kind, entry.title, entry.text)


def not_yours() -> str:
    return _("You can change what you added yourself, as long as it is in the album.")


def _lock_own_entry(session: AnySession, person: Person, entry: AlbumEntry) -> None:
    """Lock the pair, and read the entry as earlier decisions left it, if the person wrote it."""
    entry_id = entry.id
    lock_active(session, person, entry.pair)
    stored = session.get(AlbumEntry, entry_id, populate_existing=True)
    if stored is None or stored.written_by != person.id:
        raise UserFacingError(not_yours())
