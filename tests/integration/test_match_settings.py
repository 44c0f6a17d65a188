"""The pages of matching settings: save and change them, as a file too, and run with them."""

import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import AuditEntry, MatchRun, MatchSettings, Person, Round, RunState
from mentorship.services.match_settings import saved
from mentorship.services.match_settings.chosen import settings_of_run
from mentorship.services.match_settings.entries import RULE, entries, weights
from mentorship.services.match_settings.presets import PRESETS
from mentorship.services.match_settings.program_file import to_toml
from tests.conftest import Applicant, SignIn
from tests.factories import RUN_SETTINGS, make_coordinator, make_match_run
from tests.page_forms import hidden_fields, press

NEW = "/matching/settings/new"
POINTS = {"topics": "6", "time": "1,5", "language": "0", "interests": "2", "dislikes": "1",
          "region": "1"}  # fmt: skip
FORM: dict[str, Any] = {
    "name": "Spring",
    **{f"weight_{criterion}": points for criterion, points in POINTS.items()},
    "rule_language": "y",
    "rule_time": "y",
    "objective": "best_total",
    "floor": "points",
    "floor_points": "3.5",
    "load_penalty": "2",
    "waiting_points": "0",
    "training_points": "0",
    "seed": "7",
}
BALANCED = PRESETS["balanced"].settings


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


@pytest.fixture
def pool(applicant: Applicant) -> None:
    applicant("mentee", "mei@example.org")
    applicant("mentee", "lan@example.org", availability=["mon_morning"])
    applicant("mentor", "ana@example.org", "latino", capacity=2)


def versions() -> list[MatchSettings]:
    return db.session.query(MatchSettings).order_by(MatchSettings.id).all()


def test_what_the_form_says_is_saved_as_version_1(staff: FlaskClient, a_round: Round) -> None:
    page = press(staff, NEW, data=FORM, follow_redirects=True).text
    (row,) = versions()
    settings = saved.settings_of(row)
    assert (row.name, row.version) == ("Spring", 1)
    assert weights(settings.program)["time"] == 1.5
    assert list(entries(settings.program, RULE)) == [
        "oneself", "cross_community", "language", "time",
    ]  # fmt: skip
    assert (settings.objective, settings.floor, settings.load_penalty) == ("best_total", 3.5, 2)
    assert (settings.waiting_points, settings.seed) == (0, 7)
    assert "Topics 6 · Enjoys" not in page
    assert "Every match has at least 3.5 points" in page
    assert "save matching settings" in {entry.action for entry in db.session.query(AuditEntry)}


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"name": " "}, "name", "Give the settings a name"),
        ({"weight_topics": "many"}, "weight_topics", "Enter a number from 0 to 100"),
        ({"weight_topics": "101"}, "weight_topics", "Enter a number from 0 to 100"),
        ({"weight_topics": "nan"}, "weight_topics", "Enter a number from 0 to 100"),
        ({"weight_topics": ""}, "weight_topics", "0 if it should not count"),
        ({f"weight_{name}": "0" for name in POINTS}, "weight_topics", "more than 0 points"),
        ({"floor_points": "12"}, "floor_points", "Enter a number from 0 to 11.5"),
        ({"floor_points": ""}, "floor_points", "Enter the lowest score"),
        ({"seed": "1.5"}, "seed", "Enter a whole number"),
        ({"objective": "luck"}, "objective", "Choose one of the answers"),
    ],
)
def test_a_value_that_cannot_be_is_said_at_its_field_and_in_the_summary(
    staff: FlaskClient, changed: dict[str, str], field: str, sentence: str
) -> None:
    response = press(staff, NEW, data={**FORM, **changed})
    assert response.status_code == 422
    assert response.text.count(sentence) == 2
    assert re.search(rf'href="#{field}">[^<]*{sentence}', response.text)
    assert re.search('name="load_penalty"[^>]*value="2"', response.text), "what was typed stays"
    assert versions() == []


