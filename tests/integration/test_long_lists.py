"""Long lists are shown a page at a time, at a cost that does not grow with them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import Mock

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from mentorship.clock import now, today
from mentorship.coordinate import labels
from mentorship.extensions import db
from mentorship.models import (
    AlbumEntry,
    Application,
    ApplicationState,
    EmailKind,
    Goal,
    MatchRun,
    Meeting,
    OutgoingEmail,
    Pair,
    Person,
    Pin,
    Profile,
    Role,
    Round,
    RunState,
    Suggestion,
    SuggestionState,
    Unmatched,
)
from mentorship.privacy import sealed_rows, sealing
from mentorship.privacy.key_store import KeyStore
from mentorship.services.board import board_list
from tests.conftest import SignIn, change_runtime
from tests.factories import PROFILE, RUN_SETTINGS, accept_introduction, make_round
from tests.page_forms import hidden_fields, open_page, press

# Each test adds more than a hundred people.
pytestmark = pytest.mark.slow

SHARE = {"criterion": "topics", "share": 1.0, "weight": 1.0, "evidence": "common", "items": []}
EXPLANATION = {"score": 1.0, "max_score": 2.0, "pinned": False, "shares": [SHARE]}


def add_applications(round_: Round, role: Role, count: int) -> list[Application]:
    """Add submitted applications without the services, which would take half a minute for 500."""
    people = [Person(sign_in_name=f"{role.value}-{round_.id}-{number}") for number in range(count)]
    rows = [
        Application(
            person=person,
            round=round_,
            role=role,
            state=ApplicationState.SUBMITTED,
            submitted_at=now() + timedelta(seconds=number),
            profile=Profile(
                key_ids=[person.key_id],
                stored_answers={**PROFILE, "name": f"{role.value} {number}", "capacity": 2},
            ),
        )
        for number, person in enumerate(people)
    ]
    db.session.add_all(rows)
    db.session.commit()
    return rows


def reason_with(closest: list[Application]) -> dict[str, object]:
    """Return a reason that names people, and a question."""
    others = [
        {"id": other.id, "rules": ["time"], "is_free": True, "is_below_floor": False}
        for other in closest
    ]
    return {
        "kind": "nobody_there",
        "change": [["availability", "sat_morning"]],
        "change_with": None,
        "closest": others,
        "answers": "",
    }


def add_run(round_: Round, pairs: int, unmatched: int = 0, capacity: int = 1) -> MatchRun:
    """Add a finished run with suggestions in order of rank, and people without one."""
    mentees = add_applications(round_, Role.MENTEE, pairs + unmatched)
    mentors = add_applications(round_, Role.MENTOR, pairs)
    run = MatchRun(
        round=round_,
        mentees=pairs + unmatched,
        mentors=1,
        capacity=capacity,
        seed=1,
        settings=RUN_SETTINGS,
        state=RunState.DONE,
        finished_at=now(),
        suggested=pairs,
        score_bands=[0] * 5 + [pairs] + [0] * 4,
    )
    db.session.add_all(
        Suggestion(match_run=run, mentee=mentee, mentor=mentor, rank=rank, explanation=EXPLANATION)
        for rank, (mentee, mentor) in enumerate(zip(mentees, mentors, strict=False), start=1)
    )
    db.session.add_all(
        Unmatched(match_run=run, application=mentee, reason=reason_with(mentors[:3]))
        for mentee in mentees[pairs:]
    )
    db.session.commit()
    return run


@pytest.fixture
def staff(sign_in: SignIn, coordinator: Person) -> FlaskClient:
    return sign_in(coordinator)


@pytest.fixture
def main_of(staff: FlaskClient) -> Callable[[str], Tag]:
    """Return a function that opens a page as a coordinator, and returns its main part."""

    def open_page(url: str) -> Tag:
        response = staff.get(url)
        assert response.status_code == 200
        main = BeautifulSoup(response.text, "html.parser").main
        assert main is not None
        return main

    return open_page


OpenPage = Callable[[str], Tag]


def links(main: Tag, kind: str = "page-links") -> dict[str, str]:
    """Return the links of a navigation by their texts."""
    nav = main.find("nav", class_=kind)
    found = nav.find_all("a") if nav else []
    return {" ".join(link.text.split()): str(link["href"]) for link in found}


@contextmanager
def recorded_statements() -> Iterator[list[str]]:
    statements: list[str] = []

    def record(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(Engine, "before_cursor_execute", record)
    yield statements
    event.remove(Engine, "before_cursor_execute", record)


def test_the_applications_page_shows_fifty_of_them_the_newest_first(
    main_of: OpenPage, a_round: Round
) -> None:
    add_applications(a_round, Role.MENTEE, 120)
    main = main_of("/people?round=1")
    names = [link.text for link in main.select("tbody td:first-child .page-button")]
    assert names == [f"mentee {number}" for number in range(119, 69, -1)]
    assert "1–50 of 120" in main.text
    assert "Page 1 of 3" in main.text
    assert links(main) == {
        "Next page": "/people?round=1&page=2",
        "Last page": "/people?round=1&page=3",
    }


def test_a_page_in_the_middle_links_to_all_others(main_of: OpenPage, a_round: Round) -> None:
    add_applications(a_round, Role.MENTEE, 120)
    main = main_of("/people?round=1&page=2")
    assert "51–100 of 120" in main.text
    assert links(main) == {
        "First page": "/people?round=1",
        "Previous page": "/people?round=1&page=1",
        "Next page": "/people?round=1&page=3",
        "Last page": "/people?round=1&page=3",
    }


@pytest.mark.parametrize("number", ["4", "99999999999999999999999999", str(2**63)])
def test_a_number_after_the_last_page_shows_the_last(
    main_of: OpenPage, a_round: Round, number: str
) -> None:
    add_applications(a_round, Role.MENTEE, 120)
    assert "101–120 of 120" in main_of(f"/people?round=1&page={number}").text


@pytest.mark.parametrize("number", ["0", "-1", "two", "", "1.5", "٣x", "9" * 5000])
def test_what_is_no_page_number_shows_the_first(
    main_of: OpenPage, a_round: Round, number: str
) -> None:
    add_applications(a_round, Role.MENTEE, 60)
    assert "1–50 of 60" in main_of(f"/people?round=1&page={number}").text


def test_a_list_that_fits_on_a_page_has_no_page_links(main_of: OpenPage, a_round: Round) -> None:
    add_applications(a_round, Role.MENTEE, 50)
    assert links(main_of("/people?round=1&page=2")) == {}


def test_the_page_links_keep_the_filter(main_of: OpenPage, a_round: Round) -> None:
    add_applications(a_round, Role.MENTEE, 60)
    add_applications(a_round, Role.MENTOR, 70)
    main = main_of("/people?round=1&role=mentor")
    assert "1–50 of 70" in main.text
    assert links(main)["Next page"] == "/people?round=1&role=mentor&page=2"
    filters = links(main, "filter-links")
    assert filters["All 70"] == "/people?round=1&role=mentor"
    assert filters["Applied 70"] == "/people?round=1&role=mentor&state=submitted"
    assert main.find("a", attrs={"aria-current": "page"}).text.split() == ["All", "70"]


def test_an_unknown_role_shows_everybody(main_of: OpenPage, a_round: Round) -> None:
    add_applications(a_round, Role.MENTEE, 3)
    assert len(main_of("/people?round=1&role=admin").select("tbody tr")) == 3


def test_spots_taken_are_counted_for_the_people_shown(main_of: OpenPage, a_round: Round) -> None:
    run = add_run(a_round, 2)
    suggestion = db.session.query(Suggestion).filter_by(match_run_id=run.id, rank=1).one()
    db.session.add(Pair(suggestion=suggestion, mentee=suggestion.mentee, mentor=suggestion.mentor))
    db.session.commit()
    text = main_of("/people?round=1").text
    assert text.count("has a mentor") == 1
    assert text.count("1 of 2 spots taken") == 1


def test_suggestions_are_shown_the_weakest_first_and_the_lists_of_a_run_are_linked(
    main_of: OpenPage, a_round: Round
) -> None:
    add_run(a_round, 40, unmatched=55)
    main = main_of("/match-runs/1")
    rows = [" ".join(row.text.split()) for row in main.select(".board-row")]
    assert len(rows) == 25
    assert rows[:2] == ["Mentee mentee 39 Mentor mentor 39", "Mentee mentee 38 Mentor mentor 38"]
    assert links(main)["Last page"] == "/match-runs/1?page=2"
    assert links(main, "filter-links") == {
        "All 40": "/match-runs/1?state=",
        "Undecided 40": "/match-runs/1?state=pending",
        "Approved 0": "/match-runs/1?state=approved",
        "On hold 0": "/match-runs/1?state=held",
        "Rejected 0": "/match-runs/1?state=rejected",
        "Introduced 0": "/match-runs/1?state=introduced",
    }
    assert "55 people without a suggested match" in main.text
    unmatched = main_of("/match-runs/1/unmatched?page=5")
    assert "49–55 of 55" in unmatched.text
    assert len(unmatched.select(".people-without-match > li")) == 7
    assert unmatched.h2.text.startswith("No mentor has an open spot left")
    assert links(unmatched, "filter-links") == {
        "Mentees 55": "/match-runs/1/unmatched?show=mentee",
        "Mentors 0": "/match-runs/1/unmatched?show=mentor",
    }


def test_a_run_that_suggests_nobody_leads_to_the_people_without_a_match(
    main_of: OpenPage, a_round: Round
) -> None:
    add_run(a_round, 0, unmatched=3)
    main = main_of("/match-runs/1")
    assert "3 people without a suggested match" in main.text
    assert "No match meets every rule" in main.text


def test_a_run_without_open_spots_says_so(main_of: OpenPage, a_round: Round) -> None:
    add_run(a_round, 0, unmatched=1, capacity=0)
    assert "Every spot of every mentor is taken" in main_of("/match-runs/1").text


def test_an_unknown_filter_of_a_run_shows_everything(main_of: OpenPage, a_round: Round) -> None:
    add_run(a_round, 2)
    assert len(main_of("/match-runs/1?state=everything&mark=x").select(".board-row")) == 2


def test_a_chosen_filter_is_in_the_address_and_nothing_else_that_is_sent(
    staff: FlaskClient, a_round: Round
) -> None:
    add_run(a_round, 1)
    sent = {"state": "held", "mark": "flagged", "region": "nowhere", "run_id": "2"}
    location = press(staff, "/match-runs/1", "/match-runs/1/filter", sent).location
    assert location == "/match-runs/1?state=held&mark=flagged"


def test_after_a_decision_the_list_stays_as_it_was_filtered(
    staff: FlaskClient, suggested: Suggestion
) -> None:
    open_page(staff, "/suggestions/1")
    query = "state=pending&page=1"
    hold = f"/suggestions/1/hold?{query}"
    seen = hidden_fields(staff, "/suggestions/1", "/suggestions/1/hold")
    location = staff.post(f"{hold}&suggestion_id=7&_external=1", data=seen).location
    assert location == f"/suggestions/1?{query}&since=0#decision"


@pytest.mark.parametrize("state", board_list.SHOWN)
def test_beside_a_suggestion_is_the_list_that_holds_it(
    staff: FlaskClient, a_round: Round, state: SuggestionState
) -> None:
    add_run(a_round, 20)
    for item in db.session.query(Suggestion):
        item.state = state
    db.session.commit()
    page = BeautifulSoup(open_page(staff, "/suggestions/20").text, "html.parser")
    assert len(page.select(".board-row")) == 20
    assert len(page.select(".board-row.selected[aria-current]")) == 1
    decided = 0 if state in (SuggestionState.PENDING, SuggestionState.REJECTED) else 20
    assert f"{decided} of" in page.select_one(".board-progress").text


def test_a_suggestion_leads_back_to_its_page_of_the_list(
    staff: FlaskClient, a_round: Round
) -> None:
    add_run(a_round, 30)
    for suggestion, page in ((1, "?page=2"), (30, "")):  # the weakest first
        shown = open_page(staff, f"/suggestions/{suggestion}")
        back = BeautifulSoup(shown.text, "html.parser").select_one(".board-back a")
        assert back["href"] == f"/match-runs/1{page}"


def test_rounds_are_shown_twenty_at_a_time(main_of: OpenPage, app: object) -> None:
    for number in range(25):
        make_round(f"Round {number}")
    main = main_of("/rounds?page=2")
    assert "21–25 of 25" in main.text
    assert [row.td.text.strip() for row in main.select("tbody tr")][-1] == "Round 0"


def test_runs_and_pins_of_a_round_have_pages_of_their_own(
    main_of: OpenPage, a_round: Round
) -> None:
    run = add_run(a_round, 30)
    db.session.add_all(
        Pin(mentee_id=item.mentee_id, mentor_id=item.mentor_id)
        for item in db.session.query(Suggestion).filter_by(match_run_id=run.id)
    )
    db.session.add_all(
        MatchRun(round=a_round, seed=1, settings=RUN_SETTINGS, state=RunState.FAILED)
        for _ in range(24)
    )
    db.session.commit()
    main = main_of("/rounds/1/matching?pins=2")
    assert "21–30 of 30" in main.text
    assert "1–20 of 25" in main.text
    assert len(main.select("#pins ~ ul.unmatched li")) == 10
    assert "21–25 of 25" in main_of("/rounds/1/matching?runs=2").text


def test_the_meetings_of_a_pair_are_shown_twenty_at_a_time_and_added_up(
    introduced: Pair, sign_in: SignIn
) -> None:
    accept_introduction(introduced)
    db.session.add_all(
        Meeting(pair=introduced, held_on=today(), minutes=30, mode="online", notes=f"Note {number}")
        for number in range(25)
    )
    db.session.commit()
    client = sign_in(introduced.mentee.person)
    main = BeautifulSoup(client.get("/pairs/1?page=2").text, "html.parser").main
    assert "25 meetings" in main.text
    assert "750 minutes in all" in main.text
    notes = [item.select("p")[1].text for item in main.select("ol.log li")]
    assert notes == [f"Note {number}" for number in (4, 3, 2, 1, 0)]
    assert main.select_one("ol.log")["start"] == "5"


def test_my_data_shows_the_newest_meetings_and_the_files_all(
    introduced: Pair, sign_in: SignIn
) -> None:
    accept_introduction(introduced)
    db.session.add_all(
        Meeting(pair=introduced, held_on=today(), minutes=30, mode="online", notes=f"Note {number}")
        for number in range(25)
    )
    db.session.commit()
    client = sign_in(introduced.mentee.person)
    page = client.get("/account/data").text
    assert ("Note 24" in page, "Note 5" in page, "Note 4" in page) == (True, True, False)
    assert "The downloads list all 25 meetings" in page
    for name in ("html", "json"):
        assert "Note 4" in client.get(f"/account/data/download.{name}").text


def test_my_data_shows_the_first_goals_and_newest_entries_of_an_album_and_the_files_all(
    introduced: Pair, sign_in: SignIn
) -> None:
    accept_introduction(introduced)
    for number in range(25):
        steps = [{"text": f"Step {number}", "done_on": str(today())}]
        db.session.add(Goal(pair=introduced, text=f"Goal {number}.", steps=steps))
        db.session.add(AlbumEntry(pair=introduced, kind="song", title=f"Song {number}."))
    db.session.commit()
    client = sign_in(introduced.mentee.person)
    page = client.get("/account/data").text
    for shown in ("Goal 19.", "Step 19", "this step is done", "Song 5.", "A song"):
        assert shown in page
    for left_out in ("Goal 20.", "Song 4."):
        assert left_out not in page
        assert left_out in client.get("/account/data/download.html").text
        assert left_out in client.get("/account/data/download.json").text
    assert "The downloads list all 25 goals" in page
    assert "The downloads have all 25 entries of your album" in page


def test_the_outbox_of_the_demonstration_is_shown_ten_at_a_time(
    app: object, client: FlaskClient
) -> None:
    change_runtime(app, demo=True)  # type: ignore[arg-type]
    db.session.add_all(
        OutgoingEmail(
            kind=EmailKind.NEWS,
            recipient="mei@example.org",
            recipient_index=b"",
            language="en",
            subject=f"News {number}",
            body="",
            sent_at=now(),
        )
        for number in range(12)
    )
    db.session.commit()
    main = BeautifulSoup(client.get("/outbox?page=2").text, "html.parser").main
    assert [title.text for title in main.select("article h2")] == ["News 1", "News 0"]


def test_what_all_rows_say_is_put_into_words_once(
    main_of: OpenPage, a_round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_run(a_round, 30)
    state = Mock(wraps=labels.application_state)
    monkeypatch.setattr(labels, "application_state", state)
    assert len(main_of("/people?round=1").select("tbody .mark")) == 50
    assert state.call_count == 2, "for mentors and for mentees"


PAGES = (
    "/rounds/{round}",
    "/people?round={round}",
    "/people?round={round}&role=mentor",
    "/suggestions?round={round}",
    "/matches?round={round}",
    "/today",
    "/match-runs/{run}",
    "/match-runs/{run}/unmatched",
)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_no_more_with_five_hundred_people_than_with_one_page_of_them(
    staff: FlaskClient, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    opened, readings = Mock(wraps=sealing.unseal), Mock(wraps=KeyStore.read)
    monkeypatch.setattr(sealed_rows, "unseal", opened)
    monkeypatch.setattr(KeyStore, "read", lambda *arguments: readings(*arguments))
    statements, documents = [], []
    for pairs, unmatched in ((5, 5), (50, 50), (200, 100)):
        run = add_run(make_round(f"With {pairs} pairs"), pairs, unmatched)
        url = page.format(round=run.round_id, run=run.id)
        db.session.remove()
        opened.reset_mock()
        readings.reset_mock()
        with recorded_statements() as recorded:
            assert staff.get(url).status_code == 200
        statements.append(len(recorded) + readings.call_count)
        documents.append(opened.call_count)
    assert len({*statements}) == 1, statements
    assert documents[1] == documents[2], documents


def test_the_page_before_a_run_counts_with_as_many_statements_for_more_people(
    staff: FlaskClient,
) -> None:
    statements = []
    for count in (1, 90):
        round_ = make_round(f"With {count} pairs")
        for role in Role:
            add_applications(round_, role, count)
        page = f"/rounds/{round_.id}/matching/before?rule=cross_community"
        db.session.remove()
        with recorded_statements() as recorded:
            assert staff.get(page).status_code == 200
        statements.append(len(recorded))
    assert len({*statements}) == 1, statements
