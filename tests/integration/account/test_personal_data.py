"""People see, download and delete everything that is stored about them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import func, select

from mentorship.extensions import Base, db
from mentorship.models import AuditEntry, MatchRun, Meeting, Pair, Person, Role
from mentorship.questions import questions_for
from mentorship.services.accounts import two_factor
from mentorship.services.email import queue
from mentorship.services.pairing import match_runs, pairs
from tests.conftest import Applicant, Mailbox, SignIn
from tests.factories import PASSWORD, accept_introduction, make_person
from tests.integration.conftest import Suggest

HOPE = "Hablar en las juntas, sin miedo."
NOTES = "Cooked, and practiced the speech."


@pytest.fixture
def met(introduced: Pair) -> Pair:
    """A pair that has met once."""
    mentee = introduced.mentee
    mentee.profile.change({"goals": HOPE})
    accept_introduction(introduced)
    pairs.log_meeting(
        db.session, mentee.person, introduced,
        held_on=date(2026, 11, 1), minutes=45, mode="online", notes=NOTES,
    )  # fmt: skip
    make_person(mentee.person.sign_in_name, "password")
    two_factor.new_recovery_codes(db.session, mentee.person)
    db.session.commit()
    return introduced


def rows() -> dict[str, int]:
    counted = {
        name: db.session.scalar(select(func.count()).select_from(table))
        for name, table in Base.metadata.tables.items()
    }
    return {name: count for name, count in counted.items() if count}


def test_the_page_and_the_files_show_all_answers_and_meetings(met: Pair, sign_in: SignIn) -> None:
    client = sign_in(met.mentee.person)
    for url in ("/account/data", "/account/data/download.html", "/account/data/download.json"):
        response = client.get(url)
        shown = response.json if response.is_json else BeautifulSoup(response.text, "html.parser")
        for word in ("mentee@example.org", HOPE, NOTES):
            assert word in str(shown), (url, word)
        assert "mentor@example.org" not in str(shown)
        if "download" in url:
            assert response.headers["Content-Disposition"].startswith("attachment")


def test_every_profile_answer_is_in_the_personal_data(met: Pair, sign_in: SignIn) -> None:
    data = sign_in(met.mentee.person).get("/account/data/download.json").json
    assert set(data["applications"][0]["answers"]) == {
        question.name for question in questions_for(Role.MENTEE)
    }


def test_deleting_erases_the_person_their_pairs_and_the_logs(
    met: Pair, sign_in: SignIn, coordinator: Person
) -> None:
    mentor_id = met.mentor.person_id
    client = sign_in(met.mentee.person)
    assert client.get("/account/delete").status_code == 200
    done = client.post("/account/delete", data={"password": PASSWORD}, follow_redirects=True)
    assert "Everything about you is deleted" in done.text
    assert client.get("/home").status_code == 302
    left = rows()
    assert left["person"] == left["person_role"] - 1 == 2  # mentor, and coordinator of two roles
    assert left["application"] == left["profile"] == 1
    for table in ("pair", "meeting", "suggestion", "recovery_code", "passkey", "ban", "pin"):
        assert table not in left
    assert db.session.query(Person).filter_by(id=mentor_id).one().active
    assert db.session.query(AuditEntry).filter_by(action="log meeting").count() == 0


def test_only_counts_remain_of_a_deleted_person(met: Pair, sign_in: SignIn) -> None:
    sign_in(met.mentee.person).post("/account/delete", data={"password": PASSWORD})
    run = db.session.query(MatchRun).one()
    assert (run.mentees, run.mentors, run.suggested) == (1, 1, 1)
    assert db.session.query(AuditEntry).filter_by(action="erase").count() == 1


def test_a_deleted_person_is_removed_from_match_run_results(
    applicant: Applicant, suggest: Suggest, sign_in: SignIn, coordinator: Person
) -> None:
    applicant("mentee", "lonely@example.org")
    lonely = make_person("lonely@example.org", "password")
    applicant("mentee", "other@example.org")
    applicant("mentor", "mentor@example.org")
    suggest()
    sign_in(lonely).post("/account/delete", data={"password": PASSWORD})
    run = db.session.query(MatchRun).one()
    assert len(run.result["mentees"]) == 1, "the other one's"
    assert sign_in(coordinator).get("/match-runs/1").status_code == 200


def test_a_queued_email_to_a_deleted_person_is_not_sent(
    mailbox: Mailbox, met: Pair, sign_in: SignIn
) -> None:
    before = rows()["outgoing_email"]
    queue.notify(db.session, met.mentee.person)
    db.session.commit()
    sign_in(met.mentee.person).post("/account/delete", data={"password": PASSWORD})
    assert before > rows()["outgoing_email"] == 1, "the one to the mentor"


def test_a_wrong_password_deletes_nothing(met: Pair, sign_in: SignIn) -> None:
    before = rows()
    response = sign_in(met.mentee.person).post("/account/delete", data={"password": "x" * 12})
    assert response.status_code == 422
    assert "That is not your password" in response.text
    assert rows() | {"attempt": 0} == before | {"attempt": 0}


def test_the_operator_can_delete_somebody_too(app: Flask, met: Pair) -> None:
    result = app.test_cli_runner().invoke(args=["delete-person", "mentee@example.org", "--yes"])
    assert result.exit_code == 0, result.output
    assert db.session.query(Meeting).count() == 0
    assert match_runs.unfinished_run(db.session, db.session.query(MatchRun).one().round) is None