def test_a_change_makes_the_next_version_and_says_what_it_changed(staff: FlaskClient) -> None:
    press(staff, NEW, data=FORM)
    page = press(
        staff, "/matching/settings/1/change",
        data={**FORM, "weight_topics": "4", "rule_mode": "y"}, follow_redirects=True,
    ).text  # fmt: skip
    assert [(row.name, row.version) for row in versions()] == [("Spring", 1), ("Spring", 2)]
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", page)
    assert cells[3:] == [
        "Topics",
        "6 points",
        "4 points",
        "The same way to meet: in person or online",
        "–",
        "Every match needs it",
    ]
    assert "There is a newer version" in staff.get("/matching/settings/1").text


def test_settings_as_they_were_make_no_version(staff: FlaskClient) -> None:
    press(staff, NEW, data=FORM)
    press(staff, "/matching/settings/1/change", data=FORM)
    press(staff, NEW, data=FORM)
    assert len(versions()) == 1


def test_the_second_of_two_who_change_a_version_is_told_and_keeps_what_they_typed(
    staff: FlaskClient, sign_in: SignIn
) -> None:
    press(staff, NEW, data=FORM)
    page = "/matching/settings/1/change"
    second = sign_in(make_coordinator("second@example.org"))
    hidden = hidden_fields(second, page)
    press(staff, page, data={**FORM, "weight_topics": "4"})
    refused = second.post(page, data={**hidden, **FORM, "weight_topics": "9"})
    assert refused.status_code == 422
    assert "Somebody else has saved a newer version" in refused.text
    assert 'value="9"' in refused.text
    assert len(versions()) == 2
    again = {**hidden, "version": "2", **FORM, "weight_topics": "9"}
    assert 'name="version" value="2"' in refused.text
    assert second.post(page, data=again).status_code == 302
    assert [row.version for row in versions()] == [1, 2, 3]


def test_the_form_starts_from_a_preset_a_run_or_a_floor_that_the_url_names(
    staff: FlaskClient, a_round: Round
) -> None:
    assert re.search(
        r'name="weight_region"[^>]*value="8"', staff.get(f"{NEW}?settings=preset-near").text
    )
    db.session.add(
        MatchRun(round=a_round, seed=1, settings={**RUN_SETTINGS, "objective": "best_total"})
    )
    db.session.commit()
    page = staff.get(f"{NEW}?settings=run-1_floor-4.5").text
    assert re.search(r'name="objective"[^>]*value="best_total" checked', page)
    assert re.search(r'name="floor_points"[^>]*value="4.5"', page)
    page = staff.get(f"{NEW}?settings=run-1_floor-4.123456789").text
    assert 'value="4.123456789"' in page, "the floor is not rounded to leave somebody out"
    for wrong in ("preset-x", "saved-9", "run-9", "run-99999999999", "run-1_floor-12", "x"):
        assert staff.get(NEW, query_string={"settings": wrong}).status_code == 404


def test_a_file_is_downloaded_and_saved_again(staff: FlaskClient) -> None:
    press(staff, NEW, data=FORM)
    file = staff.get("/matching/settings/1/file.toml")
    assert file.headers["Content-Disposition"] == "attachment; filename=matching-program.toml"
    press(
        staff, "/matching/settings/file", data={"name": "Copy", "file": (BytesIO(file.data), "x")}
    )
    first, copy = versions()
    assert (copy.name, copy.document) == ("Copy", first.document)


def test_what_is_wrong_with_a_file_is_said_and_nothing_is_saved(staff: FlaskClient) -> None:
    content = to_toml(BALANCED).replace('kind = "same"', 'kind = "sane"').encode()
    for file, sentence in ((content, "unknown kind"), (b"#" * 70_000, "larger than 64 KB")):
        response = press(
            staff, "/matching/settings/file", data={"name": "Mine", "file": (BytesIO(file), "x")}
        )
        assert response.status_code == 422
        assert sentence in response.text
        assert 'value="Mine"' in response.text
    assert versions() == []


def test_other_parts_of_a_file_are_shown_and_kept_by_a_change(staff: FlaskClient) -> None:
    extra = '\n[[rule]]\nname = "same_hobby"\nkind = "share"\ncolumn = "interests"\n'
    file = (BytesIO((to_toml(BALANCED) + extra).encode()), "x")
    press(staff, "/matching/settings/file", data={"name": "Mine", "file": file})
    assert "same hobby" in staff.get("/matching/settings/1/change").text
    press(staff, "/matching/settings/1/change", data={**FORM, "name": "Mine"})
    assert "same_hobby" in entries(versions()[1].document["program"], RULE)


