"""Pages about runs that are done: two compared, what a floor costs, and where the draw decided."""

from collections.abc import Mapping
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from mentorship.clock import now
from mentorship.coordinate.matching.run_overview import RunOverview, run_overview
from mentorship.extensions import db
from mentorship.models import (
    Application,
    AuditEntry,
    MatchRun,
    Person,
    Round,
    RunAnalysis,
    RunInput,
    RunState,
)
from mentorship.services import readings
from mentorship.services.pairing import run_results
from mentorship.services.pairing.run_results import ProposedPair, RunResult
from mentorship.services.run_analysis.results import AnalysisState, finished_analysis
from tests.conftest import Applicant, SignIn
from tests.factories import EXPLANATION, RUN_SETTINGS, make_round


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


@pytest.fixture
def people(applicant: Applicant) -> dict[str, Application]:
    return {
        "mei": applicant("mentee", "mei@example.org"),
        "lan": applicant("mentee", "lan@example.org"),
        "ana": applicant("mentor", "ana@example.org", "latino"),
        "rosa": applicant("mentor", "rosa@example.org", "latino"),
    }


def store_run(people: Mapping[str, Application], score: float, **mentor_of: str) -> MatchRun:
    """Store what a run suggests, without matching, and what it was computed from."""
    run = MatchRun(
        round=people["mei"].round,
        seed=1,
        settings=RUN_SETTINGS,
        finished_at=now(),
        input_digest="0" * 64,
    )
    db.session.add(run)
    result = RunResult(
        pairs=[
            ProposedPair(people[mentee].id, people[mentor].id, {**EXPLANATION, "score": score})
            for mentee, mentor in mentor_of.items()
        ],
        mentees={people["mei"].id, people["lan"].id},
        capacity_of_mentor={people["ana"].id: 1, people["rosa"].id: 1},
        reason_of_unmatched={},
    )
    run_results.store(db.session, run, result, {item.id: item for item in people.values()})
    run.state = RunState.DONE
    db.session.add(RunInput(match_run=run))
    db.session.commit()
    return run


@pytest.fixture
def runs(people: dict[str, Application]) -> tuple[MatchRun, MatchRun]:
    """Return two runs that give Mei and Lan each the other's mentor."""
    first = store_run(people, 9.0, mei="ana", lan="rosa")
    return first, store_run(people, 8.5, mei="rosa", lan="ana")


def store_analysis(run: MatchRun, **found: Any) -> None:
    run_input = db.session.scalars(select(RunInput).where(RunInput.match_run_id == run.id)).one()
    db.session.add(RunAnalysis(run_input=run_input, weightings=100, **found))
    db.session.commit()


FRONTIER = [[2.5, 2, 18.0], [4.25, 2, 17.0], [9.0, 1, 9.0]]


def page_of(client: FlaskClient, url: str, **data: Any) -> BeautifulSoup:
    response = client.post(url, data=data) if data else client.get(url)
    return BeautifulSoup(response.text, "html.parser")


def rows_of(page: BeautifulSoup, table: str) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in page.select(f"{table} tbody tr")
    ]


def compared_url(runs: tuple[MatchRun, MatchRun]) -> str:
    return f"/match-runs/{runs[0].id}/compare/{runs[1].id}"


def test_two_runs_show_their_numbers_and_how_many_move(
    runs: tuple[MatchRun, MatchRun], staff: FlaskClient
) -> None:
    page = page_of(staff, compared_url(runs))
    figures = {row[0]: row[1:] for row in rows_of(page, ".compare-table")}
    assert figures["Suggested matches"] == ["2", "2"]
    assert figures["Latino to Asian"] == ["2", "2"]
    assert figures["Asian to Latino"] == ["0", "0"]
    assert figures["Total score"] == ["18", "17"]
    assert figures["Lowest score"] == ["9", "8.5"]
    counts = [item.get_text(" ", strip=True) for item in page.select("#names + .figures li")]
    assert counts[0] == "0 mentees keep the mentor"
    assert counts[1] == "2 get another mentor"
    assert "mei" not in page.main.text, "names are a click away"


