"""The pages of the meeting log: correct, delete, and one entry for one meeting."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from mentorship import clock
from mentorship.clock import latest_today, now, today
from mentorship.extensions import db
from mentorship.models import Meeting
from mentorship.services.pairs import meetings
from tests.page_forms import hidden_fields, press

NEW, LOG = "/pairs/1/meetings/new", "/pairs/1"
DAY = now().date() - timedelta(days=3)


def form(**changes: object) -> dict[str, str]:
    entry = {
        "held_on": DAY,
        "minutes": 60,
        "mode": "online",
        "purpose": "talk",
        "notes": "We talked.",
    } | changes
    return {name: str(value) for name, value in entry.items()}


def logged() -> list[tuple[date, int, str]]:
    rows = db.session.query(Meeting).order_by(Meeting.id)
    return [(row.held_on, row.minutes, row.notes) for row in rows]


def test_a_meeting_sent_again_later_is_asked_about_and_nothing_typed_is_lost(
    mentee: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = hidden_fields(mentee, NEW) | form()
    assert mentee.post(NEW, data=sent).location == LOG
    assert mentee.post(NEW, data=sent).location == LOG, "a double tap"
    later = clock.now() + 2 * meetings.DOUBLE_TAP
    monkeypatch.setattr(meetings, "now", lambda: later)
    response = mentee.post(NEW, data=sent)  # back, and send again
    assert response.status_code == 422
    assert "on this day already" in response.text
    assert "not the one that you logged: 60 minutes" in response.text
    assert "We talked.</textarea>" in response.text
    assert len(logged()) == 1
    assert mentee.post(NEW, data=sent | {"different_from": "1"}).location == LOG
    assert len(logged()) == 2


def test_the_other_side_is_asked_whether_it_is_the_same_meeting(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    press(mentee, NEW, data=form())
    response = press(mentor, NEW, data=form(minutes=55, notes=""))
    assert response.status_code == 422
    assert "the one that the other person logged: 60 minutes" in response.text
    assert press(mentor, NEW, data=form(different_from="99")).status_code == 422
    assert len(logged()) == 1
    assert press(mentor, NEW, data=form(held_on=DAY - timedelta(days=1))).location == LOG
    assert len(logged()) == 2


def test_whoever_logged_a_meeting_corrects_and_deletes_it(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    press(mentee, NEW, data=form())
    assert '"/pairs/1/meetings/1"' in mentee.get(LOG).text
    assert '"/pairs/1/meetings/1"' not in mentor.get(LOG).text
    page = mentee.get("/pairs/1/meetings/1").text
    assert "We talked.</textarea>" in page
    assert 'value="60"' in page
    corrected = form(minutes=45, notes="We walked.", held_on=DAY - timedelta(days=1))
    assert press(mentee, "/pairs/1/meetings/1", data=corrected).location == LOG
    assert logged() == [(DAY - timedelta(days=1), 45, "We walked.")]
    assert "We walked." in mentor.get(LOG).text
    assert "We walked." in mentee.get("/pairs/1/meetings/1/delete").text
    assert len(logged()) == 1, "reading the page deletes nothing"
    sent = hidden_fields(mentee, "/pairs/1/meetings/1/delete")
    assert mentee.post("/pairs/1/meetings/1/delete", data=sent).location == LOG
    assert logged() == []
    again = mentee.post("/pairs/1/meetings/1/delete", data=sent, follow_redirects=True)
    assert "as long as they are in the log" in again.text, "a double tap"


def test_nobody_corrects_or_deletes_what_the_other_logged(
    mentee: FlaskClient, mentor: FlaskClient
) -> None:
    press(mentee, NEW, data=form())
    for url in ("/pairs/1/meetings/1", "/pairs/1/meetings/1/delete"):
        seen = hidden_fields(mentee, url)
        seen.pop("written_by", None)
        assert mentor.get(url).location == LOG
        assert mentor.post(url, data=seen | form(minutes=5)).location == LOG
    for unknown in ("2", "0", "-1", "x", "9" * 30, "²"):
        assert mentee.get(f"/pairs/1/meetings/{unknown}").location == LOG
    assert logged() == [(DAY, 60, "We talked.")]


def test_a_meeting_that_was_corrected_meanwhile_is_not_deleted_unseen(
    mentee: FlaskClient,
) -> None:
    press(mentee, NEW, data=form())
    sent = hidden_fields(mentee, "/pairs/1/meetings/1/delete")
    press(mentee, "/pairs/1/meetings/1", data=form(minutes=45))
    response = mentee.post("/pairs/1/meetings/1/delete", data=sent, follow_redirects=True)
    assert "This meeting has been corrected since you opened the page." in response.text
    assert len(logged()) == 1


class Afternoon(datetime):
    """Five in the afternoon in Los Angeles, when it is the next day in Manila."""

    @classmethod
    def now(cls, tz: object = None) -> "Afternoon":
        return cls(2026, 11, 27, 1, tzinfo=UTC).astimezone(tz)  # type: ignore[arg-type]


def test_today_may_be_that_of_any_place_on_earth(
    mentee: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "datetime", Afternoon)
    assert (str(today()), str(latest_today())) == ("2026-11-26", "2026-11-27")
    response = press(mentee, NEW, data=form(held_on="2026-11-28"))
    assert "not in the future" in response.text
    assert press(mentee, NEW, data=form(held_on="2026-11-27")).location == LOG


def test_sensitive_words_in_a_correction_are_shown_before_they_are_saved(
    mentee: FlaskClient,
) -> None:
    press(mentee, NEW, data=form())
    response = press(mentee, "/pairs/1/meetings/1", data=form(notes="She is undocumented."))
    assert response.status_code == 422
    assert logged() == [(DAY, 60, "We talked.")]
