"""What somebody with an account, or with an old page or a copy of the disk, can do."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from mentorship.clock import now
from mentorship.errors import DecryptionError
from mentorship.extensions import db
from mentorship.models import (
    Application,
    ApplicationState,
    MatchRun,
    Pair,
    PairState,
    Person,
    Profile,
    Role,
    Round,
    RunState,
    Suggestion,
)
from mentorship.privacy.sealing import combined_key, unseal
from mentorship.runtime import current_runtime
from mentorship.services.accounts import passwords
from mentorship.services.applications import submission
from mentorship.services.pairing import match_runs
from mentorship.services.pairs import meetings
from mentorship.services.pairs.meetings import MeetingEntry
from tests.attacks.conftest import Service
from tests.attacks.people import at_once, signed_in
from tests.factories import (
    PASSWORD,
    PROFILE,
    accept_introduction,
    introduce,
    make_application,
    make_coordinator,
    make_match_run,
    make_person,
    make_round,
)

pytestmark = pytest.mark.slow

RACES = 15
PEOPLE_IN_A_ROUND = 772
REQUESTS = 20


def suggested(name: str, number: int = 1) -> list[Suggestion]:
    """Return suggestions in a round of their own, each for two people who have no other."""
    round_ = make_round(name)
    for index in range(number):
        for role, phone in ((Role.MENTEE, "555 0100"), (Role.MENTOR, "555 0199")):
            make_application(
                round_,
                role,
                f"{role.value}{index}@{name}.example.org",
                *(("latino",) if role is Role.MENTOR else ()),
                name=f"{role.value}{index} of {name}",
                phone=phone,
            )
    run = make_match_run(round_)
    return list(db.session.query(Suggestion).filter_by(match_run_id=run.id))


def test_withdrawing_while_being_approved_leaves_no_live_introduction(service: Service) -> None:
    with service.app():
        coordinator = make_coordinator()
        attempts = []
        for suggestion in suggested("races", RACES):
            mentee = suggestion.mentee
            attempts.append(
                (
                    signed_in(service, coordinator),
                    f"/suggestions/{suggestion.id}",
                    signed_in(service, mentee.person),
                    f"/join/{mentee.round_id}/mentee/withdraw",
                )
            )
    for staff, page, applicant, withdrawal in attempts:
        approval = urlencode(staff.open_page(page).hidden_fields("/approve")).encode()
        goodbye = urlencode(applicant.get(withdrawal).hidden_fields()).encode()
        answers = at_once(
            lambda: staff.send("POST", f"{page}/approve", approval),  # noqa: B023
            lambda: applicant.send("POST", withdrawal, goodbye),  # noqa: B023
        )
        assert all(answer.status < 500 for answer in answers)
    with service.app():
        withdrawn = db.session.query(Application).filter_by(state=ApplicationState.WITHDRAWN).all()
        live = [pair for item in withdrawn for pair in submission.live_pairs(db.session, item)]
        assert len(withdrawn) == RACES
        assert live == []


def test_a_stale_yes_reaches_nobody_else(service: Service) -> None:
    with service.app():
        (first,) = suggested("stale")
        pair = introduce(first)
        visitor, page = signed_in(service, pair.mentee.person), f"/pairs/{pair.id}"
        stale = urlencode(visitor.get(page).hidden_fields("/yes")).encode()
        db.session.delete(pair)
        db.session.commit()
        (second,) = suggested("next")
        assert f"/pairs/{introduce(second).id}" != page, "no id is used twice"
    assert visitor.send("POST", f"{page}/yes", stale).status == 404
    with service.app():
        assert db.session.query(Pair).filter(Pair.mentee_agreed_at.is_not(None)).count() == 0


def test_contact_details_vanish_when_a_match_ends(service: Service) -> None:
    with service.app():
        (suggestion,) = suggested("ending")
        pair = accept_introduction(introduce(suggestion))
        mentee, mentor = (signed_in(service, item.person) for item in (pair.mentee, pair.mentor))
        page, pair_id = f"/pairs/{pair.id}", pair.id
    assert "555 0199" in mentee.get(page).text
    assert mentor.post(f"{page}/end", {"concern": "I felt uneasy."}).status < 400
    for visitor, phone, address in (
        (mentee, "555 0199", "mentor0@ending.example.org"),
        (mentor, "555 0100", "mentee0@ending.example.org"),
    ):
        read = visitor.get(page).text + visitor.get("/account/data").text
        assert phone not in read
        assert address not in read
    with service.app():
        assert db.session.get_one(Pair, pair_id).state is PairState.CLOSED


def test_the_disk_and_an_older_copy_give_nothing_of_somebody_who_left(
    service: Service, tmp_path: Path
) -> None:
    with service.app():
        (suggestion,) = suggested("erasure")
        pair = accept_introduction(introduce(suggestion))
        person, mentor = pair.mentee.person, pair.mentor.person
        passwords.set_password(person, PASSWORD)
        meeting = meetings.log_meeting(
            db.session,
            person,
            pair,
            MeetingEntry(now().date(), 45, "online", "talk", "We read a poem."),
        )
        db.session.commit()
        rows: list[Any] = [person, pair.mentee.profile, suggestion, meeting]
        sealed = [(bytes(row.sealed), row.place()) for row in rows]
        key_ids = [person.key_id, mentor.key_id]
        older = tmp_path / "older.db"
        if service.database_url.startswith("sqlite"):
            copy(service.folder / "data.db", older)
        visitor = signed_in(service, person)
    assert visitor.post("/account/delete", {"password": PASSWORD}).status == 302
    with service.app():
        remaining = current_runtime().key_store.read(key_ids)
        assert remaining.keys() == {key_ids[1]}
        for document, place in sealed:
            with pytest.raises(DecryptionError):
                unseal(document, combined_key(list(remaining.values())), place)
    if older.exists():
        raw = b"".join(path.read_bytes() for path in service.folder.iterdir() if path.is_file())
        pieces = [document[at : at + 16] for document, _ in sealed for at in range(0, 400, 16)]
        assert [piece for piece in pieces if piece and piece in raw] == []
        names = readable_names(service, older)
        assert "mentor0 of erasure" in names
        assert "mentee0 of erasure" not in names


def copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def readable_names(service: Service, database: Path) -> set[str]:
    """Return the names that an older database gives with the key store of today."""
    names = set()
    with service.app():
        engine = create_engine(f"sqlite:///{database}")
        with Session(engine) as session:
            for profile in session.query(Profile):
                try:
                    names.add(profile.name)
                except DecryptionError:
                    continue
        engine.dispose()
    return names


def test_deleting_oneself_during_a_run_leaves_a_finished_run(service: Service) -> None:
    with service.app():
        round_ = make_round("leaving")
        for number in range(40):
            make_application(round_, Role.MENTEE, f"mentee{number}@leaving.example.org")
            make_application(round_, Role.MENTOR, f"mentor{number}@leaving.example.org", "latino")
        leaver = make_person("mentee7@leaving.example.org", "password")
        staff = signed_in(service, make_coordinator())
        visitor = signed_in(service, leaver)
        page = f"/rounds/{round_.id}/matching"
        start = urlencode(staff.get(f"{page}/before").hidden_fields("/matching")).encode()
        goodbye = visitor.get("/account/delete").hidden_fields() | {"password": PASSWORD}
        leaver_id = leaver.id
        at_once(
            lambda: staff.send("POST", page, start),
            lambda: visitor.send("POST", "/account/delete", urlencode(goodbye).encode()),
        )
        run = db.session.query(MatchRun).filter_by(round_id=round_.id).one()
        match_runs.perform(db.session, run.id)  # unless the worker has begun already
        while run.state in match_runs.UNFINISHED:
            db.session.rollback()
        assert (run.state, run.attempts) == (RunState.DONE, 1)
        assert db.session.get(Person, leaver_id) is None


def test_choosing_a_role_six_times_at_once_makes_one_application(service: Service) -> None:
    with service.app():
        round_ = make_round("roles")
        nayeli = make_person("nayeli@roles.example.org")
        visitor = signed_in(service, nayeli)
        page = f"/join/{round_.id}/role"
        person_id = nayeli.id
    consent = {"adult": "y", "consent": "y"}
    body = urlencode(visitor.get(page).hidden_fields() | consent | {"role": "mentor"}).encode()
    answers = at_once(*[lambda: visitor.send("POST", page, body)] * 6)
    assert {answer.status for answer in answers} <= {302, 303}
    with service.app():
        assert db.session.query(Application).filter_by(person_id=person_id).count() == 1


def test_keeping_a_suggestion_four_times_at_once_keeps_it_once(service: Service) -> None:
    with service.app():
        (suggestion,) = suggested("pins")
        staff, page = signed_in(service, make_coordinator()), f"/suggestions/{suggestion.id}"
    body = urlencode(staff.open_page(page).hidden_fields("/pin")).encode()
    answers = at_once(*[lambda: staff.send("POST", f"{page}/pin", body)] * 4)
    assert {answer.status for answer in answers} <= {302, 303}


def test_a_list_of_many_people_costs_little_more_than_an_empty_page(service: Service) -> None:
    with service.app():
        round_ = make_round("many")
        add_people(round_, PEOPLE_IN_A_ROUND)
        staff = signed_in(service, make_coordinator())
        nobody = signed_in(service, make_person("nobody@many.example.org"))
        page = f"/people?round={round_.id}"

    def cost(visitor: Any, path: str) -> float:
        before = service.processor_seconds()
        for _ in range(REQUESTS):
            assert visitor.get(path).status == 200
        return service.processor_seconds() - before

    empty, full = cost(nobody, "/home"), cost(staff, page)
    assert full < 5 * empty, (full, empty)


def add_people(round_: Round, number: int) -> None:
    for index in range(number):
        person = Person(sign_in_name=f"person{index}@many.example.org")
        profile = Profile(
            key_ids=[person.key_id],
            stored_answers={**PROFILE, "name": f"Person {index}", "capacity": 1},
        )
        db.session.add(
            Application(
                person=person,
                round=round_,
                role=Role.MENTEE if index % 2 else Role.MENTOR,
                state=ApplicationState.SUBMITTED,
                submitted_at=now() - timedelta(seconds=index),
                profile=profile,
            )
        )
    db.session.commit()
