"""The database and queue files hold no readable value about a person."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from mentorship import create_app, demo, vocabulary
from mentorship.config import Settings
from mentorship.extensions import db
from mentorship.models import (
    Application,
    EmailKind,
    Event,
    Meeting,
    Passkey,
    Person,
    Profile,
    ResourceTag,
    Role,
)
from mentorship.runtime import current_runtime
from mentorship.services.accounts import people, rate_limits, two_factor
from mentorship.services.applications import drafts, rounds
from mentorship.services.email import queue


@pytest.fixture
def demo_app(settings: Settings, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(replace(settings, demo=True, queue_file=str(tmp_path / "queue.db")))
    with app.app_context():
        current_runtime().key_store.create()
        db.create_all()
        demo.fill(db.session, "$argon2id$not-a-real-hash")
        use_every_account_table()
        yield app
        db.session.remove()
        db.engine.dispose()


def use_every_account_table() -> None:
    """Write values of one person into every table about accounts."""
    luna = people.sign_up_with_user_name(
        db.session, "luna", "nopal guitarra lluvia", "Spanish of Oaxaca"
    )
    luna.totp_secret = two_factor.new_secret()
    luna.passkeys.append(
        Passkey(
            key_ids=[luna.key_id],
            credential_index=b"0" * 32,
            credential={"id": "credential-of-luna", "public_key": "key-of-luna"},
            name="Luna's phone",
        )
    )
    drafts.begin(db.session, luna, rounds.all_rounds(db.session)[0], [Role.MENTEE])
    draft = db.session.scalars(select(Application).where(Application.person == luna)).one()
    draft.profile.change({"name": "Luna of the drafts"})
    people.request_email_change(db.session, luna, "luna.pending@example.org")
    db.session.commit()
    rate_limits.allow_attempt(db.session, rate_limits.SIGN_IN, "luna.tried@example.org")
    queue.request_email(db.session, EmailKind.SIGN_UP, "luna.asked@example.org", "es")
    db.session.commit()


def values_of_luna() -> set[str]:
    luna = db.session.scalars(select(Person).where(Person.pending_email_index.is_not(None))).one()
    assert luna.language
    assert luna.totp_secret
    addresses = {f"luna.{use}@example.org" for use in ("pending", "tried", "asked")}
    account = {luna.sign_in_name, luna.language, luna.totp_secret, "Luna's phone"}
    return addresses | account | {"credential-of-luna", "key-of-luna", "Luna of the drafts"}


def readable_values() -> set[str]:
    values = {person.sign_in_name for person in db.session.query(Person)} | values_of_luna()
    for profile in db.session.query(Profile):
        values |= {
            profile.name,
            profile.answers["phone"],
            profile.answers["goals"],
            profile.answers["heritage"],
            profile.answers["area"],
        }
        for spoken in profile.answers["languages"]:
            values.add(vocabulary.language_name(spoken["language"]))
        values |= set(profile.answers["topics"]) | set(profile.answers["availability"])
    values |= {meeting.notes for meeting in db.session.query(Meeting)}
    return values - {""} - codes_of_the_community()


def codes_of_the_community() -> set[str]:
    """Return the codes that say in plain words where resources and events are, and nobody else."""
    tags = set(db.session.scalars(select(ResourceTag.code)))
    return tags | set(db.session.scalars(select(Event.area)))


@pytest.mark.slow
def test_no_file_holds_a_readable_value_about_a_person(demo_app: Flask, tmp_path: Path) -> None:
    values = readable_values()
    assert len(values) > 300
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert {"test.db", "test.db-wal", "queue.db"} <= {path.name for path in files}
    raw = b"".join(path.read_bytes() for path in files)
    assert len(raw) > 500_000
    assert b"argon2id" in raw, "the file holds what demo.fill has stored"
    readable = [value for value in values if value.encode() in raw]
    assert readable == []


@pytest.mark.slow
def test_the_demonstration_fills_a_complete_round(demo_app: Flask) -> None:
    assert db.session.query(Person).count() > 120
    names = [profile.name for profile in db.session.query(Profile)]
    assert len(set(names)) == len(names)
    assert db.session.query(Meeting).count() == 3
