"""Constraints of people: which pairs they rule out, in which rounds, and what removes them."""

import pytest
from sqlalchemy import event, update

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import (
    Application,
    AuditEntry,
    Person,
    PersonConstraint,
    Pin,
    Role,
    Round,
    Suggestion,
    SuggestionState,
)
from mentorship.services.pairing import person_constraints, suggestions
from mentorship.services.pairing.constraint_kinds import ConstraintKind
from mentorship.services.pairing.pair_constraints import banned_pairs, check_may_be_matched
from tests.factories import make_application, make_round

pytestmark = pytest.mark.usefixtures("each_database")


@pytest.fixture
def mentee(a_round: Round) -> Application:
    return make_application(a_round, Role.MENTEE, "mentee@example.org")


@pytest.fixture
def near(a_round: Round) -> Application:
    return make_application(a_round, Role.MENTOR, "near@example.org", "latino", area="koreatown")


@pytest.fixture
def far(a_round: Round) -> Application:
    return make_application(a_round, Role.MENTOR, "far@example.org", "latino", area="van_nuys")


def limit(application: Application, kind: ConstraintKind, value: object = None) -> PersonConstraint:
    added = person_constraints.add(db.session, None, application, kind, value)
    db.session.commit()
    assert added is not None
    return added


def test_a_run_suggests_nobody_from_another_area_to_whom_it_is_too_far(
    mentee: Application, near: Application, far: Application
) -> None:
    limit(mentee, ConstraintKind.SAME_AREA)
    assert banned_pairs(db.session, [mentee, near, far]) == [(mentee.id, far.id)]


def test_a_mentor_who_takes_no_more_is_suggested_to_nobody_of_this_round(
    mentee: Application, near: Application, far: Application
) -> None:
    limit(near, ConstraintKind.NO_MORE)
    assert banned_pairs(db.session, [mentee, near, far]) == [(mentee.id, near.id)]


def test_what_somebody_needs_holds_in_later_rounds_and_no_more_holds_for_one(
    near: Application, a_round: Round
) -> None:
    limit(near, ConstraintKind.NO_MORE)
    limit(near, ConstraintKind.MIN_COMMON_TIMES, 2)
    later = make_round("Autumn")
    again = make_application(later, Role.MENTOR, "near@example.org", "latino")
    fits = make_application(later, Role.MENTEE, "fits@example.org")
    has_one_time = make_application(
        later, Role.MENTEE, "busy@example.org", availability=["sat_morning"]
    )
    assert banned_pairs(db.session, [again, fits, has_one_time]) == [(has_one_time.id, again.id)]


def test_two_who_are_kept_together_or_approved_stay_so(
    suggested: Suggestion, near: Application, far: Application
) -> None:
    limit(suggested.mentee, ConstraintKind.NO_MORE)
    db.session.add(Pin(mentee_id=suggested.mentee_id, mentor_id=near.id))
    suggested.state = SuggestionState.APPROVED
    db.session.commit()
    pool = [suggested.mentee, suggested.mentor, near, far]
    assert banned_pairs(db.session, pool) == [(suggested.mentee_id, far.id)]


def test_a_suggestion_is_refused_while_a_constraint_rules_it_out(suggested: Suggestion) -> None:
    constraint = limit(suggested.mentor, ConstraintKind.NO_MORE)
    with pytest.raises(UserFacingError, match="A limit for matching"):
        check_may_be_matched(db.session, suggested)
    person_constraints.remove(db.session, None, constraint)
    check_may_be_matched(db.session, suggested)


def test_who_was_approved_before_is_introduced_though_the_mentor_takes_no_more(
    suggested: Suggestion,
) -> None:
    suggested.state = SuggestionState.APPROVED
    limit(suggested.mentor, ConstraintKind.NO_MORE)
    suggestions.introduce(db.session, None, suggested)
    assert suggested.state is SuggestionState.INTRODUCED


def test_who_was_not_approved_before_is_not_introduced_to_one_who_takes_no_more(
    suggested: Suggestion,
) -> None:
    limit(suggested.mentor, ConstraintKind.NO_MORE)
    with pytest.raises(UserFacingError, match="A limit for matching"):
        suggestions.introduce(db.session, None, suggested)


def test_the_same_constraint_is_kept_once(mentee: Application) -> None:
    limit(mentee, ConstraintKind.WITHOUT_LANGUAGES, ["en"])
    same = person_constraints.add(
        db.session, None, mentee, ConstraintKind.WITHOUT_LANGUAGES, ["en"]
    )
    assert same is None
    assert db.session.query(PersonConstraint).count() == 1


def test_somebody_takes_no_more_until_they_do_and_a_coordinators_limit_stays(
    mentee: Application, coordinator: Person
) -> None:
    def held_by() -> list[int | None]:
        stored = person_constraints.constraints_of(db.session, mentee)
        return [constraint.created_by for constraint in stored]

    no_more, person = ConstraintKind.NO_MORE, mentee.person
    person_constraints.add(db.session, coordinator, mentee, no_more)
    for _ in range(2):
        person_constraints.say_whether_more(db.session, person, mentee, takes_more=False)
    assert held_by() == [coordinator.id, person.id]
    assert person_constraints.wants_no_more(db.session, mentee)
    for _ in range(2):
        person_constraints.say_whether_more(db.session, person, mentee, takes_more=True)
    assert held_by() == [coordinator.id]
    assert not person_constraints.wants_no_more(db.session, mentee)


def test_one_that_cannot_be_read_rules_out_everybody_until_it_is_removed(
    mentee: Application, near: Application
) -> None:
    constraint = limit(mentee, ConstraintKind.SAME_AREA)
    constraint_id = constraint.id
    db.session.execute(update(PersonConstraint).values(row_token=b"another row's   "))
    db.session.commit()
    db.session.expire_all()
    assert banned_pairs(db.session, [mentee, near]) == [(mentee.id, near.id)]
    damaged = person_constraints.constraint_with_id(db.session, constraint_id)
    assert damaged is not None
    person_constraints.remove(db.session, None, damaged)
    assert banned_pairs(db.session, [mentee, near]) == []


def test_the_audit_trail_says_that_there_is_a_constraint_not_which(
    mentee: Application, coordinator: Person
) -> None:
    added = person_constraints.add(db.session, coordinator, mentee, ConstraintKind.SAME_AREA)
    assert added is not None
    person_constraints.remove(db.session, coordinator, added)
    db.session.commit()
    entries = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).limit(2).all()
    about = [(entry.action, entry.subject, entry.subject_id) for entry in reversed(entries)]
    assert about == [
        (action, "application", mentee.id) for action in ("add constraint", "remove constraint")
    ]


def test_the_number_of_statements_does_not_grow_with_the_constraints(
    mentee: Application, near: Application, far: Application
) -> None:
    pool = [mentee, near, far]
    counts = []
    for application in pool:
        limit(application, ConstraintKind.WITHOUT_LANGUAGES, ["en"])
        counts.append(count_statements(pool))
    assert len(set(counts)) == 1


def count_statements(pool: list[Application]) -> int:
    db.session.expire_all()
    for item in pool:  # what a caller has read already
        assert item.profile.answers
        assert item.person_id
    statements: list[str] = []
    listen = (db.engine, "before_cursor_execute", lambda *about: statements.append(about[2]))
    event.listen(*listen)
    person_constraints.banned_by_constraints(db.session, pool)
    event.remove(*listen)
    return len(statements)
