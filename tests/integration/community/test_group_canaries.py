"""What is in a group, and who, reaches nobody outside of it: over the URL map, emails and logs."""

import io
import json
import logging
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from mentorship.community.groups.kinds_of_rows import PAGES
from mentorship.extensions import Base, db
from mentorship.log_format import LogFormatter
from mentorship.models import AdvocacyGroup, AuditEntry, Pair, Person
from mentorship.services import personal_data
from mentorship.services.entry_versions import entry_of, version_of
from mentorship.services.groups import groups
from mentorship.services.groups.groups import NextMeeting
from mentorship.services.groups.row_entries import MODELS
from tests.architecture.test_routes import a_pair, walk_routes
from tests.conftest import Applicant, Mailbox, SignIn
from tests.factories import make_administrator, make_coordinator, make_viewer
from tests.group_factories import (
    accept_into_programme,
    join_group,
    make_group,
    write_row_of_each_kind,
)
from tests.page_forms import press

__all__ = ["a_pair"]

CANARY = "zqxvbn"
LEAD_ALIAS, MEMBER_ALIAS, ASKING_ALIAS = f"{CANARY} one", f"{CANARY} two", f"{CANARY} three"


@pytest.fixture
def group(a_pair: Pair, applicant: Applicant) -> AdvocacyGroup:
    """Return a group whose every text has the canary, with a lead, a member and who asks to join.

    The lead is neither of the pair, to whom every row belongs that URLs of other parts name. It has
    the number that the URLs name: the group of the mentee is gone.
    """
    former = db.session.get_one(AdvocacyGroup, 1)
    groups.close(db.session, a_pair.mentee.person, former)
    db.session.commit()
    lead, member, asking = (
        accept_into_programme(applicant("mentor", f"{name}@example.org"))
        for name in ("la", "me", "as")
    )
    group = make_group(lead, f"{CANARY} name", alias=LEAD_ALIAS)
    join_group(group, member, MEMBER_ALIAS, accepted_by=lead)
    join_group(group, asking, ASKING_ALIAS)
    write_row_of_each_kind(lead, group, f"{CANARY} text")
    shown = version_of(entry_of(group, NextMeeting))
    planned = NextMeeting(None, f"{CANARY} time", f"{CANARY} place")
    groups.plan_meeting(db.session, lead, group, planned, shown)
    db.session.commit()
    return group


@pytest.fixture
def others(a_pair: Pair, group: AdvocacyGroup, app: Flask, sign_in: SignIn) -> list[FlaskClient]:
    """Return the clients of everybody who is not in the group, staff of every role among them."""
    partner = make_coordinator(a_pair.mentor.person.sign_in_name)
    people = partner, make_administrator(), make_viewer()
    return [app.test_client(), *map(sign_in, people)]


def urls_of(app: Flask, group: AdvocacyGroup) -> Iterator[str]:
    """Yield every URL that can be read, with the number of the group, and pages of each kind."""
    for rule, _method, url in walk_routes(app, safe=True):
        if rule.endpoint.startswith("groups."):
            kinds = PAGES if "kind_of_row" in rule.arguments else ["goals"]
            for kind in kinds:
                yield url.replace("/groups/1", f"/groups/{group.id}").replace("goals", kind)
        else:
            yield url


@pytest.mark.slow
def test_no_page_and_no_file_of_anybody_else_holds_a_word_of_a_group(
    app: Flask, group: AdvocacyGroup, others: list[FlaskClient]
) -> None:
    for client in others:
        for url in urls_of(app, group):
            assert CANARY.encode() not in client.get(url, follow_redirects=True).data, url


def test_whoever_asks_to_join_reads_the_name_and_the_purpose_alone(
    app: Flask, group: AdvocacyGroup, sign_in: SignIn
) -> None:
    client = sign_in(person_named("as@example.org"))
    for url in urls_of(app, group):
        data = client.get(url, follow_redirects=True).data
        for words in (LEAD_ALIAS, MEMBER_ALIAS, f"{CANARY} text", f"{CANARY} place"):
            assert words.encode() not in data, url
    assert f"{CANARY} name" in client.get("/groups").text


def test_a_page_says_the_same_of_a_group_that_exists_and_of_one_that_does_not(
    app: Flask, group: AdvocacyGroup, others: list[FlaskClient]
) -> None:
    for client in others:
        for page in ("", "/ask", "/members", "/campaigns/1", "/new/goals", "/close"):
            urls = [f"/groups/{id_}{page}" for id_ in (group.id, 999)]
            responses = [client.get(url) for url in urls]
            shown = [without_tokens(item.text.replace("999", "1")) for item in responses]
            assert responses[0].status_code == responses[1].status_code != HTTPStatus.OK
            assert shown[0].replace(f"/groups/{group.id}", "/groups/1") == shown[1]


def test_no_copy_of_the_data_of_others_holds_a_word_of_a_group(
    group: AdvocacyGroup, a_pair: Pair
) -> None:
    for person in db.session.scalars(select(Person)):
        copy = json.dumps(personal_data.export(db.session, person), default=str)
        mine = {"la@example.org": LEAD_ALIAS, "me@example.org": MEMBER_ALIAS}
        mine |= {"as@example.org": ASKING_ALIAS}
        own = mine.pop(person.sign_in_name, None)
        assert not any(alias in copy for alias in mine.values())
        assert (CANARY in copy) is (own is not None)


def test_no_email_no_log_no_job_and_no_plain_column_holds_a_word_of_a_group(
    app: Flask,
    group: AdvocacyGroup,
    sign_in: SignIn,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream, jobs = io.StringIO(), list[bytes]()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LogFormatter("%(message)s"))
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    storage = app.extensions["jobs"].huey.storage
    monkeypatch.setattr(storage, "enqueue", lambda data, priority=None: jobs.append(data))
    lead, page = sign_in(person_named("la@example.org")), f"/groups/{group.id}"
    press(lead, f"{page}/members", f"{page}/members/4/accept")
    written = press(lead, f"{page}/new/goals", data={"title": f"{CANARY} title"})
    app.logger.warning("%s", written.location)
    assert written.location == page
    assert not any(CANARY in f"{subject} {body}" for _, subject, body in mailbox.emails())
    assert CANARY not in stream.getvalue()
    assert not any(CANARY.encode() in job for job in jobs)
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(table.select()):
            assert CANARY not in repr(tuple(row)).lower(), table.name
    tables = {"advocacy_group", "group_member"} | {model.__tablename__ for model in MODELS}
    subjects = set(db.session.scalars(select(AuditEntry.subject)))
    assert not tables & subjects, "the audit trail would outlast the group"


def person_named(name: str) -> Person:
    return next(person for person in db.session.query(Person) if person.sign_in_name == name)


def without_tokens(page: str) -> str:
    """Return a page without the lines that hold a random token."""
    return "\n".join(line for line in page.splitlines() if "token" not in line)
