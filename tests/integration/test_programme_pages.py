"""An administrator words the programme in the browser, and everything follows at once."""

import json
import re
from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Person, Profile, ProgrammeVersion, Round
from mentorship.programme import shipped, to_toml
from mentorship.runtime import current_runtime
from mentorship.services.imports.answer_labels import codes_by_label
from tests.conftest import SignIn
from tests.factories import FORM, make_administrator
from tests.integration.form_answers import begin, parse_page
from tests.page_forms import hidden_fields, press

PAGE = "/settings/programme"
Send = Callable[..., None]


@pytest.fixture
def administrator(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_administrator())


@pytest.fixture
def send(administrator: FlaskClient) -> Send:
    """Return a function that opens a page of settings, fills in its form and sends it."""

    def fill_in_and_send(path: str, **changes: str) -> None:
        page = parse_page(administrator.get(PAGE + path))
        fields = page.select("#page-form [name]")
        typed = {field["name"]: field.get("value", field.text.strip("\n")) for field in fields}
        for select in page.select("#page-form select"):
            chosen = select.select_one("[selected]")
            typed[select["name"]] = chosen["value"] if chosen else ""
        response = administrator.post(PAGE + path, data=typed | changes)
        assert response.status_code == 302, parse_page(response).select(".error")

    return fill_in_and_send


def test_a_new_name_and_contact_are_on_every_page_at_once(send: Send, client: FlaskClient) -> None:
    send("/identity", name="Puente", email="hola@example.org", contact_es="Escríbanos.")
    page = client.get("/contact", headers={"Accept-Language": "es"}).text
    assert "Puente" in page
    assert "hola@example.org" in page
    assert "Escríbanos." in page


def test_every_page_of_texts_is_saved_as_it_was_opened(send: Send) -> None:
    for part in ("identity", "pages", "promises", "notice", "safety"):
        send(f"/{part}")
    assert current_runtime().programme is shipped()


def test_promises_are_those_that_people_read(
    send: Send, client: FlaskClient, a_round: Round
) -> None:
    send("/promises", weeks_to_match="6", time_needed_en="Two hours a month.")
    page = client.get(f"/join/{a_round.id}").text
    assert "Within 6 weeks" in page
    assert "Two hours a month." in page


def test_a_new_notice_is_agreed_to_again_before_anything_is_saved(
    send: Send, nayeli: Person, sign_in: SignIn
) -> None:
    client = sign_in(nayeli)
    begin(client, "mentor")
    send("/notice", notice_date="2026-11-20", notice_en="## What we ask\n\nLess.\n\n- A name")
    assert "<li>A name</li>" in client.get("/privacy").text
    assert client.post("/join/1/mentor/name", data=FORM["name"]).status_code == 422


def test_nobody_agrees_to_a_notice_that_changed_while_they_read_the_former_one(
    send: Send, nayeli: Person, sign_in: SignIn
) -> None:
    client = sign_in(nayeli)
    hidden = hidden_fields(client, "/join/1/role")
    send("/notice", notice_date="2026-11-20")
    answers = hidden | {"role": "mentor", "adult": "y", "consent": "y"}
    response = client.post("/join/1/role", data=answers)
    assert response.status_code == 422
    assert "The privacy notice has just changed" in response.text
    again = answers | hidden_fields(client, "/join/1/role")
    assert client.post("/join/1/role", data=again).status_code == 302


def test_a_notice_of_the_future_is_refused(administrator: FlaskClient) -> None:
    response = administrator.post(f"{PAGE}/notice", data={"notice_date": "2999-01-01"})
    assert response.status_code == 422
    assert "Choose today or an earlier day." in response.text


def test_a_new_topic_is_on_the_form_and_known_to_the_import(
    send: Send, nayeli: Person, sign_in: SignIn
) -> None:
    client = sign_in(nayeli)
    begin(client, "mentor")
    send("/topics/new", label_en="Raid response", label_es="Respuesta a redadas")
    page = client.get("/join/1/mentor/topics")
    assert parse_page(page).select_one('[value="raid_response"]') is not None
    assert codes_by_label("topics")["respuesta a redadas"] == ("raid_response",)


