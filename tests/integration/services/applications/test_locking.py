"""Two decisions about one person at once end as they would one after the other.

Every pair of actions, each with itself too, runs one after the other, and then several times at
once in two threads with a transaction each. What both leave behind must be what one of the two
orders leaves behind, and no combination may break what always holds of pairs, pins and bans. The
second order runs only where the first does not explain what was left behind.

SQLite lets one transaction write at a time. There it is tested that this holds, and no pair of
actions tells more than another: each runs at once with itself and with one other, and once.
"""

import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from mentorship.clock import today
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Application,
    ApplicationState,
    Ban,
    BoardDecision,
    DecisionKind,
    MatchRun,
    Meeting,
    Pair,
    PairState,
    Person,
    Pin,
    Role,
    RunState,
    Suggestion,
    SuggestionState,
)
from mentorship.questions import STEPS
from mentorship.services import personal_data
from mentorship.services.applications import decisions, drafts, locking, submission
from mentorship.services.applications.readiness import TAKES_PART
from mentorship.services.board import boards, introducing
from mentorship.services.board import decisions as board_decisions
from mentorship.services.board.plans import Action as BoardAction
from mentorship.services.merging import merge, merge_plan
from mentorship.services.pairing import match_runs, pair_constraints, run_results, suggestions
from mentorship.services.pairing.run_results import ProposedPair, RunResult
from mentorship.services.pairs import closing, meetings, pairs
from mentorship.services.pairs.meetings import MeetingEntry, MeetingOnSameDayError
from tests.integration.situations import (
    EXPLANATION,
    MENTEE,
    MENTOR,
    OTHER,
    WITH_BOARD,
    add_board,
    make_rows,
)

pytestmark = pytest.mark.usefixtures("each_database")
TRIALS_AT_ONCE = {"sqlite": 1, "postgresql": 2}
STEP = {step.name: step for step in STEPS}


class Rows:
    """The rows that a request reads before it decides; None for those that are gone."""

    def __init__(self, session: Session, ids: dict[str, tuple[type[Any], int]]) -> None:
        self.ids = {name: key for name, (_table, key) in ids.items()}
        self._tables = {name: table for name, (table, _key) in ids.items()}
        self._session = session
        self._rows: dict[str, Any] = {}

    def read_all(self) -> None:
        """Read every row, of people their answers too: what others do meanwhile is not seen."""
        for name in self.ids:
            row = self._row(name)
            if name in (MENTOR, MENTEE, OTHER) and row is not None:
                assert row.profile.answers

    def _row(self, name: str) -> Any:
        if name not in self._rows:
            self._rows[name] = self._session.get(self._tables[name], self.ids[name])
        return self._rows[name]

    def __getattr__(self, name: str) -> Any:
        if name not in self.ids or self._row(name) is None:
            raise UserFacingError  # a page that is not found
        return self._row(name)


def store_result(session: Session, rows: Rows) -> None:
    """Store what a match run found before the other decision: the same pair again."""
    boards.lock_boards_of(session, [rows.round.id])
    pool = run_results.lock_pool(session, rows.round)
    mentee_id, mentor_id = rows.ids[MENTEE], rows.ids[MENTOR]
    pair = ProposedPair(mentee_id, mentor_id, EXPLANATION)
    result = RunResult([pair], {mentee_id}, {mentor_id: 1}, {}).among(pool.keys())
    run = MatchRun(round=rows.round, seed=2, settings={}, state=RunState.DONE)
    run_results.store(session, run, result, pool)


def reject_on_board(session: Session, rows: Rows) -> object:
    """Reject on the board, as a coordinator does who has seen what follows."""
    ids = rows.ids[MENTEE], rows.ids[MENTOR]
    action = BoardAction(DecisionKind.REJECT, *ids, reason="know_each_other")
    seen = board_decisions.preview(session, rows.run, rows.board, action)
    return board_decisions.decide(session, rows.staff, rows.run, rows.board, action, seen.digest)


def introduce_approved(session: Session, rows: Rows) -> object:
    approved = introducing.approved(session, rows.run)
    if not approved:
        raise UserFacingError  # the page has no button
    seen = introducing.digest_of(approved)
    return introducing.introduce_approved(session, rows.staff, rows.run, seen)


