"""What a killed process could not destroy any more is destroyed later."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from mentorship import clock
from mentorship.after_commit import commit
from mentorship.extensions import db
from mentorship.models import Pair, Person, Profile
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
    an_hour_later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(erased_data, "now", lambda: an_hour_later)
    erased_data.finish_destruction(db.session)
    assert store.read([mei_key, ana_key]).keys() == {ana_key}
    assert store.marked_for_destruction(before=an_hour_later) == []


def test_after_restoring_an_older_database_the_erased_are_deleted_and_the_others_stay(
    app: Flask, introduced: Pair
) -> None:
    mentee, mentor = introduced.mentee.person, introduced.mentor.person
    key_of_mentee, mentor_id = mentee.key_id, mentor.id
    current_runtime().key_store.destroy([key_of_mentee])  # as if restored after the erasure
    db.session.remove()
    check_keys(db.session)
    result = app.test_cli_runner().invoke(args=["finish-erasures"])
    assert "1 people deleted" in result.output
    db.session.remove()
    assert [person.id for person in db.session.query(Person)] == [mentor_id]
    assert db.session.query(Pair).count() == 0
    assert {profile.name for profile in db.session.query(Profile)} == {"mentor"}