def test_a_topic_that_is_not_offered_any_more_stays_with_whoever_chose_it(
    administrator: FlaskClient, nayeli: Person, sign_in: SignIn
) -> None:
    client = sign_in(nayeli)
    begin(client, "mentor")
    client.post("/join/1/mentor/topics", data={"topics": ["media", "healing"]})
    press(administrator, f"{PAGE}/topics", f"{PAGE}/topics/media/offer")
    page = parse_page(client.get("/join/1/mentor/topics"))
    assert page.select_one('[value="media"]').has_attr("checked")
    client.post("/join/1/mentor/topics", data={"topics": ["media"]})
    assert db.session.query(Profile).one().answers["topics"] == ["media"]
    assert "Media and communications" in client.get("/join/1/mentor/review").text


def test_a_topic_that_is_not_offered_any_more_cannot_be_chosen_by_others(
    administrator: FlaskClient, nayeli: Person, sign_in: SignIn
) -> None:
    client = sign_in(nayeli)
    begin(client, "mentor")
    press(administrator, f"{PAGE}/topics", f"{PAGE}/topics/media/offer")
    assert "Media and communications" not in client.get("/join/1/mentor/topics").text
    assert client.post("/join/1/mentor/topics", data={"topics": ["media"]}).status_code == 422


def test_an_area_and_a_language_that_are_not_offered_any_more_stay_in_their_lists(
    administrator: FlaskClient, nayeli: Person, sign_in: SignIn
) -> None:
    client = sign_in(nayeli)
    begin(client, "mentor")
    location = {"area": "koreatown", "modes": ["in_person"]}
    client.post("/join/1/mentor/location", data=location)
    spoken = FORM["languages"] | {"languages-0-language": "ko"}
    client.post("/join/1/mentor/languages", data=spoken)
    press(administrator, f"{PAGE}/areas", f"{PAGE}/areas/koreatown/offer")
    press(administrator, f"{PAGE}/languages", f"{PAGE}/languages/ko/offer")
    for step, data in (("location", location), ("languages", spoken)):
        page = parse_page(client.get(f"/join/1/mentor/{step}"))
        chosen = {option["value"] for option in page.select("option[selected]")}
        assert chosen & {"koreatown", "ko"}
        assert client.post(f"/join/1/mentor/{step}", data=data).status_code == 302


def test_a_topic_that_moves_up_is_asked_about_earlier(administrator: FlaskClient) -> None:
    press(administrator, f"{PAGE}/topics", f"{PAGE}/topics/family_preparedness/move-up")
    assert list(current_runtime().programme.choices["topics"].offered)[:2] == [
        "family_preparedness",
        "know_your_rights",
    ]


def test_the_last_two_communities_stay(administrator: FlaskClient) -> None:
    response = press(administrator, f"{PAGE}/communities", f"{PAGE}/communities/asian/offer")
    page = administrator.get(response.location).text
    assert "Too few would be left" in page
    assert "asian" in current_runtime().programme.choices["communities"].offered


def test_a_label_that_is_on_the_list_already_is_refused(administrator: FlaskClient) -> None:
    labels = {"label_en": "MEDIA and  communications", "label_es": "Prensa"}
    response = administrator.post(f"{PAGE}/topics/new", data=labels)
    assert response.status_code == 422
    assert "This is on the list already" in response.text


def test_an_area_moves_to_another_part_of_the_city(send: Send) -> None:
    send("/regions/new", label_en="Harbor", label_es="El puerto")
    send("/areas/wilmington", name="Wilmington (Harbor)", region="harbor")
    programme = current_runtime().programme
    assert programme.region_of("wilmington") == "harbor"
    assert programme.area_names["wilmington"] == "Wilmington (Harbor)"