def merge_mentees(session: Session, rows: Rows) -> None:
    """Merge the two mentees, as a coordinator does whose page shows them as they are now."""
    boards.lock_boards_of(session, [rows.round.id])
    merge.lock_both(session, rows.mentee.person, rows.other.person)
    plan = merge_plan.plan_merge(session, rows.mentee, rows.mentee, rows.other)
    seen = plan.digest()
    merge.merge(session, rows.staff, rows.mentee, rows.mentee, rows.other, seen=seen)


def log_meeting(session: Session, rows: Rows, person: Person) -> None:
    """Log the meeting of today, which the other one may be logging too."""
    try:
        meetings.log_meeting(
            session, person, rows.pair, MeetingEntry(today(), 30, "online", "talk", "")
        )
    except MeetingOnSameDayError as question:
        raise UserFacingError from question  # the page asks whether it is another one


Action = Callable[[Session, Rows], object]
ACTIONS: dict[str, Action] = {
    "approve": lambda session, rows: suggestions.introduce(session, rows.staff, rows.suggestion),
    "approve second": lambda session, rows: suggestions.introduce(session, rows.staff, rows.second),
    "pin": lambda session, rows: pair_constraints.pin(session, rows.staff, rows.suggestion),
    "unpin": lambda session, rows: pair_constraints.unpin(session, rows.staff, rows.suggestion),
    "store result": store_result,
    "mentee's yes": lambda session, rows: pairs.say_yes(session, rows.mentee.person, rows.pair),
    "mentor's yes": lambda session, rows: pairs.say_yes(session, rows.mentor.person, rows.pair),
    "no": lambda session, rows: pairs.say_no(session, rows.mentee.person, rows.pair),
    "end": lambda session, rows: closing.end(session, rows.mentee.person, rows.pair),
    "staff ends": lambda session, rows: closing.end(session, rows.staff, rows.pair),
    "mentee logs meeting": lambda session, rows: log_meeting(session, rows, rows.mentee.person),
    "mentor logs meeting": lambda session, rows: log_meeting(session, rows, rows.mentor.person),
    "withdraw": lambda session, rows: submission.withdraw(session, None, rows.mentor),
    "other withdraws": lambda session, rows: submission.withdraw(session, None, rows.mentee),
    "waitlist": lambda session, rows: decisions.decide(
        session, rows.staff, rows.mentor, ApplicationState.WAITLISTED
    ),
    "accept": lambda session, rows: decisions.decide(
        session, rows.staff, rows.mentor, ApplicationState.ACCEPTED
    ),
    "send": lambda session, rows: drafts.send(
        session, rows.mentor.person, rows.mentor, agrees=True
    ),
    "save capacity": lambda session, rows: drafts.save_step(
        session, rows.mentor.person, rows.mentor, STEP["capacity"], {"capacity": 0}
    ),
    "exclude": lambda session, rows: drafts.save_step(
        session,
        rows.mentor.person,
        rows.mentor,
        STEP["exclusions"],
        {"excluded_people": MENTEE},
    ),
    "begin": lambda session, rows: drafts.begin(session, rows.newcomer, rows.round, list(Role)),
    "delete draft": lambda session, rows: drafts.delete_draft(
        session, rows.mentor.person, rows.mentor
    ),
    "merge": merge_mentees,
    "erase": lambda session, rows: personal_data.erase(session, rows.mentoring),
    "reject on board": reject_on_board,
    "undo": lambda session, rows: board_decisions.undo(session, rows.staff, rows.decision),
    "introduce approved": introduce_approved,
    "call back": lambda session, rows: introducing.call_back(session, rows.staff, rows.pair),
    "request run": lambda session, rows: match_runs.request_run(
        session, rows.staff, rows.round, seed=1
    ),
}
# Which actions are more than a refusal, by what the two are to each other.
ACTIONS_FROM: dict[str, list[str]] = {
    "suggested": [
        "approve",
        "approve second",
        "pin",
        "unpin",
        "store result",
        "withdraw",
        "waitlist",
        "save capacity",
        "exclude",
        "merge",
        "erase",
    ],
    "introduced": [
        "mentee's yes",
        "mentor's yes",
        "no",
        "staff ends",
        "withdraw",
        "other withdraws",
        "approve second",
        "waitlist",
        "merge",
        "erase",
    ],
    "active": [
        "end",
        "staff ends",
        "mentee logs meeting",
        "mentor logs meeting",
        "withdraw",
        "other withdraws",
        "erase",
    ],
    "waitlisted": ["accept", "withdraw", "approve", "pin", "erase"],
    "withdrawn": ["send", "withdraw", "approve", "pin", "erase"],
    "draft": ["send", "delete draft", "save capacity", "exclude", "erase"],
    "newcomer": ["begin"],
    "approved on a board": [
        "reject on board",
        "undo",
        "introduce approved",
        "request run",
        "store result",
        "withdraw",
        "waitlist",
        "exclude",
        "merge",
        "erase",
    ],
    "introduced on a board": [
        "call back",
        "mentor's yes",
        "no",
        "withdraw",
        "erase",
    ],
}


