"""Which settings a text in a URL chooses, and those of runs."""

from dataclasses import replace

import pytest

from mentorship.extensions import db
from mentorship.models import MatchRun, Person, Round
from mentorship.services.match_settings import saved
from mentorship.services.match_settings.chosen import (
    chosen,
    last_used,
    settings_of_run,
    with_floor,
)
from mentorship.services.match_settings.presets import PRESETS
from mentorship.services.match_settings.settings import RunSettings
from tests.factories import RUN_SETTINGS

NEAR = PRESETS["near"].settings


def add_run(round_: Round, settings: RunSettings, settings_id: int | None = None) -> MatchRun:
    run = MatchRun(
        round=round_, seed=1, settings=settings.for_run(), match_settings_id=settings_id,
        state="failed",
    )  # fmt: skip
    db.session.add(run)
    db.session.commit()
    return run


def test_a_run_is_known_by_its_saved_settings_by_a_preset_or_by_itself(
    a_round: Round, coordinator: Person
) -> None:
    assert last_used(db.session, a_round).choice == "preset-balanced"
    row = saved.save(db.session, coordinator, "A", replace(NEAR, seed=3))
    runs = (
        add_run(a_round, NEAR),
        add_run(a_round, replace(NEAR, seed=3), row.id),
        add_run(a_round, replace(NEAR, floor=2.0)),
    )
    choices = [settings_of_run(run).choice for run in runs]
    assert choices == ["preset-near", f"saved-{row.id}", "run-3"]
    assert [chosen(db.session, choice).choice for choice in choices] == choices
    assert last_used(db.session, a_round).choice == "run-3"


def test_a_text_may_give_settings_another_floor(a_round: Round) -> None:
    add_run(a_round, NEAR)
    for choice in ("preset-near", "run-1"):
        found = chosen(db.session, with_floor(choice, 4.5))
        assert found.settings == replace(NEAR, floor=4.5)
        assert found.own_floor
    assert with_floor(with_floor("run-1", 4.5), 2.0) == "run-1_floor-2.0"
    assert with_floor("run-1", None) == "run-1"


@pytest.mark.parametrize(
    "choice",
    ["", "preset-x", "saved-1", "run-9", "run-x", "run-9999999999", "preset-near_floor-17",
     "preset-near_floor-1.2.3", "preset-near_floor-.", "preset-near_floor-", "run-1 "],
)  # fmt: skip
def test_anything_else_chooses_nothing(a_round: Round, choice: str) -> None:
    assert chosen(db.session, choice) is None


def test_the_oldest_runs_have_the_balanced_settings(a_round: Round) -> None:
    run = MatchRun(round=a_round, seed=1, settings=RUN_SETTINGS)
    db.session.add(run)
    db.session.flush()
    assert settings_of_run(run).choice == "preset-balanced"
