"""Who comes to an event and where it is: on no page, file, log or email but where it belongs."""

import io
import logging
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import Event, Pair, Person
from mentorship.services.events import closing, events, sign_ups
from mentorship.services.events.event_entries import PlaceEntry
from tests.architecture.test_routes import a_pair, walk_routes
from tests.conftest import Mailbox, SignIn
from tests.event_factories import event_entry, let_begin, make_member, sign_up
from tests.factories import (
    accept_introduction,
    make_coordinator,
    make_person,
)
from tests.page_forms import open_page

__all__ = ["a_pair"]

ALIAS, OTHER_ALIAS = "Zqalias", "Zqother"
PLACES = ("Zqhall", "Zqstairs", "Zqcup")
CANARIES = (ALIAS, OTHER_ALIAS, *PLACES)
# What is about the reader alone: the copy of their data, in three forms.
OWN_DATA = {"personal_data.show", "personal_data.download_html", "personal_data.download_json"}
OWN = "/account/data"
DOOR_LIST = "/community/events/1/door-list"


@pytest.fixture
def pair(a_pair: Pair) -> Pair:
    """Return a match whose two people go to the event that URLs name, with their aliases."""
    accept_introduction(a_pair)
    event, coordinator = db.session.get_one(Event, 1), make_coordinator()
    entry = event_entry(place=PlaceEntry(*PLACES), capacity=2)
    events.change(db.session, coordinator, event, entry)
    sign_up(a_pair.mentee.person, event, ALIAS)
    sign_up(a_pair.mentor.person, event, OTHER_ALIAS)
    return a_pair


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def shown(app: Flask, client: FlaskClient, words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return which of some words each endpoint sends to a client, files too."""
    return {
        (rule.endpoint, word)
        for rule, _method, url in walk_routes(app, safe=True)
        for sent in [client.get(url, follow_redirects=True).get_data()]
        for word in words
        if word.encode() in sent
    }


def endpoints(found: set[tuple[str, str]]) -> set[str]:
    return {endpoint for endpoint, _word in found}


@pytest.mark.slow
def test_each_of_the_two_reads_their_own_alias_and_the_place_alone(
    app: Flask, pair: Pair, sign_in: SignIn
) -> None:
    found = shown(app, sign_in(pair.mentee.person), CANARIES)
    assert OTHER_ALIAS not in {word for _endpoint, word in found}
    with_place = endpoints({item for item in found if item[1] in PLACES})
    assert with_place == {"events.show_event", "events.event_file"}
    with_alias = endpoints({item for item in found if item[1] == ALIAS})
    assert with_alias == {"events.show_event", "events.sign_up", *OWN_DATA}


@pytest.mark.slow
def test_nobody_else_reads_an_alias_or_a_place(app: Flask, pair: Pair, sign_in: SignIn) -> None:
    staff = make_person("staff@example.org", "viewer", "administrator", "two_factor")
    for client in (app.test_client(), sign_in(staff)):
        assert shown(app, client, CANARIES) == set()


@pytest.mark.slow
def test_coordinators_read_the_place_of_an_event_and_aliases_on_the_door_list(
    app: Flask, pair: Pair, sign_in: SignIn, coordinator: Person
) -> None:
    client = sign_in(coordinator)
    # To delete or close it is refused at this time, and leads back to its page.
    read = {f"coordinate.{action}_event" for action in ("show", "change", "delete", "close")}
    assert endpoints(shown(app, client, CANARIES)) == read
    door_list = open_page(client, DOOR_LIST).text.split("<main")[1]
    assert ALIAS in door_list
    assert OTHER_ALIAS in door_list
    names = (pair.mentee.person.sign_in_name, pair.mentor.person.sign_in_name)
    assert not any(word in door_list for word in (*PLACES, *names))
    assert f"/applications/{pair.mentee_id}" not in door_list


def test_no_email_log_or_plain_column_tells_it(
    pair: Pair, mailbox: Mailbox, log: io.StringIO, coordinator: Person
) -> None:
    waiting, event = make_member("waiting@example.org"), db.session.get_one(Event, 1)
    sign_up(waiting, event, "Zqthird")
    sign_ups.give_up(db.session, pair.mentee.person, event)
    events.cancel(db.session, coordinator, event)
    db.session.commit()
    sent = [" ".join(email) for email in mailbox.emails()]
    assert sent
    words = (*CANARIES, "Zqthird", *event.titles.values())
    assert not [word for word in words for text in (*sent, log.getvalue()) if word in text]
    for table in ("event", "event_place", "event_sign_up", "audit_entry"):
        rows = db.session.execute(db.text(f"SELECT * FROM {table}")).all()  # noqa: S608
        assert not [word for word in (*CANARIES, "Zqthird") if word in str(rows)]


@pytest.mark.slow
def test_after_it_is_closed_nobody_reads_any_of_it(
    app: Flask, pair: Pair, sign_in: SignIn, coordinator: Person
) -> None:
    event = db.session.get_one(Event, 1)
    let_begin(event)
    closing.close(db.session, coordinator, event)
    db.session.commit()
    client = sign_in(coordinator)
    assert shown(app, client, CANARIES) == set()
    assert not [word for word in CANARIES if word in sign_in(pair.mentee.person).get(OWN).text]
    assert ALIAS not in open_page(client, DOOR_LIST).text
