"""An administrator changes the rules by which pairs are looked after, in the browser."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mentorship.extensions import db
from mentorship.models import DueItem, Pair, Person, ProgrammeVersion
from mentorship.programme import Anchor, CadenceRule, Concerns, Period, shipped
from mentorship.runtime import current_runtime
from mentorship.services.match_support.due_items import refresh_outdated
from tests.conftest import SignIn
from tests.factories import accept_introduction, make_administrator
from tests.integration.form_answers import parse_page
from tests.page_forms import change_and_send, hidden_fields, press

PAGE = "/settings/programme/cadence"
NEW = f"{PAGE}/new-rule"
VERSIONS = "/settings/programme/versions"
VISIT = {
    "label_en": "Visit to the library",
    "label_es": "Visita a la biblioteca",
    "concerns": "both",
    "begins": "start",
    "repeats": "once",
    "periods-0-number": "6",
    "periods-0-unit": "months",
    "source": "Our board, 2027",
}


@pytest.fixture
def administrator(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in(make_administrator())


def rules() -> dict[str, CadenceRule]:
    return dict(current_runtime().programme.cadence)


def due_rules(pair: Pair) -> set[str]:
    """Return the rules that ask something of a pair, once the worker has followed a change."""
    refresh_outdated(db.session)
    return set(db.session.scalars(select(DueItem.rule).where(DueItem.pair_id == pair.id)))


def test_the_list_says_what_every_rule_asks_when_and_by_which_standard(
    administrator: FlaskClient,
) -> None:
    page = parse_page(administrator.get(PAGE))
    assert {row["id"] for row in page.select("tbody tr")} == rules().keys()
    cells = [cell.text.strip() for cell in page.select("#check_in > *")]
    assert cells == [
        "Quick check-in",
        "Each of the two",
        "The beginning of the match",
        "Every month up to 12 months, then every 3 months",
        shipped().cadence["check_in"].source,
        "In use",
        "Task",
    ]
    assert "about a minute" in page.select_one(".lead").text


@pytest.mark.parametrize("code", [*shipped().cadence])
def test_every_rule_is_saved_as_it_was_opened(administrator: FlaskClient, code: str) -> None:
    assert change_and_send(administrator, f"{PAGE}/{code}").status_code == 302
    assert current_runtime().programme is shipped()


def test_a_rule_gets_another_name_time_and_standard_and_keeps_the_rest(
    administrator: FlaskClient,
) -> None:
    changes = {
        "label_es": "Capacitación inicial",
        "periods-0-number": "2",
        "periods-0-unit": "months",
        "source": "Our board, 2027",
    }
    response = change_and_send(administrator, f"{PAGE}/training", **changes)
    assert "Saved. It takes about a minute" in administrator.get(response.location).text
    before, after = shipped().cadence["training"], rules()["training"]
    assert after.labels == {"en": "Training", "es": "Capacitación inicial"}
    assert (after.after, after.source) == (Period(months=2), "Our board, 2027")
    assert (after.concerns, after.begins, after.met_by) == (
        before.concerns,
        before.begins,
        before.met_by,
    )
    assert list(rules()) == list(shipped().cadence)


def test_each_stage_of_a_rule_has_a_field_of_its_own(administrator: FlaskClient) -> None:
    page = parse_page(administrator.get(f"{PAGE}/check_in"))
    labels = [page.select_one(f'[for="periods-{index}-number"]').text for index in range(2)]
    assert labels == ["How often, up to 12 months: every", "How often after that: every"]
    change_and_send(administrator, f"{PAGE}/check_in", **{"periods-1-number": "2"})
    assert rules()["check_in"].every == (Period(months=1), Period(months=2))
    assert rules()["check_in"].until == (Period(months=12),)


def test_what_cannot_be_changed_in_the_browser_is_shown(administrator: FlaskClient) -> None:
    facts = parse_page(administrator.get(f"{PAGE}/check_in")).select_one("main dl").text
    assert "an answered check-in; In-depth conversation; a coordinator says" in facts
    assert "check_in" in facts


def test_a_rule_that_is_switched_off_asks_for_nothing_until_it_is_on_again(
    administrator: FlaskClient, introduced: Pair
) -> None:
    accept_introduction(introduced)
    assert "training" in due_rules(introduced)
    change_and_send(administrator, f"{PAGE}/training", is_active=[])
    assert not rules()["training"].is_active
    assert "training" not in due_rules(introduced)
    assert "Switched off" in parse_page(administrator.get(PAGE)).select_one("#training").text
    change_and_send(administrator, f"{PAGE}/training", is_active="y")
    assert "training" in due_rules(introduced)


def test_a_rule_of_the_programmes_own_is_asked_for_from_then_on(
    administrator: FlaskClient, introduced: Pair
) -> None:
    accept_introduction(introduced)
    response = change_and_send(administrator, NEW, **VISIT)
    assert response.location.endswith("#visit_to_the_library")
    assert rules()["visit_to_the_library"] == CadenceRule(
        labels={"en": "Visit to the library", "es": "Visita a la biblioteca"},
        concerns=Concerns.BOTH,
        begins=Anchor.START,
        after=Period(months=6),
        every=(),
        until=(),
        met_by=(),
        source="Our board, 2027",
    )
    assert "visit_to_the_library" in due_rules(introduced)


def test_a_rule_of_the_programmes_own_can_repeat(administrator: FlaskClient) -> None:
    change_and_send(administrator, NEW, **VISIT | {"repeats": "again"})
    rule = rules()["visit_to_the_library"]
    assert (rule.after, rule.every, rule.until) == (None, (Period(months=6),), ())


def test_a_rule_that_is_called_new_rule_has_a_page(administrator: FlaskClient) -> None:
    change_and_send(administrator, NEW, **VISIT | {"label_en": "New rule"})
    assert change_and_send(administrator, f"{PAGE}/new_rule", source="Staff").status_code == 302
    assert rules()["new_rule"].source == "Staff"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"label_en": ""}, "label_en", "Write it in this language too."),
        ({"label_es": "respuesta A la presentación"}, "label_es", "This is on the list already"),
        ({"source": " "}, "source", "Write which standard asks for it"),
        ({"periods-0-number": ""}, "periods-0-number", "Write a whole number."),
        ({"periods-0-number": "some"}, "periods-0-number", "Write a whole number."),
        ({"periods-0-number": "0"}, "periods-0-number", "Write a whole number from 1 to 36."),
        ({"periods-0-number": "37"}, "periods-0-number", "Write a whole number from 1 to 36."),
        ({"periods-0-unit": "years"}, "periods-0-unit", "Choose one of the answers"),
        ({"concerns": []}, "concerns", "Choose one: For whom"),
        ({"begins": "birth"}, "begins", "Choose one of the answers"),
        ({"repeats": []}, "repeats", "Choose one: How often"),
    ],
)
def test_wrong_input_is_kept_with_a_sentence_beside_it(
    administrator: FlaskClient, changes: dict[str, str | list[str]], field: str, sentence: str
) -> None:
    response = change_and_send(administrator, NEW, **VISIT | changes)
    page = parse_page(response)
    assert response.status_code == 422
    assert sentence in page.select_one(f"#{field}-error").text
    kept = {"label_en", "label_es", "source"} - changes.keys()
    assert all(page.select_one(f"#{name}")["value"] == VISIT[name] for name in kept)
    assert current_runtime().programme is shipped()


def test_a_stage_can_be_no_time_at_all_only_if_the_rule_does_not_repeat(
    administrator: FlaskClient,
) -> None:
    nothing = {"periods-0-number": "0", "periods-0-unit": "days"}
    page = change_and_send(administrator, f"{PAGE}/no_meeting", **nothing)
    assert "Write a whole number from 1 to 1000." in page.text
    assert change_and_send(administrator, f"{PAGE}/training", **nothing).status_code == 302
    assert rules()["training"].after == Period()


def test_more_stages_than_a_rule_has_are_not_taken(administrator: FlaskClient) -> None:
    more = {
        f"periods-{index}-{name}": VISIT[f"periods-0-{name}"]
        for index in (1, 2)
        for name in ("number", "unit")
    }
    change_and_send(administrator, f"{PAGE}/no_meeting", **more)
    assert current_runtime().programme is shipped()


def test_of_two_administrators_the_second_is_told_and_loses_nothing(
    administrator: FlaskClient,
) -> None:
    stale = hidden_fields(administrator, NEW)
    change_and_send(administrator, f"{PAGE}/training", is_active=[])
    page = administrator.post(NEW, data=VISIT | stale)
    assert "Somebody has changed the words since you opened this page" in page.text
    assert parse_page(page).select_one("#label_es")["value"] == VISIT["label_es"]
    assert "visit_to_the_library" not in rules()
    change_and_send(administrator, NEW, **VISIT)
    assert "visit_to_the_library" in rules()
    assert not rules()["training"].is_active


def test_a_rule_that_is_sent_twice_is_added_once(administrator: FlaskClient) -> None:
    data = VISIT | hidden_fields(administrator, NEW)
    assert administrator.post(NEW, data=data).status_code == 302
    assert administrator.post(NEW, data=data).status_code == 422
    assert len(rules()) == len(shipped().cadence) + 1


def test_an_earlier_version_says_what_changed_and_brings_the_rule_back(
    administrator: FlaskClient,
) -> None:
    change_and_send(administrator, f"{PAGE}/no_meeting", **{"periods-0-number": "60"})
    page = parse_page(administrator.get(f"{VERSIONS}/2"))
    (row,) = page.select("tbody tr")
    what, before, after = (cell.text for cell in row.select("th, td"))
    assert what == "Looking after matches · no_meeting"
    assert ("Every 45 days" in before, "Every 60 days" in after) == (True, True)
    press(administrator, f"{VERSIONS}/2", f"{VERSIONS}/1/restore")
    assert rules() == shipped().cadence


def test_going_back_switches_an_added_rule_off_and_keeps_it(administrator: FlaskClient) -> None:
    change_and_send(administrator, NEW, **VISIT)
    press(administrator, f"{VERSIONS}/2", f"{VERSIONS}/1/restore")
    assert not rules()["visit_to_the_library"].is_active


def test_the_list_of_changes_says_all_of_a_rule(
    administrator: FlaskClient,
) -> None:
    change_and_send(administrator, f"{PAGE}/training", is_active=[])
    after = parse_page(administrator.get(f"{VERSIONS}/2")).select("tbody td")[1].text.strip()
    assert after.split("\n") == [
        "Training / Capacitación",
        "For whom: Each of the two",
        "Counted from: The beginning of the match",
        "When: Once, after 14 days",
        "Met by: a coordinator says that it is done",
        f"Standard: {shipped().cadence['training'].source}",
        "Kind: Task",
        "Status: Switched off",
    ]


def test_a_rule_that_the_programme_does_not_have_is_not_found(administrator: FlaskClient) -> None:
    assert administrator.get(f"{PAGE}/dinner").status_code == 404


def test_coordinators_do_not_change_the_rules(coordinator: Person, sign_in: SignIn) -> None:
    client = sign_in(coordinator)
    assert client.get(PAGE).status_code == 403
    assert client.post(NEW, data=VISIT).status_code == 403
    assert db.session.query(ProgrammeVersion).count() == 0
