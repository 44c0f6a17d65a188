"""Contact details are in no response of the other one but while both want it: over the URL map."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import EVERYWHERE, Closure, Pair, Person
from mentorship.services.match_support import safety_mode
from mentorship.services.pairs import closing, contact_choices, exit_forms, pairs, pauses
from mentorship.services.pairs.contact_choices import ContactShown
from mentorship.services.pairs.exit_forms import ExitEntry
from tests.architecture.test_routes import a_pair, walk_routes
from tests.conftest import Mailbox, SignIn
from tests.factories import accept_introduction, make_administrator, make_person, make_viewer

__all__ = ["a_pair"]

PHONE = "+1 213 555 0188"
SIGNAL = "+12135550188"
ADDRESS = "mentee@example.org"
CANARIES = (PHONE, SIGNAL, ADDRESS)
LOOKING_BACK = ExitEntry(4, "", "", stays_in_touch=True, takes_more=None)
AT_A_DISTANCE = ExitEntry(4, "", "", stays_in_touch=False, takes_more=None)


@pytest.fixture
def pair(a_pair: Pair) -> Pair:
    """Return an introduction of a mentee whose phone and address occur nowhere else."""
    a_pair.mentee.profile.change({**a_pair.mentee.profile.answers, "phone": PHONE})
    db.session.commit()
    return a_pair


def introduced(pair: Pair) -> None:
    pass


def answered_by_one(pair: Pair) -> None:
    pairs.say_yes(db.session, pair.mentor.person, pair)


def active(pair: Pair) -> None:
    accept_introduction(pair)


def resting(pair: Pair) -> None:
    active(pair)
    pauses.pause(db.session, pair.mentee.person, pair)


def hidden_by_choice(pair: Pair) -> None:
    active(pair)
    nothing = ContactShown(email=False, phone=False)
    contact_choices.choose_contact(db.session, pair.mentee.person, pair, nothing)


def declined(pair: Pair) -> None:
    answered_by_one(pair)
    pairs.say_no(db.session, pair.mentee.person, pair)


def ended(pair: Pair) -> None:
    active(pair)
    last_day = today() + timedelta(days=1)
    closing.plan(db.session, pair.mentee.person, pair, Closure.EXPECTED, last_day)
    closing.say_goodbye(db.session, pair.mentor.person, pair)


def ended_by_coordinator(pair: Pair, coordinator: Person | None = None) -> None:
    active(pair)
    closing.end(db.session, make_administrator("ends@example.org"), pair)
    for side in (pair.mentee, pair.mentor):
        exit_forms.save(db.session, side.person, pair, LOOKING_BACK)


def one_stays_in_touch(pair: Pair) -> None:
    ended(pair)
    exit_forms.save(db.session, pair.mentee.person, pair, AT_A_DISTANCE)
    exit_forms.save(db.session, pair.mentor.person, pair, LOOKING_BACK)


def both_stay_in_touch(pair: Pair) -> None:
    ended(pair)
    for side in (pair.mentee, pair.mentor):
        exit_forms.save(db.session, side.person, pair, LOOKING_BACK)


def one_changes_their_mind(pair: Pair) -> None:
    both_stay_in_touch(pair)
    exit_forms.save(db.session, pair.mentee.person, pair, AT_A_DISTANCE)


def responses(app: Flask, client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Yield every endpoint that can be read with what it sends, files too."""
    for rule, _method, url in walk_routes(app, safe=True):
        yield rule.endpoint, client.get(url, follow_redirects=True).get_data(as_text=True)


def endpoints_that_show(app: Flask, client: FlaskClient) -> set[str]:
    return {
        endpoint
        for endpoint, text in responses(app, client)
        if any(canary in text for canary in CANARIES)
    }


@pytest.mark.parametrize(
    "stage",
    [
        introduced,
        answered_by_one,
        hidden_by_choice,
        declined,
        ended,
        ended_by_coordinator,
        one_stays_in_touch,
        one_changes_their_mind,
    ],
)
def test_no_page_and_no_file_shows_contact_details_unless_both_want_it(
    app: Flask, pair: Pair, sign_in: SignIn, stage: Callable[[Pair], None]
) -> None:
    stage(pair)
    db.session.commit()
    assert endpoints_that_show(app, sign_in(pair.mentor.person)) == set()


@pytest.mark.parametrize("stage", [active, resting, both_stay_in_touch])
def test_contact_details_are_on_the_page_of_the_pair_alone(
    app: Flask, pair: Pair, sign_in: SignIn, stage: Callable[[Pair], None]
) -> None:
    stage(pair)
    db.session.commit()
    shown = endpoints_that_show(app, sign_in(pair.mentor.person))
    assert "pairs.show" in shown
    # Other pages of the pair that lead back to it at this stage.
    assert {endpoint.split(".")[0] for endpoint in shown} == {"pairs"}


@pytest.mark.parametrize("stage", [active, both_stay_in_touch])
def test_nobody_else_but_coordinators_ever_sees_contact_details(
    app: Flask, pair: Pair, sign_in: SignIn, stage: Callable[[Pair], None]
) -> None:
    stage(pair)
    db.session.commit()
    others = [make_person("stranger@example.org"), make_viewer(), make_administrator()]
    for client in (app.test_client(), *map(sign_in, others)):
        assert endpoints_that_show(app, client) == set()


@pytest.mark.parametrize("stage", [active, both_stay_in_touch, ended_by_coordinator, declined])
def test_no_email_holds_contact_details_or_a_name(
    pair: Pair, mailbox: Mailbox, stage: Callable[[Pair], None]
) -> None:
    stage(pair)
    db.session.commit()
    sent = mailbox.emails()
    assert sent
    names = {side.profile.name for side in (pair.mentee, pair.mentor)}
    for _to, subject, body in sent:
        words = f"{subject} {body}"
        assert not any(canary in words for canary in (*CANARIES, *names))


def test_in_safety_mode_no_email_and_no_file_holds_a_place_or_a_time(
    app: Flask, pair: Pair, coordinator: Person, sign_in: SignIn, mailbox: Mailbox
) -> None:
    active(pair)
    safety_mode.begin(db.session, coordinator, EVERYWHERE)
    db.session.commit()
    client = sign_in(pair.mentor.person)
    for endpoint, text in responses(app, client):
        assert "BEGIN:VCALENDAR" not in text, endpoint
    times = client.get(f"/pairs/{pair.id}/times").text
    assert ".ics" not in times
    assert "10:00" not in times
    for _to, subject, body in mailbox.emails():
        assert "Koreatown" not in f"{subject} {body}"
        assert not any(word in body for word in (":00 ", " AM", " PM"))
