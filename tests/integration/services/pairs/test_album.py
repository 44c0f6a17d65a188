"""What the two put into their album is there once, and only its writer changes it."""

from dataclasses import replace

import pytest

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import AlbumEntry, Pair, Person
from mentorship.services.pairs import album, closing
from mentorship.services.pairs.album import AlbumText

WORD = AlbumText("word", "Apapachar", "To hug with the soul.")
SONG = AlbumText("song", "De colores", "")


@pytest.fixture
def entry(pair: Pair, mentee: Person) -> AlbumEntry:
    return album.add_entry(db.session, mentee, pair, WORD)


def contents(pair: Pair) -> list[AlbumText]:
    db.session.commit()
    return [album.text_of(entry) for entry in album.entries_of(db.session, pair)]


def test_a_double_tap_or_a_form_sent_again_adds_one_entry(
    pair: Pair, mentee: Person, entry: AlbumEntry
) -> None:
    assert album.add_entry(db.session, mentee, pair, WORD) is entry
    album.add_entry(db.session, mentee, pair, SONG)
    album.add_entry(db.session, mentee, pair, WORD)
    assert contents(pair) == [SONG, WORD]


@pytest.mark.usefixtures("entry")
def test_the_same_from_the_other_person_is_their_own_entry(pair: Pair, mentor: Person) -> None:
    album.add_entry(db.session, mentor, pair, WORD)
    assert contents(pair) == [WORD, WORD]


def test_its_writer_changes_and_deletes_an_entry(
    pair: Pair, mentee: Person, entry: AlbumEntry
) -> None:
    changed = replace(SONG, text="An old song.")
    album.change_entry(db.session, mentee, entry, changed)
    assert contents(pair) == [changed]
    album.delete_entry(db.session, mentee, entry)
    assert contents(pair) == []


def test_nobody_else_changes_or_deletes_an_entry(
    pair: Pair, mentor: Person, entry: AlbumEntry
) -> None:
    assert album.own_entry(db.session, mentor, pair, entry.id) is None
    for act in (
        lambda: album.change_entry(db.session, mentor, entry, SONG),
        lambda: album.delete_entry(db.session, mentor, entry),
    ):
        with pytest.raises(UserFacingError, match="what you added yourself"):
            act()
    assert contents(pair) == [WORD]


def test_a_deleted_entry_is_not_changed(pair: Pair, mentee: Person, entry: AlbumEntry) -> None:
    album.delete_entry(db.session, mentee, entry)
    with pytest.raises(UserFacingError, match="as long as it is in the album"):
        album.change_entry(db.session, mentee, entry, SONG)
    assert contents(pair) == []


def test_nothing_in_the_album_changes_after_the_end(
    pair: Pair, mentee: Person, coordinator: Person, entry: AlbumEntry
) -> None:
    closing.end(db.session, coordinator, pair)
    for act in (
        lambda: album.add_entry(db.session, mentee, pair, SONG),
        lambda: album.change_entry(db.session, mentee, entry, SONG),
        lambda: album.delete_entry(db.session, mentee, entry),
    ):
        with pytest.raises(UserFacingError, match="ended already"):
            act()
    assert contents(pair) == [WORD]
