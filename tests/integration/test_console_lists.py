"""Lists of the console: codes in the URL and never a name, search, selection, export, Today."""

import csv
import io
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import Application, AuditEntry, BroadcastRecipient, Pair, Person, Round
from tests.conftest import Applicant, MovedClock, SignIn
from tests.factories import make_round
from tests.page_forms import press

OpenPage = Callable[[str], Tag]
STATES = {"/people": "accepted", "/suggestions": "approved", "/matches": "active"}
LISTS = tuple(STATES)


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


@pytest.fixture
def main_of(staff: FlaskClient) -> OpenPage:
    return lambda url: parsed(staff.get(url).text)


def parsed(html: str) -> Tag:
    main = BeautifulSoup(html, "html.parser").main
    assert main is not None
    return main


def names(main: Tag) -> list[str]:
    return [cell.text.strip() for cell in main.select("tbody td:first-child .user-text")]


def text_of(main: Tag) -> str:
    return " ".join(main.text.split())


def test_filters_are_sent_by_post_and_stand_in_the_url_as_codes(
    staff: FlaskClient, applicant: Applicant
) -> None:
    applicant("mentor", "ana@example.org")
    applicant("mentee", "mei@example.org")
    sent = {"role": "mentor", "state": "", "language": "en", "region": "nowhere", "filters": "y"}
    response = press(staff, "/people?sort=name", data=sent)
    assert response.location == "/people?role=mentor&language=en&sort=name"
    main = parsed(staff.get(response.location).text)
    assert names(main) == ["ana"]
    assert [link["href"] for link in main.select(".list-summary a")] == [
        "/people?language=en&sort=name",
        "/people?role=mentor&sort=name",
    ]


def test_a_name_is_searched_for_without_getting_into_any_url(
    staff: FlaskClient, applicant: Applicant
) -> None:
    applicant("mentor", "duc@example.org", name="Nguyễn Văn Đức")
    applicant("mentee", "mei@example.org")
    page = staff.post("/people?sort=oldest", data={"name": " duc  nguyen "}).text
    main = parsed(page)
    assert names(main) == ["Nguyễn Văn Đức"]
    assert main.find("input", attrs={"name": "name"})["value"] == "duc nguyen"
    urls = [str(tag.get(name, "")) for name in ("href", "action") for tag in main.find_all(True)]
    assert not [url for url in urls if "duc" in url.casefold()]


@pytest.mark.parametrize("page", LISTS)
def test_an_empty_list_says_why_and_what_to_do(staff: FlaskClient, page: str) -> None:
    make_round()
    empty = parsed(staff.get(page).text)
    assert "yet" in empty.select_one(".notice").text
    filtered = parsed(staff.get(f"{page}?round=1").text)
    assert "yet" in filtered.select_one(".notice").text
    assert filtered.select_one(".notice a")["href"] == page
    narrowed = parsed(staff.get(f"{page}?round=1&state={STATES[page]}").text)
    assert "all of these filters" in narrowed.select_one(".notice").text
    searched = parsed(staff.post(f"{page}?round=1", data={"name": "Nobody"}).text)
    assert "Try a part of the name" in searched.text
    assert "Search without the filters" in searched.text


def test_headers_sort_and_say_so(main_of: OpenPage, applicant: Applicant) -> None:
    for name in ("mei", "ana"):
        applicant("mentee", f"{name}@example.org")
    main = main_of("/people")
    assert main.select_one("[aria-sort=descending] a")["href"] == "/people?sort=oldest"
    by_name = main_of("/people?sort=name")
    assert names(by_name) == ["ana", "mei"]
    assert by_name.select_one("[aria-sort=ascending]").text == "Name"


def test_a_withdrawn_applicant_is_listed_by_name_alone(
    main_of: OpenPage, applicant: Applicant
) -> None:
    applicant("mentee", "mei@example.org", "withdrawn", heritage="Hakka")
    main = main_of("/people")
    assert names(main) == ["mei"]
    assert "Hakka" not in main.text
    assert "Koreatown" not in main.select_one("tbody").text


def rows_of(response_data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response_data.decode("utf-8-sig"))))


