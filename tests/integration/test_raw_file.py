"""A stolen database file shows nothing about anybody."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from mentorship import create_app, demo, vocabulary
from mentorship.config import Settings
from mentorship.extensions import db
from mentorship.models import Meeting, Person, Profile


@pytest.fixture
def demo_app(settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(replace(settings, demo=True, queue_file=str(tmp_path / "queue.db")))
    with app.app_context():
        db.create_all()
        demo.fill(db.session, "$argon2id$not-a-real-hash")
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


def what_people_said() -> set[str]:
    said = {person.email_address for person in db.session.query(Person)}
    for profile in db.session.query(Profile):
        said |= {profile.name, profile.phone, profile.hope, profile.heritage, profile.area}
        for spoken in profile.languages:
            said.add(vocabulary.language_name(spoken["language"]))
        said |= set(profile.topics) | set(profile.availability)
    said |= {meeting.notes for meeting in db.session.query(Meeting)}
    return said - {""}


def test_no_file_holds_a_readable_word_of_anybody(demo_app: Flask, tmp_path: Path) -> None:
    said = what_people_said()
    assert len(said) > 300
    written = [path for path in tmp_path.iterdir() if path.is_file()]
    assert {"test.db", "test.db-wal", "queue.db"} <= {path.name for path in written}
    raw = b"".join(path.read_bytes() for path in written)
    assert len(raw) > 500_000
    assert b"argon2id" in raw, "the test looks at the right file"
    readable = [word for word in said if word.encode() in raw]
    assert readable == []


def test_the_demonstration_is_a_whole_round(demo_app: Flask) -> None:
    assert db.session.query(Person).count() > 120
    names = [profile.name for profile in db.session.query(Profile)]
    assert len(set(names)) == len(names)
    assert db.session.query(Meeting).count() == 2
