"""The programme's own words on its pages, and its own areas in the application form."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Person, Profile
from mentorship.programme import Programme, Region, shipped
from tests.conftest import SignIn, change_runtime
from tests.factories import make_round
from tests.integration.form_answers import begin, parse_page

PUENTE = replace(
    shipped(),
    name="Puente",
    organizer={"en": "A coalition in Chicago.", "es": "Una coalición de Chicago."},
    contact={"en": "Write to us.", "es": "Escríbenos."},
    email="hola@example.org",
    phone="+1 312 555 0100",
    regions={
        "north": Region({"en": "North Side", "es": "Zona norte"}, {"uptown": "Uptown"}, {}),
    },
)


@pytest.fixture
def programme(app: Flask) -> Programme:
    change_runtime(app, programme_source=lambda: PUENTE)
    return PUENTE


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/about", "A coalition in Chicago."),
        ("/contact", "Write to us."),
        ("/contact", "hola@example.org"),
        ("/join/1", "A coalition in Chicago."),
    ],
)
def test_a_page_says_who_runs_the_programme(
    programme: Programme, client: FlaskClient, path: str, words: str
) -> None:
    make_round()
    assert words in client.get(path).text


def test_a_page_speaks_the_language_of_its_reader(
    programme: Programme, client: FlaskClient
) -> None:
    page = client.get("/about", headers={"Accept-Language": "es"}).text
    assert "Una coalición de Chicago." in page


def test_the_button_to_begin_stands_above_and_below_the_text(client: FlaskClient) -> None:
    make_round()
    page = parse_page(client.get("/join/1"))
    first, second = page.select("main a.btn-primary")
    assert first["href"] == second["href"]
    heading = page.find("h2")
    assert first in heading.find_all_previous("a")
    assert second in heading.find_all_next("a")


def test_pages_of_applicants_do_not_show_the_name_that_coordinators_gave_a_round(
    client: FlaskClient,
) -> None:
    name = make_round().name
    assert name not in client.get("/join/1").text


def test_people_choose_among_the_areas_of_the_programme(
    programme: Programme, nayeli: Person, sign_in: SignIn
) -> None:
    client = sign_in(nayeli)
    begin(client, "mentor")
    page = parse_page(client.get("/join/1/mentor/location"))
    (group,) = page.find("select", id="area").find_all("optgroup")
    assert group["label"] == "North Side"
    assert [option["value"] for option in group.find_all("option")] == ["uptown"]


def test_somebody_who_lives_in_no_area_of_the_list_writes_its_name(
    nayeli: Person, sign_in: SignIn
) -> None:
    client = sign_in(nayeli)
    begin(client, "mentor")
    answer = {"area": "elsewhere", "other_area": "Pasadena", "modes": ["in_person"]}
    assert client.post("/join/1/mentor/location", data=answer).status_code == 302
    answers = db.session.query(Profile).one().answers
    assert (answers["area"], answers["other_area"]) == ("elsewhere", "Pasadena")


def test_an_area_that_was_chosen_and_is_no_longer_listed_is_still_shown(
    app: Flask,
    programme: Programme,
    nayeli: Person,
    sign_in: SignIn,
) -> None:
    client = sign_in(nayeli)
    begin(client, "mentor")
    client.post("/join/1/mentor/location", data={"area": "uptown", "modes": ["online"]})
    former = Region(
        {"en": "North Side", "es": "Zona norte"}, {"edgewater": "Edgewater"}, {"uptown": "Uptown"}
    )
    changed = replace(programme, regions={"north": former})
    change_runtime(app, programme_source=lambda: changed)
    assert "Uptown" in client.get("/join/1/mentor/review").text
