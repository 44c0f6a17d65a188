"""How far the standards are met: shares, who does not meet a rule, and a file of it."""

import csv
import io

import lxml.html
import pytest
from flask.testing import FlaskClient

from mentorship.extensions import db
from mentorship.models import AuditEntry, Pair, Person
from mentorship.services.match_support import check_ins, support_entries
from mentorship.services.match_support.check_ins import CheckInAnswers
from tests.conftest import MovedClock, SignIn
from tests.factories import make_coordinator, make_round

PAGE, EXPORT = "/matches/compliance", "/matches/compliance/export"


@pytest.fixture
def staff(pair: Pair, coordinator: Person, sign_in: SignIn) -> FlaskClient:
    return sign_in(coordinator)


def tables(client: FlaskClient, url: str = PAGE) -> list[list[str]]:
    page = lxml.html.document_fromstring(client.get(url).text)
    return [
        [
            " | ".join(" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td"))
            for row in table.xpath("./tbody/tr")
        ]
        for table in page.xpath("//table")
    ]


def exported(client: FlaskClient, url: str = EXPORT, **form: str) -> list[dict[str, str]]:
    response = client.post(url, data={"format": "csv", **form})
    assert response.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"))))


def do(pair: Pair, coordinator: Person, rule: str, party: str, *, right: bool | None) -> None:
    item = support_entries.due_item(db.session, pair, rule, party)
    assert item is not None
    support_entries.mark_done(db.session, coordinator, item, was_right=right)
    db.session.commit()


def test_a_page_without_a_match_says_so(coordinator: Person, sign_in: SignIn) -> None:
    assert "No match has begun yet" in sign_in(coordinator).get(PAGE).text


def test_each_rule_has_a_share_and_a_list_of_what_is_not_met(
    staff: FlaskClient, pair: Pair, coordinator: Person, moved_clock: MovedClock
) -> None:
    shares, *rest = tables(staff)
    assert any(row.startswith("Training | 1 of 1 | 100 %") for row in shares)
    assert rest == []
    assert "Everything is in time." in staff.get(PAGE).text
    moved_clock.forward(days=16)
    do(pair, coordinator, "training", "mentee", right=None)
    shares, unmet = tables(staff)
    assert any(row.startswith("Training | 0 of 1 | 0 %") for row in shares)
    assert len(unmet) == 4
    of_rule = tables(staff, f"{PAGE}?rule=training")[1]
    assert [row.split(" | ")[:3] for row in of_rule] == [
        ["mentee – mentor", "Training", "mentee"],
        ["mentee – mentor", "Training", "mentor"],
    ]
    assert "not yet" not in of_rule[0], "it was done, too late"
    assert "not yet" in of_rule[1]
    assert len(tables(staff, f"{PAGE}?rule=unknown&round=99")[1]) == 4


def test_a_round_is_shown_by_itself(staff: FlaskClient, moved_clock: MovedClock) -> None:
    moved_clock.forward(days=16)
    other = make_round("Autumn")
    assert len(tables(staff, f"{PAGE}?round=1")[1]) == 4
    assert tables(staff, f"{PAGE}?round={other.id}") == []


def test_a_file_of_it_has_names_only_if_asked_and_is_recorded(
    staff: FlaskClient, coordinator: Person, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=16)
    without = exported(staff)
    assert len(without) == 4
    assert set(without[0]) == {"Rule", "Match", "Round", "Due on", "Done on"}
    assert "mentee" not in str([list(row.values()) for row in without])
    with_names = exported(staff, with_names="y")
    assert {(row["Mentee"], row["Mentor"]) for row in with_names} == {("mentee", "mentor")}
    assert len(exported(staff, f"{EXPORT}?rule=training")) == 2
    actions = [
        (row.action, row.subject)
        for row in db.session.query(AuditEntry).filter_by(actor_id=coordinator.id)
    ]
    assert actions == [
        ("export compliance", "round"),
        ("export compliance with names", "round"),
        ("export compliance", "round"),
    ]


def test_how_often_signs_were_right_is_counted(
    staff: FlaskClient, pair: Pair, coordinator: Person
) -> None:
    assert "How often signs were right" not in staff.get(PAGE).text
    for person in (pair.mentee.person, pair.mentor.person):
        answers = CheckInAnswers(1, "time", wants_call=False)
        check_ins.answer(db.session, person, pair, answers)
    do(pair, coordinator, "low_rating", "mentee", right=True)
    do(pair, coordinator, "low_rating", "mentor", right=False)
    assert tables(staff)[-1] == ["Low rating | 1 of 2 | 50 %"]


def test_nobody_reads_or_exports_what_the_other_one_of_their_match_did_not_do(
    pair: Pair, sign_in: SignIn, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=16)
    make_coordinator(pair.mentor.person.sign_in_name)
    client = sign_in(pair.mentor.person)
    assert tables(client) == []
    assert exported(client, with_names="y") == []
