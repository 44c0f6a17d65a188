"""Two people live the year of a pair, on phones without scripting, the mentee in Spanish."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from flask import Flask

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import Pair, Person, Round
from mentorship.services import caseload
from mentorship.services.accounts import passwords
from mentorship.services.pairing import suggestions
from mentorship.web.page_urls import page_url_builder
from tests.browser.conftest import Visit
from tests.browser.page_reader import Reader, holds, serve, traffic_of
from tests.browser.pair_year import (
    AREA,
    LESSON,
    MENTEE,
    MENTEE_CONTACT,
    MENTOR,
    MENTOR_CONTACT,
    NOTE,
    PLACE,
    TIME_OF_DAY,
    WORDS,
    Year,
    agree,
    ask_for_a_call,
    both_say_yes,
    delete_the_account,
    fall_silent,
    hand_over,
    keep_goal_and_album,
    live_through_safety_mode,
    log_a_meeting,
    look_back_and_stay_in_touch,
    rest_and_go_on,
    say_goodbye,
)
from tests.conftest import Mailbox, MovedClock, change_runtime
from tests.factories import PASSWORD, introduce, make_application, make_match_run, make_person

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def emails_at_any_hour() -> None:
    """Let the nights be quiet: this year is lived at ten in the morning."""


@pytest.fixture
def service(app: Flask, mailbox: Mailbox) -> Iterator[str]:
    """Serve the application of the test, whose clock can be moved, in place of another process."""
    app.config["WTF_CSRF_ENABLED"] = True
    with serve(app) as url:
        change_runtime(app, page_url=page_url_builder(app, url))
        yield url


@pytest.fixture
def year(
    app: Flask, moved_clock: MovedClock, mailbox: Mailbox, a_round: Round, visit: Visit
) -> Year:
    moved_clock.to(datetime(2027, 3, 1, 18, tzinfo=UTC))
    rosa = make_coordinator("Rosa")
    pair = introduce_two(a_round, rosa)
    traffic = traffic_of(pair)
    return Year(
        app,
        moved_clock,
        mailbox,
        visit,
        pair,
        traffic,
        mentee=sign_in_on_phone(visit, pair.mentee.person, "es"),
        mentor=sign_in_on_phone(visit, pair.mentor.person, "en"),
        rosa=at_desk(visit, rosa),
        carmen=at_desk(visit, make_coordinator("Carmen")),
    )


def make_coordinator(name: str) -> Person:
    address = f"{name.lower()}@example.org"
    person = make_person(address, "coordinator", "two_factor", "password")
    person.shown_name = name
    db.session.commit()
    return person


def introduce_two(round_: Round, coordinator: Person) -> Pair:
    mentee = make_application(
        round_, "mentee", MENTEE_CONTACT[0], "latino", name=MENTEE, phone=MENTEE_CONTACT[1]
    )
    mentor = make_application(
        round_, "mentor", MENTOR_CONTACT[0], name=MENTOR, phone=MENTOR_CONTACT[1]
    )
    caseload.look_after(coordinator, mentee, mentor)
    for application, language in ((mentee, "es"), (mentor, "en")):
        application.person.language = language
        passwords.set_password(application.person, PASSWORD)
    (suggestion,) = suggestions.suggestions_of(db.session, make_match_run(round_))
    return introduce(suggestion)


def sign_in_on_phone(visit: Visit, person: Person, language: str) -> Reader:
    reader = Reader(visit(phone=True, language=f"{language}-US"), language)
    reader.sign_in(person)
    return reader


def at_desk(visit: Visit, coordinator: Person) -> Reader:
    secret = base64.b32decode(coordinator.totp_secret or "")
    totp = TOTP(secret, 6, SHA1(), 30)  # noqa: S303 (as authenticator apps do)
    reader = Reader(visit())
    reader.sign_in(coordinator, totp.generate(int(now().timestamp())).decode())
    return reader


def test_a_pair_lives_its_year(year: Year) -> None:
    with year.traffic.watched(year.app):
        both_say_yes(year)
        agree(year)
        log_a_meeting(year)
        keep_goal_and_album(year)
        for reader in year.both:
            reader.visit_all_of(year.pair)
        rest_and_go_on(year)
        fall_silent(year)
        ask_for_a_call(year)
        live_through_safety_mode(year)
        hand_over(year)
        say_goodbye(year)
        look_back_and_stay_in_touch(year)
        delete_the_account(year)
    every_page_was_visited_in_both_languages(year)
    no_email_tells_anything(year)


def every_page_was_visited_in_both_languages(year: Year) -> None:
    pages = {
        rule.endpoint
        for rule in year.app.url_map.iter_rules()
        if rule.endpoint.startswith("pairs.") and "GET" in (rule.methods or ())
    }
    elsewhere = {"pairs.show_conversation", "pairs.calendar_file"}
    for reader in year.both:
        assert pages - reader.visited == elsewhere


def no_email_tells_anything(year: Year) -> None:
    emails = [f"{subject}\n{body}" for _, subject, body in year.mailbox.emails()]
    assert emails
    secrets = *MENTEE_CONTACT, *MENTOR_CONTACT
    for email in emails:
        assert not any(holds(email, secret) for secret in secrets)
        assert not any(word in email for word in (MENTEE, MENTOR, AREA, PLACE, WORDS, NOTE, LESSON))
        assert not TIME_OF_DAY.search(email)