def exports() -> list[tuple[str, str, int]]:
    entries = select(AuditEntry.action, AuditEntry.subject, AuditEntry.subject_id).where(
        AuditEntry.action.like("export%")
    )
    return list(db.session.execute(entries).tuples())


@pytest.mark.parametrize(
    ("sent", "selected"),
    [
        ({"scope": "checked", "ids": ["1", "3", "4"]}, {1, 3}),
        ({"scope": "page"}, {1, 3}),
        ({"scope": "all"}, {1, 3}),
        ({"scope": "all", "name": "eva"}, {3}),
    ],
)
def test_an_action_is_about_rows_of_the_list_that_its_url_describes(
    staff: FlaskClient, applicant: Applicant, sent: dict[str, object], selected: set[int]
) -> None:
    for role, name in (("mentor", "ana"), ("mentee", "mei"), ("mentor", "eva"), ("mentee", "lan")):
        applicant(role, f"{name}@example.org")
    staff.post("/messages/to-many/new?role=mentor", data=sent)
    people = select(Application.id).join(
        BroadcastRecipient, BroadcastRecipient.person_id == Application.person_id
    )
    assert set(db.session.scalars(people)) == selected


def test_an_export_holds_the_whole_list_and_names_only_if_asked_for(
    staff: FlaskClient, applicant: Applicant, a_round: Round
) -> None:
    applicant("mentor", "ana@example.org", heritage="Hakka", capacity=3)
    applicant("mentee", "mei@example.org")
    data = {"format": "csv"}
    response = press(staff, "/people?role=mentor", "/people/export?role=mentor&page=1", data)
    assert response.headers["Content-Disposition"].endswith('.csv"')
    header, *rows = rows_of(response.data)
    assert len(rows) == 1
    assert dict(zip(header, rows[0], strict=True))["Capacity"] == "3"
    assert not {"ana", "Hakka"} & set(rows[0])
    assert exports() == [("export people", "round", a_round.id)]
    response = staff.post("/people/export", data={**data, "name": "ana", "with_names": "y"})
    assert [row[1] for row in rows_of(response.data)[1:]] == ["ana"]
    assert exports()[-1] == ("export people with names", "round", a_round.id)


@pytest.mark.parametrize("kind", ["suggestions", "matches"])
def test_pairs_are_exported_by_the_ids_of_applications(
    staff: FlaskClient, introduced: Pair, kind: str
) -> None:
    mentee_id = introduced.mentee_id
    response = staff.post(f"/{kind}/export", data={"format": "csv"})
    header, row = rows_of(response.data)
    assert dict(zip(header, row, strict=True))["Mentee's application"] == str(mentee_id)
    assert "mentee" not in row
    assert staff.post(f"/{kind}/export", data={"format": "xlsx"}).data.startswith(b"PK")
    assert [action for action, *_subject in exports()] == [f"export {kind}"] * 2


def test_the_list_of_matches_shows_who_has_not_answered(
    main_of: OpenPage, introduced: Pair, moved_clock: MovedClock
) -> None:
    assert "waits for both answers" in main_of("/matches").text
    moved_clock.forward(days=5)
    assert len(main_of("/matches?attention=answer").select("tbody .mark")) == 1


def test_today_links_each_count_to_the_list_that_it_counts(
    main_of: OpenPage, introduced: Pair, applicant: Applicant, moved_clock: MovedClock
) -> None:
    for number in range(5):
        applicant("mentee", f"{number}@example.org")
    moved_clock.forward(days=5)
    main = main_of("/today")
    titles = [text_of(title) for title in main.select(".queue h2")]
    assert titles == ["5 applications to read", "2 signs that matches need you"]
    for link in main.select(".queue h2 a"):
        listed = main_of(str(link["href"]))
        assert len(listed.select("tbody tr")) == int(link.select_one(".queue-count").text)


def test_today_says_when_nothing_waits_and_how_to_begin(staff: FlaskClient) -> None:
    text = text_of(parsed(staff.get("/today").text))
    assert "Nothing waits for you today." in text
    assert "Create a round" in text


def test_the_home_page_of_a_coordinator_is_today(staff: FlaskClient) -> None:
    assert staff.get("/home").location == "/today"
