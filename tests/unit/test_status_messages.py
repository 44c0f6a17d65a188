"""What people read about an application, an introduction or a match is true in every state of it.

What two others did (said no, withdrew, was ended by a coordinator) leaves the same states on
purpose: nobody is told by whom.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from mentorship.clock import now
from mentorship.models import (
    Application,
    ApplicationState,
    ErasedPair,
    Pair,
    PairState,
    Profile,
    Role,
    Round,
    RoundState,
)
from mentorship.web import status_messages

pytestmark = pytest.mark.usefixtures("app")

TODAY = date(2026, 11, 26)
DEADLINE = date(2026, 12, 1)
DAY = timedelta(days=1)
SUBMITTED, WAITLISTED = ApplicationState.SUBMITTED, ApplicationState.WAITLISTED
WITHDRAWN = ApplicationState.WITHDRAWN


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(status_messages, "today", lambda: TODAY)
    monkeypatch.setattr("mentorship.services.applications.rounds.today", lambda: TODAY)


@dataclass(frozen=True)
class Situation:
    """A pair as one of the two finds it; the defaults are a match that has just ended."""

    state: PairState = PairState.CLOSED
    own_yes: bool = True
    other_yes: bool = True
    closed: timedelta = timedelta(hours=1)
    own: ApplicationState = SUBMITTED
    other_live_pairs: int = 0
    capacity: int = 1

    def pair(self, role: Role) -> Pair:
        yes: dict[bool, datetime | None] = {True: now(), False: None}
        agreed = {f"{role}_agreed_at": yes[self.own_yes]}
        other = "mentor" if role is Role.MENTEE else "mentee"
        return Pair(
            state=self.state,
            started_at=yes[self.own_yes and self.other_yes],
            closed_at=now() - self.closed if self.state is PairState.CLOSED else None,
            **agreed | {f"{other}_agreed_at": yes[self.other_yes]},
        )

    def application(self, role: Role) -> Application:
        return make_application(role, self.own, self.capacity)


def make_application(
    role: Role = Role.MENTEE,
    state: ApplicationState = SUBMITTED,
    capacity: int = 1,
    closes_on: date | None = DEADLINE,
    round_state: RoundState = RoundState.OPEN,
) -> Application:
    return Application(
        role=role,
        state=state,
        round=Round(closes_on=closes_on, state=round_state),
        profile=Profile(stored_answers={"capacity": capacity}),
    )


MATCH, NO_MATCH = Situation(), Situation(other_yes=False)
UNANSWERED = Situation(own_yes=False, other_yes=False)
SOMEBODY_ELSE = "suggest somebody else"


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("situation", "sentence"),
    [
        (replace(UNANSWERED, state=PairState.INTRODUCED), "waits for your answer"),
        (replace(UNANSWERED, state=PairState.INTRODUCED, other_yes=True), "waits for your answer"),
        (replace(NO_MATCH, state=PairState.INTRODUCED), "waiting for the other answer"),
        (replace(MATCH, state=PairState.ACTIVE), "Your men"),
        (MATCH, "This match has ended."),
        (NO_MATCH, "This introduction has ended."),
        (UNANSWERED, "This introduction has ended."),
    ],
)
def test_a_pair_on_the_home_page(role: Role, situation: Situation, sentence: str) -> None:
    assert sentence in status_messages.pair_status(situation.pair(role), role)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("situation", "ended_by_reader", "is_news"),
    [
        (MATCH, False, True),  # by the other, who may have withdrawn, or by a coordinator
        (MATCH, True, False),
        (NO_MATCH, False, True),
        (UNANSWERED, True, False),
        (UNANSWERED, False, True),
        (replace(MATCH, own=WITHDRAWN), False, False),  # by one's own withdrawal
        (replace(MATCH, closed=15 * DAY), False, False),
        (replace(MATCH, state=PairState.ACTIVE), False, False),
    ],
)
def test_the_end_is_news_to_whoever_has_not_caused_it(
    role: Role, situation: Situation, ended_by_reader: bool, is_news: bool
) -> None:
    own_side = situation.application(role)
    told = status_messages.is_news(situation.pair(role), own_side, ended_by_reader=ended_by_reader)
    assert told is is_news


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("situation", "ended_by_reader", "have_met", "said", "unsaid"),
    [
        (UNANSWERED, True, False, "Thank you for considering", "contact details"),
        (UNANSWERED, False, False, "not mean that you did anything wrong", "Thank you"),
        (NO_MATCH, False, False, "not mean that you did anything wrong", "contact details"),
        (MATCH, False, True, "Thank you for the time", "considering"),
        (MATCH, True, True, "Thank you for the time", "considering"),
        (MATCH, False, False, "no longer see each other's contact details", "Thank you"),
    ],
)
def test_the_end_on_the_page_of_the_pair(
    role: Role, situation: Situation, ended_by_reader: bool, have_met: bool, said: str, unsaid: str
) -> None:
    sentences = " ".join(
        status_messages.end_of_pair(
            situation.pair(role),
            ended_by_reader=ended_by_reader,
            have_met=have_met,
            sees_contact=False,
        )
    )
    assert said in sentences
    assert unsaid not in sentences
    assert "somebody else" not in sentences


@pytest.mark.parametrize(
    ("role", "situation", "sentence"),
    [
        (Role.MENTEE, MATCH, SOMEBODY_ELSE),
        (Role.MENTOR, MATCH, SOMEBODY_ELSE),
        (Role.MENTOR, replace(MATCH, capacity=2, other_live_pairs=1), SOMEBODY_ELSE),
        (Role.MENTEE, replace(MATCH, other_live_pairs=1), "another introduction or match"),
        (Role.MENTOR, replace(MATCH, other_live_pairs=1), "All your open spots are taken"),
        (Role.MENTEE, replace(MATCH, own=WAITLISTED), "on the waitlist"),
        (Role.MENTOR, replace(MATCH, own=WAITLISTED), "on the waitlist"),
        (Role.MENTEE, replace(MATCH, own=WITHDRAWN), "do not look for somebody else"),
    ],
)
def test_somebody_else_is_promised_only_to_whoever_can_be_matched(
    role: Role, situation: Situation, sentence: str
) -> None:
    live = [Pair()] * situation.other_live_pairs
    told = status_messages.next_match(situation.application(role), live)
    assert sentence in told
    assert (SOMEBODY_ELSE in told) is (sentence == SOMEBODY_ELSE)


@pytest.mark.parametrize(
    ("role", "state", "pairs", "capacity", "sentence"),
    [
        (Role.MENTEE, SUBMITTED, [], 1, "You are waiting for a match."),
        (Role.MENTOR, SUBMITTED, [], 2, "You are waiting for a match."),
        (Role.MENTEE, SUBMITTED, [PairState.INTRODUCED], 1, "You have an introduction."),
        (Role.MENTEE, SUBMITTED, [PairState.ACTIVE], 1, "You have a mentor."),
        (Role.MENTOR, SUBMITTED, [PairState.ACTIVE], 1, "Your open spot is taken."),
        (Role.MENTOR, SUBMITTED, [PairState.INTRODUCED], 3, "1 of your 3 spots taken."),
        (Role.MENTEE, WAITLISTED, [], 1, "at the moment nobody is suggested to you"),
        (Role.MENTOR, WITHDRAWN, [], 1, "You have withdrawn this application."),
    ],
)
def test_an_application_on_the_home_page(
    role: Role, state: ApplicationState, pairs: list[PairState], capacity: int, sentence: str
) -> None:
    application = make_application(role, state, capacity)
    live = [Pair(state=state) for state in pairs]
    assert sentence in status_messages.application_status(application, live)
    steps = status_messages.what_happens_next(application, live, is_emailed=True)
    assert bool(steps) is (sentence == "You are waiting for a match.")


@pytest.mark.parametrize(
    ("state", "sentence", "steps"),
    [
        (SUBMITTED, "You are waiting for a match.", "Still to come: Interview, Training."),
        (ApplicationState.ACCEPTED, "You are waiting for a match.", "Still to come: Interview, Tr"),
        (ApplicationState.IN_SCREENING, "getting to know you", "Then the coordinators decide"),
        (ApplicationState.DECLINED, "cannot offer you a match in this round", ""),
        (ApplicationState.DRAFT, "You have not sent this application yet.", ""),
    ],
)
def test_applicants_read_what_was_decided_and_which_screening_steps_are_open(
    state: ApplicationState, sentence: str, steps: str
) -> None:
    application, open_steps = make_application(state=state), ["Interview", "Training"]
    assert sentence in status_messages.application_status(application, [])
    told = status_messages.what_happens_next(application, [], open_steps, is_emailed=True)
    assert steps in " ".join(told)
    assert bool(told) is bool(steps)


@pytest.mark.parametrize(
    ("closes_on", "round_state", "said", "unsaid"),
    [
        (DEADLINE, RoundState.OPEN, ["until December 1, 2026", "by December 15, 2026"], "no more"),
        (DEADLINE, RoundState.MATCHING, ["no more", "By December 15, 2026"], "can apply"),
        (TODAY - DAY, RoundState.OPEN, ["no more", "By December 9, 2026"], "can apply"),
        (TODAY - 14 * DAY, RoundState.OPEN, ["no more", "By November 26, 2026"], "can apply"),
        (TODAY - 15 * DAY, RoundState.MATCHING, ["ended on November 11", "no match"], "By Nov"),
        (None, RoundState.OPEN, ["Until the round closes", "Within 2 weeks"], "no more"),
        (None, RoundState.MATCHING, ["no more", "Coordinators look"], "Within 2 weeks"),
    ],
)
def test_what_happens_next_follows_the_dates_of_the_round(
    closes_on: date | None, round_state: RoundState, said: list[str], unsaid: str
) -> None:
    application = make_application(closes_on=closes_on, round_state=round_state)
    steps = " ".join(status_messages.what_happens_next(application, [], is_emailed=True))
    assert [words for words in said if words not in steps] == []
    assert unsaid not in steps


@pytest.mark.parametrize("is_emailed", [True, False])
def test_an_email_is_promised_only_to_whoever_gets_one(is_emailed: bool) -> None:
    steps = status_messages.what_happens_next(make_application(), [], is_emailed=is_emailed)
    assert ("write to your email address" in steps[-1]) is is_emailed
    assert ("come back now and then" in steps[-1]) is not is_emailed


@pytest.mark.parametrize(("had_started", "what"), [(True, "match"), (False, "introduction")])
def test_an_erased_account_is_named_as_the_reason(had_started: bool, what: str) -> None:
    told = status_messages.erased_pair(ErasedPair(had_started=had_started))
    assert "he other person has deleted their account" in told
    assert f"his {what}" in told
    assert ("what you logged together" in told) is had_started
