"""Training, as people with an account see it: the path, a module in their language, the end."""

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Application, Pair, Person, Role, ScreeningUse
from mentorship.services.entry_versions import version_of
from mentorship.services.training import module_changes, modules, progress, texts
from mentorship.services.training.modules import Module
from mentorship.services.training.texts import ShownVersions
from tests.conftest import Applicant, SignIn
from tests.integration.test_long_lists import recorded_statements
from tests.page_forms import press

RIGHTS, SAFETY = "know_your_rights", "digital_safety"
DONE, OPEN = f"/training/{SAFETY}/done", f"/training/{SAFETY}/open"
SPANISH = {"Accept-Language": "es"}
NOT_FILLED_IN = "The coordinators have not filled this in yet."


def module(code: str) -> Module:
    found = modules.module_with_code(db.session, code)
    assert found is not None
    return found


def change_source(code: str, coordinator: Person, **changes: Any) -> None:
    words = texts.texts_of(db.session, [module(code)])[code].source.words
    changed = replace(words, **changes)
    shown = ShownVersions(0, 0)
    texts.save_text(db.session, coordinator, module(code), "en", changed, shown)
    db.session.commit()


def test_the_path_leads_from_the_home_page_to_a_module(mentee: FlaskClient) -> None:
    assert 'href="/training"' in mentee.get("/home").text
    assert 'href="/training"' in mentee.get("/pairs/1").text
    path = mentee.get("/training").text
    assert f'href="/training/{RIGHTS}"' in path
    assert 'href="/training/being_a_mentor"' not in path
    assert "not legal advice" in mentee.get(f"/training/{RIGHTS}").text


def test_nobody_without_an_account_reads_it(client: FlaskClient) -> None:
    assert client.get(f"/training/{RIGHTS}").location.startswith("/sign-in")
    assert "/training" not in client.get("/").text


@pytest.mark.usefixtures("pair")
def test_it_is_ticked_off_by_one_and_then_by_both(
    mentee: FlaskClient, mentor: FlaskClient, pair: Pair
) -> None:
    page = f"/training/{SAFETY}"
    assert "has not ticked it off yet" in mentor.get(page).text
    assert press(mentee, page, DONE).location == page
    mentee.post(DONE)  # a double tap
    assert "has done it, and waits for you" in mentor.get(page).text
    press(mentor, page, DONE)
    assert "You both have done it." in mentor.get(page).text
    assert "Also done by:" in mentee.get("/training").text
    press(mentee, page, OPEN)
    assert "You both have done it." not in mentor.get(page).text


def test_whoever_has_done_a_module_goes_on_to_the_next(mentee: FlaskClient, pair: Pair) -> None:
    path = modules.modules_for(db.session, {Role.MENTEE})
    first, second, *others = [item.code for item in path]
    page, link = f"/training/{first}", f'href="/training/{second}"><span>Next:'
    assert "Next:" not in mentee.get(page).text
    done = press(mentee, page, f"{page}/done", follow_redirects=True).text
    assert done.split('role="status"')[1].count(link) == 2  # in the notice and in the panel
    assert mentee.get(page).text.count(link) == 1
    assert "Your certificate: when all are done" in mentee.get("/training").text
    for code in others:
        progress.mark_done(db.session, pair.mentee.person, module(code))
    db.session.commit()
    page = f"/training/{second}"
    done = press(mentee, page, f"{page}/done", follow_redirects=True).text
    certificate = 'class="btn btn-primary" href="/training/certificate"'
    assert "Next:" not in done
    assert done.count('href="/training/certificate"') == 2
    assert certificate in " ".join(done.split())
    listed = " ".join(mentee.get("/training").text.split())
    assert certificate in listed
    assert "when all are done" not in listed


