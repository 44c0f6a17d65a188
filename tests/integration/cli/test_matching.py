"""Commands about match runs."""

from dataclasses import replace

import pytest
from flask import Flask

from mentorship.extensions import db
from mentorship.models import MatchRun, Person, Round
from mentorship.services.match_settings import saved
from mentorship.services.match_settings.chosen import settings_of_run
from mentorship.services.match_settings.presets import PRESETS
from tests.conftest import Applicant
from tests.factories import make_match_run


@pytest.fixture
def run(a_round: Round, applicant: Applicant) -> MatchRun:
    applicant("mentee", "mei@example.org")
    applicant("mentor", "ana@example.org", "latino")
    return make_match_run(a_round)


def test_a_run_is_repeated_by_its_id_and_the_answer_names_nobody(app: Flask, run: MatchRun) -> None:
    result = app.test_cli_runner().invoke(args=["repeat-run", str(run.id)])
    assert result.exit_code == 0
    assert result.output.startswith("The same result: 1 pair, each with the same explanation.")
    assert str(run.input_digest) in result.output


def test_a_run_that_gives_another_result_is_an_error(app: Flask, run: MatchRun) -> None:
    run.input_digest = "0" * 64
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["repeat-run", str(run.id)])
    assert result.exit_code == 1
    assert "does not have the hash of the run" in result.output


def test_an_unknown_run_is_an_error(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["repeat-run", "99"])
    assert result.exit_code == 1
    assert result.output == "Error: There is no finished match run 99.\n"


def test_a_run_has_the_settings_that_are_named(
    app: Flask, a_round: Round, run: MatchRun, coordinator: Person
) -> None:
    saved.save(db.session, coordinator, "Ours", replace(PRESETS["near"].settings, seed=4))
    db.session.commit()
    for name, choice in (("Ours", "saved-1"), ("near", "preset-near")):
        command = ["suggest-pairs", "--round", "Spring", "--settings", name]
        result = app.test_cli_runner().invoke(args=command)
        assert result.exit_code == 0, result.output
        newest = db.session.query(MatchRun).order_by(MatchRun.id.desc()).limit(1).one()
        assert settings_of_run(newest).choice == choice
    command[-1] = "Theirs"
    result = app.test_cli_runner().invoke(args=command)
    assert (result.exit_code, "There are no settings of this name" in result.output) == (1, True)