@dataclass
class Trial:
    """One situation in the database, and the actions that happen in it."""

    app: Flask
    ids: dict[str, tuple[type[Any], int]]
    errors: list[BaseException] = field(default_factory=list)

    def act(self, name: str, barrier: threading.Barrier | None = None) -> bool:
        """Do what a request does, in a transaction of its own; return whether it was refused."""
        with self.app.app_context(), Session(db.engine) as session:
            rows = Rows(session, self.ids)
            if barrier is not None:
                rows.read_all()
                barrier.wait()
            try:
                ACTIONS[name](session, rows)
                session.commit()
            except UserFacingError:
                return True
            except Exception as error:
                self.errors.append(error)
        return False

    def act_at_once(self, names: tuple[str, str]) -> list[bool]:
        barrier = threading.Barrier(2)
        refused = [False, False]

        def act(index: int) -> None:
            refused[index] = self.act(names[index], barrier)

        threads = [threading.Thread(target=act, args=(index,)) for index in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return refused

    def result(self) -> dict[str, Any]:
        """Return what can be observed of the rows of this trial, without ids and times."""
        with Session(db.engine) as session:
            return self._observe(session)

    def _observe(self, session: Session) -> dict[str, Any]:
        names = {self.ids[name][1]: name for name in (MENTOR, MENTEE, OTHER)}
        found = {name: session.get(Application, key) for key, name in names.items()}
        decided = [session.get(*self.ids[name]) for name in ("suggestion", "second")]
        newcomer = Application.person_id == self.ids["newcomer"][1]
        return {
            "applications": {
                name: application
                and (
                    application.state,
                    application.decision,
                    application.profile.answers["capacity"],
                    application.profile.answers["excluded_people"],
                )
                for name, application in found.items()
            },
            "suggestions": [item and item.state for item in decided],
            "approved": sorted(
                names[item.mentee_id]
                for item in decided
                if item and item.state is SuggestionState.INTRODUCED
            ),
            "suggested": sorted(
                session.scalars(select(Suggestion.state).where(Suggestion.mentee_id.in_(names)))
            ),
            "pairs": sorted(
                (
                    names[pair.mentee_id],
                    pair.state,
                    pair.mentee_agreed_at is not None,
                    pair.mentor_agreed_at is not None,
                    pair.started_at is not None,
                    pair.closed_at is not None,
                )
                for pair in session.scalars(select(Pair).where(Pair.mentee_id.in_(names)))
            ),
            "pins": self._pairs_in(session, Pin, names),
            "bans": self._pairs_in(session, Ban, names),
            "meetings": len(
                session.scalars(
                    select(Meeting.id).join(Pair).where(Pair.mentee_id.in_(names))
                ).all()
            ),
            "begun": sorted(session.scalars(select(Application.role).where(newcomer))),
            **(self._observe_board(session) if "board" in self.ids else {}),
        }

    def _observe_board(self, session: Session) -> dict[str, Any]:
        board = session.get(*self.ids["board"])
        of_round = select(MatchRun.state).where(MatchRun.round_id == self.ids["round"][1])
        return {
            "board": board and (board.version, board.state["solver"]["mentor_of"]),
            "decisions": board
            and sorted(
                (item.version, item.kind, item.undone_at is None)
                for item in session.scalars(
                    select(BoardDecision).where(BoardDecision.board_id == board.id)
                )
            ),
            "runs": sorted(session.scalars(of_round)),
        }

    @staticmethod
    def _pairs_in(
        session: Session, table: type[Pin] | type[Ban], names: dict[int, str]
    ) -> list[str]:
        ids = session.scalars(select(table.mentee_id).where(table.mentee_id.in_(names)))
        return sorted(names[mentee_id] for mentee_id in ids)


def make_trials(app: Flask, situation: str, count: int) -> list[Trial]:
    """Return trials with people of their own; one transaction for all saves most of the time."""
    made = [make_rows(situation) for _trial in range(count)]
    with Session(db.engine, expire_on_commit=False) as session:
        session.add_all(row for rows in made for row in rows.values())
        session.commit()
        if situation in WITH_BOARD:
            made = [add_board(session, rows) for rows in made]
            session.commit()
    return [Trial(app, {name: (type(row), row.id) for name, row in rows.items()}) for rows in made]


def broken_rules(result: dict[str, Any]) -> list[str]:
    """Return what must never be the case, whatever was decided in whichever order."""
    live = [name for name, state, *_rest in result["pairs"] if state is not PairState.CLOSED]
    states = {name: row and row[0] for name, row in result["applications"].items()}
    paired = {name for name, *_rest in result["pairs"]}
    rules = {
        "a live pair of somebody who takes no part": any(
            states[name] not in TAKES_PART for mentee in live for name in (mentee, MENTOR)
        ),
        "more live pairs than places": len(live) > 1,
        "a pin on a banned pair": set(result["pins"]) & set(result["bans"]),
        "a pin of somebody who withdrew": result["pins"]
        and states[MENTOR] is ApplicationState.WITHDRAWN,
        "approved without a pair, or a pair without approval": paired != set(result["approved"]),
    }
    return [rule for rule, broken in rules.items() if broken]


def comparable(names: tuple[str, str], refused: list[bool], result: dict[str, Any]) -> Any:
    """Of an action with itself, it does not matter which of the two was refused."""
    return (sorted(refused) if names[0] == names[1] else refused), result


def in_order(trial: Trial, names: tuple[str, str], order: tuple[int, int]) -> Any:
    refused = {index: trial.act(names[index]) for index in order}
    result = trial.result()
    assert not trial.errors, trial.errors
    assert not broken_rules(result), (names, broken_rules(result))
    return comparable(names, [refused[0], refused[1]], result)


def pairs_of_actions(situation: str) -> list[tuple[str, str]]:
    actions = ACTIONS_FROM[situation]
    if db.engine.dialect.name == "postgresql":
        return list(itertools.combinations_with_replacement(actions, 2))
    return [*zip(actions, actions, strict=True), *itertools.pairwise(actions)]


@pytest.mark.slow
@pytest.mark.parametrize("situation", ACTIONS_FROM)
def test_two_decisions_at_once_end_like_one_after_the_other(app: Flask, situation: str) -> None:
    combinations = pairs_of_actions(situation)
    at_once = TRIALS_AT_ONCE[db.engine.dialect.name]
    trials = iter(make_trials(app, situation, len(combinations) * (1 + at_once)))
    wrong = []
    for names in combinations:
        first, *simultaneous = itertools.islice(trials, 1 + at_once)
        allowed = [in_order(first, names, (0, 1))]
        for trial in simultaneous:
            refused = trial.act_at_once(names)
            result = trial.result()
            ended = comparable(names, refused, result)
            if ended not in allowed and len(allowed) == 1:
                (second,) = make_trials(app, situation, 1)
                allowed.append(in_order(second, names, (1, 0)))
            if trial.errors or ended not in allowed or broken_rules(result):
                wrong.append((names, trial.errors, broken_rules(result), ended))
    assert not wrong, "\n".join(map(str, [len(wrong), *wrong]))


def test_somebody_who_is_gone_is_not_among_the_locked(app: Flask) -> None:
    (trial,) = make_trials(app, "suggested", 1)
    with Session(db.engine) as session:
        person_id = session.get_one(*trial.ids[MENTOR]).person_id
        assert locking.lock_people(session, [person_id, 2**31 - 1]) == {person_id}
        with pytest.raises(UserFacingError, match="has just been deleted"):
            locking.lock(session, trial.ids[MENTOR][1], 2**31 - 1)