def test_settings_that_differ_are_said_in_words(
    runs: tuple[MatchRun, MatchRun], staff: FlaskClient
) -> None:
    assert "Both runs have the same settings." in page_of(staff, compared_url(runs)).main.text
    runs[1].settings = {**RUN_SETTINGS, "floor": 4.5}
    db.session.commit()
    page = page_of(staff, compared_url(runs))
    assert rows_of(page, ".compare-table.stack") == [
        ["Lowest score", "No limit", "Every match has at least 4.5 points"]
    ]
    links = [link["href"] for link in page.select(".compared-runs .btn")]
    assert f"settings=run-{runs[1].id}" in links[1]


def test_names_are_shown_once_that_is_recorded(
    runs: tuple[MatchRun, MatchRun], staff: FlaskClient
) -> None:
    url = compared_url(runs)
    button = page_of(staff, url).find("button", formaction=f"{url}/open")
    assert button.text == "Show the names"
    opened = staff.post(button["formaction"])
    assert opened.location == f"{url}#names"
    page = page_of(staff, url)
    assert rows_of(page, ".moves-table") == [
        ["lan", "rosa", "ana"],
        ["mei", "ana", "rosa"],
    ]
    recorded = db.session.scalars(
        select(AuditEntry.subject_id).where(AuditEntry.action == readings.READ_NAMES)
    )
    assert sorted(recorded) == [runs[0].id, runs[1].id]
    assert rows_of(page_of(staff, f"{url}?show=new"), ".moves-table") == []


def test_no_group_of_fewer_than_five_is_shown(
    runs: tuple[MatchRun, MatchRun], staff: FlaskClient
) -> None:
    assert page_of(staff, compared_url(runs)).select(".bounds") == []


def test_only_two_finished_runs_of_one_round_can_be_compared(
    runs: tuple[MatchRun, MatchRun], staff: FlaskClient
) -> None:
    first, second = runs
    other_round = MatchRun(round=make_round("Other"), seed=1, settings=RUN_SETTINGS, state="done")
    failed = MatchRun(round=first.round, seed=1, settings=RUN_SETTINGS, state="failed")
    db.session.add_all((other_round, failed))
    db.session.commit()
    for other_id in (first.id, other_round.id, failed.id, 99, 2**40):
        assert staff.get(f"/match-runs/{first.id}/compare/{other_id}").status_code == 404
    page = page_of(staff, f"/rounds/{first.round_id}/compare-runs?first={second.id}")
    chosen = [option["value"] for option in page.select("option[selected]")]
    assert chosen == [str(first.id), str(second.id)]


def test_a_form_chooses_two_runs_and_refuses_one_twice(
    runs: tuple[MatchRun, MatchRun], staff: FlaskClient
) -> None:
    url, (first, second) = f"/rounds/{runs[0].round_id}/compare-runs", runs
    sent = staff.post(url, data={"first": first.id, "second": second.id})
    assert sent.location == compared_url(runs)
    refused = staff.post(url, data={"first": first.id, "second": first.id})
    assert refused.status_code == 422
    assert "choose two different runs" in refused.text
    assert staff.post(url, data={"first": "x", "second": "9" * 30}).status_code == 422


def test_a_round_with_one_run_says_what_to_do(a_round: Round, staff: FlaskClient) -> None:
    page = page_of(staff, f"/rounds/{a_round.id}/compare-runs")
    assert "you need two finished runs" in page.main.text
    assert page.main.find("form") is None


def test_the_price_of_fairness_is_a_picture_with_a_table_whose_rows_lead_on(
    runs: tuple[MatchRun, MatchRun], staff: FlaskClient
) -> None:
    run = runs[0]
    store_analysis(run, frontier=FRONTIER)
    page = page_of(staff, f"/match-runs/{run.id}/fairness")
    rows = rows_of(page, ".floor-table")
    assert [row[:3] for row in rows] == [
        ["2.5", "2", "18"], ["4.25", "2 nobody left out", "17"], ["9", "1", "9"]
    ]  # fmt: skip
    links = [link["href"] for link in page.select(".floor-table a")]
    assert [link["href"] for link in page.select(".stairs a")] == 2 * links
    assert all(link["tabindex"] == "-1" for link in page.select(".stairs a"))
    assert links[0].endswith("settings=preset-balanced_floor-2.5")


