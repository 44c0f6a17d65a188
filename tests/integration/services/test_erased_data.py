"""What a killed process could not destroy any more is destroyed later."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from mentorship import clock
from mentorship.after_commit import commit
from mentorship.extensions import db
from mentorship.models import AuditEntry, Pair, Person, Profile
from mentorship.privacy.key_store import KeyStore
from mentorship.runtime import current_runtime
from mentorship.services import erased_data, personal_data
from mentorship.services.key_checks import check_keys
from tests.factories import make_person


class KilledError(BaseException):
    """Stands for kill -9: nothing after it runs."""


def be_killed(*arguments: Any) -> None:
    raise KilledError


def test_a_kill_between_the_commit_and_the_destruction_of_the_key_is_made_good(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    mei, ana = make_person("mei@example.org"), make_person("ana@example.org")
    mei_key, ana_key = mei.key_id, ana.key_id
    store = current_runtime().key_store
    with monkeypatch.context() as patched:
        patched.setattr(KeyStore, "destroy", be_killed)
        personal_data.erase(db.session, mei)
        with pytest.raises(KilledError):
            commit(db.session)
    db.session.remove()
    store.mark_for_destruction([ana_key])  # as if her erasure had failed before its commit
    assert store.read([mei_key])
    erased_data.finish_destruction(db.session)
    assert store.read([mei_key]), "the request may not have ended yet"
    an_hour_later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(erased_data, "now", lambda: an_hour_later)
    erased_data.finish_destruction(db.session)
    assert store.read([mei_key, ana_key]).keys() == {ana_key}
    assert store.unfinished(before=an_hour_later) == []


def test_after_restoring_an_older_database_the_erased_are_erased_again(
    app: Flask, introduced: Pair
) -> None:
    mentee, mentor = introduced.mentee.person, introduced.mentor.person
    key_of_mentee, mentor_id = mentee.key_id, mentor.id
    current_runtime().key_store.destroy([key_of_mentee])  # as if restored after the erasure
    db.session.remove()
    check_keys(db.session)
    dry_run = app.test_cli_runner().invoke(args=["finish-restore"])
    assert "1 rows" in dry_run.output
    assert "1 introductions and matches" in dry_run.output
    db.session.remove()
    assert db.session.query(Person).count() == 2
    session_before = db.session.get_one(Person, mentor_id).fs_uniquifier
    app.test_cli_runner().invoke(args=["finish-restore", "--commit"])
    db.session.remove()
    assert db.session.get_one(Person, mentor_id).fs_uniquifier != session_before
    assert db.session.query(AuditEntry).filter_by(subject="pair").count() == 0
    assert [person.id for person in db.session.query(Person)] == [mentor_id]
    assert db.session.query(Pair).count() == 0
    assert {profile.name for profile in db.session.query(Profile)} == {"mentor"}


def test_a_key_whose_row_was_never_saved_is_destroyed_later(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = current_runtime().key_store
    mei = make_person("mei@example.org")
    store.add({b"o" * 16: b"k" * 32})  # as by a process that was killed before its commit
    in_two_hours = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(erased_data, "now", lambda: in_two_hours)
    erased_data.finish_destruction(db.session)
    assert store.read([mei.key_id, b"o" * 16]).keys() == {mei.key_id}
