"""Saved settings: the next version of a name, also when two coordinators save at once."""

import threading
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from mentorship.extensions import db
from mentorship.models import MatchSettings, Person
from mentorship.services.match_settings import saved
from mentorship.services.match_settings.presets import PRESETS
from tests.factories import make_coordinator

BALANCED = PRESETS["balanced"].settings
NEAR = PRESETS["near"].settings


def versions() -> list[tuple[str, int]]:
    rows = db.session.query(MatchSettings).order_by(MatchSettings.id)
    return [(row.name, row.version) for row in rows]


def test_each_name_has_versions_of_its_own(coordinator: Person) -> None:
    for name, settings in (("A", BALANCED), ("A", NEAR), ("B", BALANCED), ("A", NEAR)):
        saved.save(db.session, coordinator, name, settings)
    assert versions() == [("A", 1), ("A", 2), ("B", 1)]
    newest = db.session.scalars(saved.newest_of_each_name())
    assert [(row.name, row.version) for row in newest] == [("B", 1), ("A", 2)]
    second = db.session.scalars(saved.versions_of("A").limit(1)).one()
    assert saved.settings_of(second) == NEAR
    before = saved.version_before(db.session, second)
    assert before is not None
    assert before.version == 1


def test_a_version_that_was_not_seen_refuses_the_next_one(coordinator: Person) -> None:
    saved.save(db.session, coordinator, "A", BALANCED)
    saved.save(db.session, coordinator, "A", NEAR, seen_version=1)
    with pytest.raises(saved.NewerVersionError):
        saved.save(db.session, coordinator, "A", replace(BALANCED, seed=1), seen_version=1)


def test_of_several_who_save_a_name_at_once_each_version_is_of_one(
    each_database: None, app: Flask
) -> None:
    coordinator_id = make_coordinator().id
    outcomes: list[str] = []
    barrier = threading.Barrier(4)

    def save(seed: int) -> None:
        with app.app_context(), Session(db.engine) as session:
            coordinator = session.get_one(Person, coordinator_id)
            barrier.wait()
            try:
                settings = replace(BALANCED, seed=seed)
                saved.save(session, coordinator, "A", settings, seen_version=0)
                session.commit()
                outcomes.append("saved")
            except saved.NewerVersionError:
                outcomes.append("told")

    threads = [threading.Thread(target=save, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["saved", "told", "told", "told"]
    assert versions() == [("A", 1)]