def test_a_module_is_logged_as_a_meeting_with_its_purpose(mentee: FlaskClient) -> None:
    link = "/pairs/1/meetings/new?purpose=training"
    assert f'href="{link}"' in mentee.get(f"/training/{SAFETY}").text
    form = mentee.get(link).text
    assert form.split('value="training"')[1].split(">")[0].strip() == "checked"
    assert "checked" not in mentee.get("/pairs/1/meetings/new?purpose=<b>").text.split("purpose")[1]


@pytest.mark.usefixtures("pair")
def test_a_changed_source_withholds_a_translation_about_rights_alone(
    mentee: FlaskClient, coordinator: Person
) -> None:
    for code in (RIGHTS, SAFETY):
        change_source(code, coordinator, task="Something new.")
    rights = mentee.get(f"/training/{RIGHTS}", headers=SPANISH).text
    assert "no es asesoría legal" not in rights
    assert '<div lang="en">' in rights
    assert "Something new." in rights
    safety = mentee.get(f"/training/{SAFETY}", headers=SPANISH).text
    assert "Bloquee su teléfono" in safety
    assert "Something new." not in safety


def test_what_is_local_is_marked_as_empty_until_it_is_filled_in(
    mentee: FlaskClient, coordinator: Person
) -> None:
    page = mentee.get(f"/training/{SAFETY}").text
    assert NOT_FILLED_IN in page
    assert 'href="/resources">Find help' in page.split(NOT_FILLED_IN)[1]
    change_source(SAFETY, coordinator, local="Ask <b>Ana</b>.\n- On Mondays")
    page = mentee.get(f"/training/{SAFETY}").text
    assert NOT_FILLED_IN not in page
    assert "Ask &lt;b&gt;Ana&lt;/b&gt;." in page
    assert "<li>On Mondays</li>" in page


def test_a_retired_module_is_gone(mentee: FlaskClient, coordinator: Person) -> None:
    module_changes.set_retired(db.session, coordinator, module(SAFETY), is_retired=True)
    db.session.commit()
    assert mentee.get(f"/training/{SAFETY}").status_code == 404
    assert mentee.post(DONE).status_code == 404
    assert SAFETY not in mentee.get("/training").text


def test_what_is_required_is_said_on_the_home_page_until_it_is_done(
    applicant: Applicant, coordinator: Person, sign_in: SignIn
) -> None:
    settings = replace(module(SAFETY).settings, for_mentors=ScreeningUse.REQUIRED)
    shown = version_of(module(SAFETY).settings)
    module_changes.change_settings(db.session, coordinator, module(SAFETY), settings, shown)
    application: Application = applicant("mentor", "ana@example.org")
    client = sign_in(application.person)
    sentence = "please do this part of the training: Digital safety."
    assert sentence in client.get("/home").text
    assert "Please do this before you are matched." in client.get("/training").text
    assert "training: Digital safety" in sign_in(coordinator).get("/rounds/1/almost-ready").text
    press(client, f"/training/{SAFETY}", DONE)
    assert sentence not in client.get("/home").text


def test_the_certificate_says_what_is_left_and_then_names_its_reader(
    mentee: FlaskClient, pair: Pair
) -> None:
    assert "See what is left" in mentee.get("/training/certificate").text
    person = pair.mentee.person
    for item in modules.modules_for(db.session, modules.roles_of(db.session, person)):
        progress.mark_done(db.session, person, item)
    db.session.commit()
    page = mentee.get("/training/certificate").text
    assert "has done this training:" in page
    assert pair.mentee.profile.name in page
    assert pair.mentor.profile.name not in page


def test_the_path_takes_as_many_statements_however_much_is_done(
    mentee: FlaskClient, pair: Pair
) -> None:
    counts = []
    for codes in ([SAFETY], [RIGHTS, "telling_your_story", "meeting_an_official"]):
        for code in codes:
            for application in (pair.mentee, pair.mentor):
                progress.mark_done(db.session, application.person, module(code))
        db.session.commit()
        db.session.remove()
        with recorded_statements() as recorded:
            mentee.get("/training")
        counts.append(len(recorded))
        db.session.add(pair)
    assert len(set(counts)) == 1
