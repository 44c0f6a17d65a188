"""Each stage of a reminder comes once, by day, and none after an answer or while a pair rests."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from mentorship.after_commit import commit
from mentorship.clock import day_of, now
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    DueItem,
    OutgoingEmail,
    Pair,
    PairState,
    Party,
    Person,
    Reminder,
    Suggestion,
)
from mentorship.programme import Event
from mentorship.runtime import current_runtime
from mentorship.services import personal_data
from mentorship.services.email import queue
from mentorship.services.match_support import check_ins, due_items, reminders
from mentorship.services.match_support.due_list import day_due
from mentorship.services.match_support.reminder_stages import STAGES
from mentorship.services.pairs import closing, pairs, pauses
from tests.conftest import Mailbox, MovedClock, SignIn, change_runtime
from tests.factories import accept_introduction

NOON = datetime(2027, 2, 1, 20, tzinfo=UTC)
NEWS = "There is something new for you."


@pytest.fixture
def emails_at_any_hour() -> None:
    """Keep the quiet hours."""


@pytest.fixture(autouse=True)
def noon(moved_clock: MovedClock) -> None:
    moved_clock.to(NOON)


@pytest.fixture
def waiting(introduced: Pair, mailbox: Mailbox, moved_clock: MovedClock) -> Pair:
    """Return an introduction that both should answer, on the day of the first reminder."""
    mailbox.emails()
    moved_clock.forward(days=2)
    return introduced


def run_worker(app: Flask) -> None:
    app.extensions["jobs"].send_reminders()
    app.extensions["jobs"].recover_stalled()


def reminded(person: Person) -> list[int]:
    """Return the stages of which somebody was reminded."""
    own = db.session.query(Reminder).where(Reminder.person_id == person.id)
    return [reminder.stage for reminder in own.order_by(Reminder.id)]


def test_the_worker_reminds_each_of_the_two_once_a_stage(
    app: Flask, waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    for _hour in range(3):
        run_worker(app)
    assert sorted(to for to, _subject, _body in mailbox.emails()) == [
        "mentee@example.org",
        "mentor@example.org",
    ]
    moved_clock.forward(days=1)
    run_worker(app)
    assert len(mailbox.emails()) == 2
    moved_clock.forward(days=1)
    run_worker(app)
    assert len(mailbox.emails()) == 4
    assert reminded(waiting.mentee.person) == [1, 2]


def test_a_stage_that_the_worker_missed_does_not_come_on_top_of_the_next(
    app: Flask, waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    moved_clock.forward(days=3)
    for _day in range(3):
        run_worker(app)
        moved_clock.forward(days=1)
    assert reminded(waiting.mentee.person) == [2]


def test_whoever_has_answered_is_not_reminded(app: Flask, waiting: Pair, mailbox: Mailbox) -> None:
    pairs.say_yes(db.session, waiting.mentee.person, waiting)
    commit(db.session)
    run_worker(app)
    assert [to for to, _subject, _body in mailbox.emails()] == ["mentor@example.org"]
    assert reminded(waiting.mentee.person) == []


def turn_off(person: Person) -> None:
    person.wants_reminders = False


def use_user_name(person: Person) -> None:
    person.sign_in_name = "mei-1234"


def deactivate(person: Person) -> None:
    person.active = False


@pytest.mark.parametrize("change", [turn_off, use_user_name, deactivate])
def test_nobody_is_reminded_who_does_not_want_it_or_cannot_be_reached(
    app: Flask, waiting: Pair, mailbox: Mailbox, change: Callable[[Person], None]
) -> None:
    change(waiting.mentee.person)
    commit(db.session)
    run_worker(app)
    assert reminded(waiting.mentee.person) == []
    assert reminded(waiting.mentor.person) == [1]


def test_nothing_is_noted_that_no_mail_server_would_send(app: Flask, waiting: Pair) -> None:
    change_runtime(app, email_server=None)
    run_worker(app)
    assert db.session.query(Reminder).count() == 0


def test_a_reminder_that_is_noted_at_night_is_sent_in_the_morning(
    app: Flask, waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    moved_clock.to(datetime(2027, 2, 4, 8, 13, tzinfo=UTC))  # a quarter past midnight
    run_worker(app)
    assert reminded(waiting.mentee.person) == [1]
    assert mailbox.emails() == []
    moved_clock.to(datetime(2027, 2, 4, 16, tzinfo=UTC))
    assert len(mailbox.emails()) == 2


def test_somebody_in_two_pairs_gets_one_email_a_day(
    app: Flask, waiting: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    run_worker(app)
    db.session.execute(delete(Reminder).where(Reminder.person_id != waiting.mentee.person.id))
    for item in db.session.query(DueItem).where(DueItem.rule == "answer"):
        item.due_on = now().date()  # as if another introduction were due sooner
    commit(db.session)
    run_worker(app)
    recipients = [to for to, _subject, _body in mailbox.emails()]
    assert recipients.count("mentee@example.org") == 1
    moved_clock.forward(days=1)
    run_worker(app)
    recipients = [to for to, _subject, _body in mailbox.emails()]
    assert recipients.count("mentee@example.org") == 2


def test_no_reminder_is_noted_without_its_email(
    waiting: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(session: Session, person: Person) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(queue, "remind", die)
        with pytest.raises(KeyboardInterrupt):
            reminders.send_due(db.session)
    db.session.rollback()
    assert db.session.query(Reminder).count() == 0
    reminders.send_due(db.session)
    assert db.session.query(Reminder).count() == db.session.query(OutgoingEmail).count() == 2


@pytest.mark.usefixtures("each_database")
def test_two_workers_at_once_note_each_reminder_once(app: Flask, waiting: Pair) -> None:
    start = threading.Barrier(2)

    def work() -> None:
        with app.app_context():
            start.wait()
            reminders.send_due(db.session)

    engine = db.engine
    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    with Session(engine) as session:
        assert session.query(Reminder).count() == 2
        assert session.query(OutgoingEmail).count() == 2


def test_the_worker_updates_what_is_due_after_a_change_of_the_rules(
    app: Flask, waiting: Pair
) -> None:
    db.session.query(DueItem).delete()
    waiting.scheduled_by = "other rules"
    commit(db.session)
    app.extensions["jobs"].recover_stalled()
    db.session.refresh(waiting)
    assert waiting.scheduled_by == due_items.rules_digest(db.session)
    assert day_due(db.session, waiting, Event.ANSWER, Party.MENTEE) is not None


def test_the_reminders_of_somebody_are_theirs_alone(waiting: Pair) -> None:
    reminders.send_due(db.session)
    (own,) = reminders.reminders_of(db.session, waiting.mentee.person, waiting)
    assert (own.person_id, own.about, own.stage) == (waiting.mentee.person_id, "answer", 1)


def test_the_copy_of_ones_data_lists_the_own_reminders(waiting: Pair, sign_in: SignIn) -> None:
    reminders.send_due(db.session)
    mentee = waiting.mentee.person
    (pair,) = personal_data.export(db.session, mentee)["pairs"]
    (own,) = pair["reminders"]
    assert (own["about"], own["stage"], day_of(own["at"])) == ("answer", 1, date(2027, 2, 3))
    assert "We reminded you on" in sign_in(mentee).get("/account/data").text


def do_answer(pair: Pair, person: Person) -> None:
    if pair.state is PairState.INTRODUCED:
        pairs.say_yes(db.session, person, pair)
    else:
        answers = check_ins.CheckInAnswers(rating=4, obstacle="", wants_call=False)
        check_ins.answer(db.session, person, pair, answers)


def do_pause(pair: Pair, person: Person) -> None:
    pauses.pause(db.session, person, pair)


def do_resume(pair: Pair, person: Person) -> None:
    pauses.resume(db.session, person, pair)


def do_end(pair: Pair, person: Person) -> None:
    closing.end(db.session, person, pair)


def wait(pair: Pair, person: Person) -> None:
    """Do nothing."""


ACTIONS = [wait, wait, wait, do_answer, do_pause, do_resume, do_end]
STEPS = st.lists(
    st.tuples(st.integers(1, 200), st.sampled_from(ACTIONS), st.sampled_from(Party)),
    min_size=8,
    max_size=16,
)


class Life:
    """A pair that lives with a clock, and what is checked of every reminder that it gets."""

    def __init__(self, app: Flask, suggested: Suggestion, mailbox: Mailbox) -> None:
        self.app, self.mailbox = app, mailbox
        for table in (Pair, OutgoingEmail):
            db.session.query(table).delete()
        self.pair = Pair(
            suggestion_id=suggested.id,
            mentee_id=suggested.mentee_id,
            mentor_id=suggested.mentor_id,
            created_at=now(),
        )
        db.session.add(self.pair)
        db.session.flush()
        due_items.refresh(db.session, self.pair)
        commit(db.session)
        self.days: Counter[tuple[str, object]] = Counter()

    def act(self, action: Callable[[Pair, Person], None], party: Party) -> None:
        side = self.pair.mentor if party is Party.MENTOR else self.pair.mentee
        try:
            action(self.pair, side.person)
        except UserFacingError:
            db.session.rollback()
        commit(db.session)

    def run_worker(self) -> None:
        before = len(self.mailbox.emails())
        noted = db.session.query(Reminder).count()
        run_worker(self.app)
        for to, _subject, body in self.mailbox.emails()[before:]:
            self.check_email(to, body)
        if pauses.open_pause(db.session, self.pair) is not None:
            assert db.session.query(Reminder).count() == noted

    def check_email(self, to: str, body: str) -> None:
        local = now().astimezone(current_runtime().programme.time_zone)
        assert 8 <= local.hour < 21
        if NEWS in body:
            return
        assert pauses.open_pause(db.session, self.pair) is None
        party = Party(to.partition("@")[0])
        assert any(day_due(db.session, self.pair, event, party) is not None for event in STAGES), (
            "they have not answered"
        )
        self.days[to, day_of(now())] += 1
        assert max(self.days.values()) == 1

    def check_stages(self) -> None:
        stages: dict[tuple[object, ...], list[int]] = {}
        for item in db.session.query(Reminder).order_by(Reminder.id):
            key = item.person_id, item.about, item.since
            stages.setdefault(key, []).append(item.stage)
        for found in stages.values():
            assert found == sorted(set(found))


@pytest.mark.slow
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.booleans(), STEPS)
def test_whatever_happens_reminders_are_few_by_day_and_stop_when_answered(
    app: Flask,
    suggested: Suggestion,
    mailbox: Mailbox,
    moved_clock: MovedClock,
    is_active: bool,
    steps: list[tuple[int, Callable[[Pair, Person], None], Party]],
) -> None:
    moved_clock.to(NOON)
    life = Life(app, suggested, mailbox)
    if is_active:
        accept_introduction(life.pair)
    for hours, action, party in steps:
        moved_clock.forward(hours=hours)
        life.act(action, party)
        life.run_worker()
    life.check_stages()


def test_a_check_in_that_nobody_answers_leads_to_two_reminders(
    app: Flask, introduced: Pair, mailbox: Mailbox, moved_clock: MovedClock
) -> None:
    accept_introduction(introduced)
    for _day in range(60):
        moved_clock.forward(days=1)
        run_worker(app)
    assert reminded(introduced.mentee.person) == [1, 2]
