"""Personal data can be viewed, downloaded and deleted."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import func, select

from mentorship.extensions import Base, db
from mentorship.models import (
    AuditEntry,
    MatchRun,
    Meeting,
    Pair,
    Person,
    Role,
    Suggestion,
    Unmatched,
)
from mentorship.questions import questions_for
from mentorship.services import readings
from mentorship.services.accounts import two_factor
from mentorship.services.email import queue
from mentorship.services.pairing import match_runs
from mentorship.services.pairs import meetings
from mentorship.services.pairs.meetings import MeetingEntry
from tests.conftest import Applicant, Mailbox, SignIn
from tests.factories import PASSWORD, accept_introduction, make_coordinator, make_person
from tests.integration.conftest import Suggest

GOALS = "Hablar en las juntas, sin miedo."
NOTES = "Cooked, and practiced the speech."


@pytest.fixture
def pair_with_meeting(introduced: Pair) -> Pair:
    """Return a pair with one logged meeting."""
    mentee = introduced.mentee
    mentee.profile.change({"goals": GOALS})
    accept_introduction(introduced)
    meetings.log_meeting(
        db.session,
        mentee.person,
        introduced,
        MeetingEntry(date(2026, 11, 1), 45, "online", "talk", NOTES),
    )
    make_person(mentee.person.sign_in_name, "password")
    two_factor.new_recovery_codes(db.session, mentee.person)
    db.session.commit()
    return introduced


def count_rows() -> dict[str, int]:
    counts = {
        name: db.session.scalar(select(func.count()).select_from(table))
        for name, table in Base.metadata.tables.items()
    }
    return {name: count for name, count in counts.items() if count}


def test_the_page_and_the_files_show_all_answers_and_meetings(
    pair_with_meeting: Pair, sign_in: SignIn
) -> None:
    client = sign_in(pair_with_meeting.mentee.person)
    for url in ("/account/data", "/account/data/download.html", "/account/data/download.json"):
        response = client.get(url)
        shown = response.json if response.is_json else BeautifulSoup(response.text, "html.parser")
        for value in ("mentee@example.org", GOALS, NOTES):
            assert value in str(shown), (url, value)
        assert "mentor@example.org" not in str(shown)
        if "download" in url:
            assert response.headers["Content-Disposition"].startswith("attachment")


def test_people_see_who_can_see_their_data_and_who_has(
    suggested: Suggestion, coordinator: Person, sign_in: SignIn
) -> None:
    coordinator.shown_name = "Ana R."
    mentee = suggested.mentee.person
    for reader in (coordinator, coordinator, make_coordinator("second@example.org")):
        readings.record_reading(db.session, reader, suggested)
    db.session.commit()
    client = sign_in(mentee)
    for url in ("/account/data", "/account/data/download.html"):
        page = BeautifulSoup(client.get(url).text, "html.parser")
        assert "Now they are: Ana R., 1 who shows no name" in " ".join(page.text.split())
        rows = [" ".join(row.text.split()) for row in page.select("tbody tr")]
        assert any(row.endswith("A coordinator Opened your application") for row in rows)
        twice = "Ana R. Opened your application 2 times that day"
        assert any(row.endswith(twice) for row in rows)
    listed = client.get("/account/data/download.json").json["readings"]
    assert [item["by"] for item in listed] == ["", "Ana R.", "Ana R."]


def test_every_profile_answer_is_in_the_personal_data(
    pair_with_meeting: Pair, sign_in: SignIn
) -> None:
    data = sign_in(pair_with_meeting.mentee.person).get("/account/data/download.json").json
    assert set(data["applications"][0]["answers"]) == {
        question.name for question in questions_for(Role.MENTEE)
    }


def test_deleting_erases_the_person_their_pairs_and_the_logs(
    pair_with_meeting: Pair, sign_in: SignIn, coordinator: Person
) -> None:
    mentor_id = pair_with_meeting.mentor.person_id
    client = sign_in(pair_with_meeting.mentee.person)
    assert client.get("/account/delete").status_code == 200
    response = client.post("/account/delete", data={"password": PASSWORD}, follow_redirects=True)
    assert "Everything about you is deleted" in response.text
    assert client.get("/home").status_code == 302
    remaining = count_rows()
    # The mentor has one role, and the coordinator two.
    assert remaining["person"] == remaining["person_role"] - 1 == 2
    assert remaining["application"] == remaining["profile"] == 1
    for table in ("pair", "meeting", "suggestion", "recovery_code", "passkey", "ban", "pin"):
        assert table not in remaining
    assert db.session.query(Person).filter_by(id=mentor_id).one().active
    assert db.session.query(AuditEntry).filter_by(action="log meeting").count() == 0


def test_only_counts_remain_of_a_deleted_person(pair_with_meeting: Pair, sign_in: SignIn) -> None:
    sign_in(pair_with_meeting.mentee.person).post("/account/delete", data={"password": PASSWORD})
    run = db.session.query(MatchRun).one()
    assert (run.mentees, run.mentors, run.suggested) == (1, 1, 1)
    assert db.session.query(AuditEntry).filter_by(action="erase").count() == 1


def test_a_deleted_person_is_removed_from_match_run_results(
    applicant: Applicant, suggest: Suggest, sign_in: SignIn, coordinator: Person
) -> None:
    applicant("mentee", "unmatched@example.org")
    unmatched = make_person("unmatched@example.org", "password")
    applicant("mentee", "other@example.org")
    applicant("mentor", "mentor@example.org")
    suggest()
    sign_in(unmatched).post("/account/delete", data={"password": PASSWORD})
    assert db.session.query(Unmatched).count() == 2, "the other mentee and the mentor"
    assert sign_in(coordinator).get("/match-runs/1").status_code == 200


def test_a_queued_email_to_a_deleted_person_is_not_sent(
    mailbox: Mailbox, pair_with_meeting: Pair, sign_in: SignIn
) -> None:
    before = count_rows()["outgoing_email"]
    queue.notify(db.session, pair_with_meeting.mentee.person)
    db.session.commit()
    sign_in(pair_with_meeting.mentee.person).post("/account/delete", data={"password": PASSWORD})
    assert before > count_rows()["outgoing_email"] == 1, "only the email to the mentor"


def test_a_wrong_password_deletes_nothing(pair_with_meeting: Pair, sign_in: SignIn) -> None:
    before = count_rows()
    response = sign_in(pair_with_meeting.mentee.person).post(
        "/account/delete", data={"password": "x" * 12}
    )
    assert response.status_code == 422
    assert "That is not your password" in response.text
    assert count_rows() | {"attempt": 0} == before | {"attempt": 0}


def test_the_operator_can_delete_somebody_too(app: Flask, pair_with_meeting: Pair) -> None:
    result = app.test_cli_runner().invoke(args=["delete-person", "mentee@example.org", "--yes"])
    assert result.exit_code == 0, result.output
    assert db.session.query(Meeting).count() == 0
    assert match_runs.unfinished_run(db.session, db.session.query(MatchRun).one().round) is None