def test_a_language_without_a_name_in_cldr_has_the_names_that_are_written(
    send: Send, nayeli: Person, sign_in: SignIn
) -> None:
    send("/languages/new", label_en="Chatino", label_es="Chatino de Oaxaca", group="indigenous")
    client = sign_in(nayeli)
    begin(client, "mentor")
    page = client.get("/join/1/mentor/languages", headers={"Accept-Language": "es"})
    option = parse_page(page).select_one('[value="language_chatino"]')
    assert option.text == "Chatino de Oaxaca"


def test_of_two_who_change_the_same_version_the_second_is_told_and_loses_nothing(
    send: Send, administrator: FlaskClient
) -> None:
    stale = hidden_fields(administrator, f"{PAGE}/topics/new")
    send("/identity", name="Puente")
    labels = {"label_en": "Chess", "label_es": "Ajedrez"}
    response = administrator.post(f"{PAGE}/topics/new", data=stale | labels)
    assert "Somebody has changed the words since you opened this page" in response.text
    assert parse_page(response).select_one("#label_es")["value"] == "Ajedrez"
    send("/topics/new", **labels)
    assert "chess" in current_runtime().programme.choices["topics"].offered


def test_going_back_to_an_earlier_version_keeps_what_people_may_have_chosen_since(
    send: Send, administrator: FlaskClient
) -> None:
    send("/topics/new", label_en="Chess", label_es="Ajedrez")
    send("/identity", name="Puente")
    page = administrator.get(f"{PAGE}/versions/3").text
    assert "Puente" in page
    press(administrator, f"{PAGE}/versions/1", f"{PAGE}/versions/1/restore")
    programme = current_runtime().programme
    assert (programme.name, programme.version) == ("Common Thread", 4)
    assert list(programme.choices["topics"].former) == ["chess"]


def test_the_newest_change_is_undone_on_its_page(send: Send, administrator: FlaskClient) -> None:
    send("/identity", name="Puente")
    press(administrator, f"{PAGE}/versions/2", f"{PAGE}/versions/1/restore")
    assert current_runtime().programme.name == "Common Thread"


def test_the_file_of_another_programme_is_shown_before_it_is_used(
    administrator: FlaskClient,
) -> None:
    file = to_toml(shipped()).replace('"Koreatown"', '"K-Town"').encode()
    page = administrator.post(f"{PAGE}/file", data={"file": (BytesIO(file), "programme.toml")})
    assert [row.text.split("·")[0].strip() for row in parse_page(page).select("tbody th")] == [
        "Areas"
    ]
    assert db.session.query(ProgrammeVersion).count() == 0
    hidden = {field["name"]: field["value"] for field in parse_page(page).select("main form input")}
    assert administrator.post(f"{PAGE}/file/use", data=hidden).status_code == 302
    assert current_runtime().programme.area_names["koreatown"] == "K-Town"
    assert json.loads(db.session.get_one(ProgrammeVersion, 2).document)["name"] == "Common Thread"


@pytest.mark.parametrize(
    ("file", "named"),
    [(b"name = 7", "name is missing"), (b"[topics", "cannot be read"), (b"\xff", "decode")],
)
def test_a_file_that_cannot_be_read_changes_nothing(
    administrator: FlaskClient, file: bytes, named: str
) -> None:
    page = administrator.post(f"{PAGE}/file", data={"file": (BytesIO(file), "programme.toml")})
    assert page.status_code == 422
    assert named in page.text


def test_the_file_can_be_taken_along(administrator: FlaskClient) -> None:
    response = administrator.get(f"{PAGE}/file.toml")
    assert response.text == to_toml(shipped())
    assert re.search("attachment", response.headers["Content-Disposition"])


def test_coordinators_do_not_word_the_programme(coordinator: Person, sign_in: SignIn) -> None:
    assert sign_in(coordinator).get(PAGE).status_code == 403


def test_texts_that_are_missing_are_told_apart_in_the_summary(administrator: FlaskClient) -> None:
    empty = {"organizer_en": "", "organizer_es": "", "contact_en": ""}
    page = press(administrator, "/settings/programme/identity", data=empty).text
    for language in ("English", "Spanish"):
        assert f"Who runs it ({language}): Write it in this language too." in page
