"""Training, as coordinators keep it: order, for whom, texts by language, confirmations."""

import pytest
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import AuditEntry, Pair, Person, TrainingModule, TrainingText
from mentorship.services.training import modules, progress
from tests.conftest import SignIn
from tests.integration.test_long_lists import recorded_statements
from tests.page_forms import change_and_send, open_page, press

LIST, NEW = "/community/training", "/community/training/new"
RIGHTS = f"{LIST}/know_your_rights"
ENGLISH, SPANISH = f"{RIGHTS}/texts/en", f"{RIGHTS}/texts/es"
CONFIRM, TAKE_BACK = f"{SPANISH}/confirm", f"{SPANISH}/take-back"
OWN = {
    "title": "Voting",
    "text": "Everybody counts.",
    "questions": "Who votes?\r\n\r\nWho does not?",
    "for_mentors": "optional",
    "for_mentees": "not_used",
}


@pytest.fixture
def staff(coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


def versions() -> list[tuple[str, int, int]]:
    db.session.expire_all()
    stored = db.session.query(TrainingText).order_by(TrainingText.id)
    return [(row.language, row.version, row.source_version) for row in stored]


def before_the_modules(staff: FlaskClient) -> str:
    return staff.get(LIST).text.split('<ol class="rows">')[0]


def test_the_list_says_once_how_many_texts_are_to_fill_in(staff: FlaskClient) -> None:
    community = staff.get("/community").text
    assert "Everything besides matches." in community
    assert f'href="{LIST}"' in community
    page = staff.get(LIST).text
    assert page.count("20 texts name nobody near you yet.") == 1
    assert "withheld until it is checked" not in page
    change_and_send(staff, SPANISH, local="Ask Ana.")
    top = before_the_modules(staff)
    assert "19 texts name nobody near you yet." in top
    assert f'href="{ENGLISH}"' in top
    assert f'href="{SPANISH}"' not in top


def test_what_waits_is_linked_before_the_modules(staff: FlaskClient) -> None:
    assert "check the translation" not in before_the_modules(staff)
    change_and_send(staff, ENGLISH, local="Ask Ana.")
    press(staff, NEW, data=OWN)
    to_check, to_translate = before_the_modules(staff).split("Not translated yet")
    waiting = to_check.split("check the translation")[1]
    assert "Edit Spanish<span>: Know your rights" in waiting
    assert "withheld until it is checked" in waiting
    assert "Edit Spanish<span>: Voting" in to_translate


def test_a_module_says_in_short_for_whom_it_is_and_how_many_did_it(staff: FlaskClient) -> None:
    page = " ".join(staff.get(LIST).text.split())
    assert "Everyone: offered · done by 0 · about rights · English · Spanish" in page
    assert "Mentors: not used · mentees: offered · done by 0" in page


def test_a_changed_source_is_followed_by_a_confirmation_that_can_be_taken_back(
    staff: FlaskClient,
) -> None:
    saved = change_and_send(staff, ENGLISH, local="Ask Ana.")
    assert saved.location == f"{LIST}#module-know_your_rights"
    assert "withheld until somebody has checked them" in staff.get(LIST).text
    assert "<strong>Spanish: the original has changed since</strong>" in staff.get(LIST).text
    assert "withheld until it is checked" in staff.get(RIGHTS).text

    assert press(staff, SPANISH, CONFIRM).location == f"{LIST}#module-know_your_rights"
    assert "withheld until it is checked" not in staff.get(LIST).text
    press(staff, RIGHTS, TAKE_BACK)
    assert "withheld until it is checked" in staff.get(LIST).text
    assert versions() == [("en", 1, 1), ("es", 1, 1), ("es", 2, 0)]
    about_training = db.session.query(AuditEntry).filter_by(subject="training_module")
    assert [entry.action for entry in about_training.order_by(AuditEntry.id)] == [
        "write training text",
        "confirm training text",
        "undo training confirmation",
    ]


def test_a_confirmation_of_what_has_changed_since_confirms_nothing(staff: FlaskClient) -> None:
    change_and_send(staff, ENGLISH, task="First.")
    late = {"version": "0", "source_version": "0"}
    answer = staff.post(CONFIRM, data=late, follow_redirects=True)
    assert "Somebody else has changed this text" in answer.text
    assert versions() == [("en", 1, 1)]


def test_whoever_is_slower_keeps_what_they_typed_beside_the_newer_text(
    staff: FlaskClient,
) -> None:
    change_and_send(staff, ENGLISH, title="Yours and ours")
    late = {"title": "My title", "text": "Mine.", "version": "0", "source_version": "0"}
    answer = staff.post(ENGLISH, data=late)
    assert answer.status_code == 409
    for shown in ("My title", "Yours and ours", "The newer text", 'name="version" type="hid'):
        assert shown in answer.text
    assert staff.post(ENGLISH, data={**late, "version": "1"}).status_code == 302
    assert versions() == [("en", 1, 1), ("en", 2, 2)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Write a title."),
        ({"text": "x" * 4001}, "Keep it to 4,000 characters."),
        ({"questions": "\n".join(map(str, range(9)))}, "Keep it to 8 questions"),
        ({"questions": "x" * 201}, "Keep it to 8 questions"),
    ],
)
def test_a_text_that_does_not_fit_is_shown_again(
    staff: FlaskClient, changes: dict[str, str], sentence: str
) -> None:
    answer = change_and_send(staff, ENGLISH, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert versions() == []


def test_an_own_module_comes_last_and_has_still_to_be_translated(staff: FlaskClient) -> None:
    assert press(staff, NEW, data=OWN).status_code == 302
    page = staff.get(LIST).text
    assert "11. <span" in page
    assert "not translated yet" in page
    (text,) = db.session.query(TrainingText)
    assert text.questions == "Who votes?\nWho does not?"


def test_a_module_is_moved_required_and_retired(staff: FlaskClient) -> None:
    assert "<option selected>5</option>" in staff.get(RIGHTS).text
    press(staff, RIGHTS, f"{RIGHTS}/move", data={"place": "1"})
    assert '1. <span lang="en">Know your rights' in staff.get(LIST).text
    change_and_send(staff, RIGHTS, for_mentors="required")
    assert "Mentors: required" in staff.get(LIST).text
    press(staff, RIGHTS, f"{RIGHTS}/retired")
    row = db.session.query(TrainingModule).filter_by(code="know_your_rights").one()
    assert row.retired_at is not None
    press(staff, RIGHTS, f"{RIGHTS}/offered")
    db.session.expire_all()
    assert row.retired_at is None


def test_settings_of_an_older_page_change_nothing(staff: FlaskClient) -> None:
    change_and_send(staff, RIGHTS, for_mentors="required")
    late = {"for_mentors": "not_used", "for_mentees": "optional", "settings_version": "old"}
    answer = staff.post(RIGHTS, data=late, follow_redirects=True)
    assert "Somebody else has changed this module" in answer.text
    assert "Mentors: required" in staff.get(LIST).text


@pytest.mark.parametrize("url", [RIGHTS, ENGLISH, SPANISH])
def test_a_form_can_be_left_for_its_module_in_the_list(staff: FlaskClient, url: str) -> None:
    assert f'href="{LIST}#module-know_your_rights">Cancel</a>' in staff.get(url).text
    assert f'href="{LIST}">Cancel</a>' in staff.get(NEW).text


@pytest.mark.parametrize("url", [f"{LIST}/nothing", f"{RIGHTS}/texts/tlh"])
def test_what_does_not_exist_is_not_found(staff: FlaskClient, url: str) -> None:
    assert staff.get(url).status_code == 404


def test_who_has_done_what_is_counted_and_on_the_recorded_page_of_a_person(
    staff: FlaskClient, pair: Pair
) -> None:
    safety = modules.module_with_code(db.session, "digital_safety")
    assert safety is not None
    progress.mark_done(db.session, pair.mentee.person, safety)
    db.session.commit()
    assert "done by 1" in staff.get(LIST).text
    assert "Digital safety" in open_page(staff, f"/applications/{pair.mentee_id}").text


def test_the_list_takes_as_many_statements_with_more_versions(staff: FlaskClient) -> None:
    counts = []
    for task in ("One.", "Two."):
        change_and_send(staff, ENGLISH, task=task)
        change_and_send(staff, f"{LIST}/digital_safety/texts/en", task=task)
        staff.get(LIST)
        with recorded_statements() as recorded:
            staff.get(LIST)
        counts.append(len(recorded))
    assert len(set(counts)) == 1