def test_a_run_has_the_settings_that_were_chosen_and_its_page_says_them(
    app: Flask, staff: FlaskClient, a_round: Round, pool: None
) -> None:
    press(staff, NEW, data={**FORM, "rule_time": "", "floor": "none"})
    before = "/rounds/1/matching/before?settings=saved-1"
    assert "Settings: Spring, version 1" in staff.get(before).text
    assert press(staff, before, "/rounds/1/matching").location == "/match-runs/1"
    app.extensions["jobs"].recover_stalled()
    run = db.session.get_one(MatchRun, 1)
    assert (run.state, run.match_settings_id, run.seed) == (RunState.DONE, 1, 7)
    assert run.suggested == 2, "also for whom there is no time in common"
    page = staff.get("/match-runs/1/settings").text
    assert "Spring, version 1" in page
    assert "The best total score, even if fewer people are matched" in page
    assert 'href="/rounds/1/matching/before?settings=saved-1"' in page
    assert "Spring, version 1" in staff.get("/rounds/1/matching").text


def test_without_a_choice_the_settings_used_last_are_used(
    staff: FlaskClient, a_round: Round, pool: None
) -> None:
    press(staff, "/rounds/1/matching/before?settings=preset-near", "/rounds/1/matching")
    staff.post("/match-runs/1/cancel")
    assert "Close by first" in staff.get("/rounds/1/matching/before").text
    press(staff, "/rounds/1/matching/before", "/rounds/1/matching")
    assert settings_of_run(db.session.get_one(MatchRun, 2)).choice == "preset-near"


def test_a_run_from_before_there_were_settings_says_those_it_had(
    staff: FlaskClient, a_round: Round
) -> None:
    db.session.add(MatchRun(round=a_round, seed=5, settings=RUN_SETTINGS, state=RunState.FAILED))
    db.session.commit()
    page = staff.get("/match-runs/1/settings").text
    assert "Balanced" in page
    assert "Number 5" in page
    assert "Balanced" in staff.get("/rounds/1/matching").text


def test_before_a_run_each_rule_says_whom_it_leaves_alone_and_whom_its_absence_would_help(
    staff: FlaskClient, pool: None
) -> None:
    page = staff.get("/rounds/1/matching/before?settings=preset-balanced&rule=time").text
    assert "1 person has nobody whom all rules allow" in page
    assert "The tightest rule: A time of the week when both are free." in page
    assert re.search(r"lan.*1 mentor more", page, re.DOTALL)
    assert "mei" not in page


def test_before_a_run_of_a_round_without_mentors_the_page_says_so(
    staff: FlaskClient, applicant: Applicant
) -> None:
    applicant("mentee", "mei@example.org")
    page = staff.get("/rounds/1/matching/before").text
    assert "Nobody in this round offers to be a mentor yet." in page
    assert "<button" not in page.split("<main")[1].split("</main")[0]


def test_the_settings_that_are_there_are_listed_with_who_saved_them(
    staff: FlaskClient, a_round: Round, pool: None
) -> None:
    assert "Nothing is saved yet" in staff.get("/matching/settings").text
    press(staff, NEW, data=FORM)
    make_match_run(a_round)
    page = staff.get("/rounds/1/matching/settings").text
    assert "Spring, version 1" in page
    assert "coordinator@example.org" in page
    assert "Use “Balanced”, as last time" in page


def test_a_cancelled_run_suggests_nobody_and_can_be_run_again(
    app: Flask, staff: FlaskClient, pool: None
) -> None:
    press(staff, "/rounds/1/matching/before", "/rounds/1/matching")
    waiting = press(staff, "/match-runs/1", "/match-runs/1/cancel", follow_redirects=True)
    assert "Matching was cancelled" in waiting.text
    app.extensions["jobs"].recover_stalled()
    run = db.session.get_one(MatchRun, 1)
    assert (run.state, run.attempts) == (RunState.CANCELLED, 0)
    assert "none: it was cancelled" in staff.get("/rounds/1/matching").text
    assert staff.post("/match-runs/1/cancel").status_code == 302, "as it is already"
    actions = [entry.action for entry in db.session.query(AuditEntry)]
    assert actions.count("cancel suggestions") == 1