def test_a_typed_floor_leads_to_the_form_of_a_run(
    runs: tuple[MatchRun, MatchRun], staff: FlaskClient
) -> None:
    for typed, floor in (("4.5", "4.5"), (" 4,5 ", "4.5"), ("0", "0.0")):
        sent = staff.post(f"/match-runs/{runs[0].id}/fairness", data={"floor": typed})
        assert sent.location.endswith(f"settings=preset-balanced_floor-{floor}")
        assert staff.get(sent.location).status_code == 200


def test_what_is_no_floor_is_said_kindly_and_kept(
    runs: tuple[MatchRun, MatchRun], staff: FlaskClient
) -> None:
    store_analysis(runs[0], frontier=FRONTIER)
    for typed in ("", "much", "-1", "nan", "99", "1e9", "9" * 400):
        response = staff.post(f"/match-runs/{runs[0].id}/fairness", data={"floor": typed})
        assert response.status_code == 422, typed
        page = BeautifulSoup(response.text, "html.parser")
        assert page.find(id="floor")["value"] == typed
        assert "Enter" in page.find(id="floor-error").text


def test_pages_say_that_something_is_being_computed_or_never_will_be(
    runs: tuple[MatchRun, MatchRun], staff: FlaskClient
) -> None:
    run = runs[1]
    urls = [f"/match-runs/{run.id}{page}" for page in ("/fairness", "/draw")]
    for url in urls:
        assert "This is being computed" in page_of(staff, url).main.text, url
    store_analysis(run)
    for url in urls:
        assert "computed" not in page_of(staff, url).main.text, url
    db.session.execute(delete(RunAnalysis))
    db.session.execute(delete(RunInput))
    db.session.commit()
    for url in urls:
        assert "has deleted what they wrote" in page_of(staff, url).main.text, url


def test_the_draw_is_counted_and_named_after_a_recorded_click(
    people: dict[str, Application], staff: FlaskClient
) -> None:
    run = store_run(people, 9.0, mei="ana")
    mei, lan, ana = (people[name].id for name in ("mei", "lan", "ana"))
    store_analysis(run, ties=[[mei, 0], [lan, ana]])
    said = "For 2 mentees another mentor would have been equally good: the draw decided."
    url = f"/match-runs/{run.id}/draw"
    page = page_of(staff, url)
    assert said in page.main.text
    assert "mei" not in page.main.text
    assert staff.post(f"{url}/open").location == url
    rows = rows_of(page_of(staff, url), ".moves-table")
    assert rows == [["mei", "ana", "nobody"], ["lan", "nobody", "ana"]]


def test_a_run_without_suggestions_has_nothing_to_choose(
    people: dict[str, Application], staff: FlaskClient
) -> None:
    runs = store_run(people, 0), store_run(people, 0)
    store_analysis(runs[0])
    page = page_of(staff, f"/match-runs/{runs[0].id}/fairness")
    assert "Nobody can be matched in this run" in page.main.text
    assert "no draw was needed" in page_of(staff, f"/match-runs/{runs[0].id}/draw").main.text
    assert "the same mentor for everybody" in page_of(staff, compared_url(runs)).main.text


def test_the_page_of_a_run_counts_what_is_steady_and_what_was_drawn(
    runs: tuple[MatchRun, MatchRun], people: dict[str, Application]
) -> None:
    mei, lan, ana, rosa = (item.id for item in people.values())
    waiting = RunOverview(AnalysisState.WAITING, 0, 0, 0, can_compare=True)
    assert run_overview(runs[0], finished_analysis(db.session, runs[0])) == waiting
    stayed = [[mei, ana, 90], [lan, rosa, 89]]
    store_analysis(runs[0], stayed=stayed, ties=[[mei, rosa], [mei, 0]])
    assert run_overview(runs[0], finished_analysis(db.session, runs[0])) == RunOverview(
        AnalysisState.DONE, 100, 1, 1, can_compare=True
    )
