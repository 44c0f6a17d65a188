"""Imports and sign-ups at the same moment: none fails with an error, nobody is there twice."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from flask import Flask

from mentorship.after_commit import commit, rollback
from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Application, Person, Round
from mentorship.services.accounts import people, sign_up_links
from mentorship.services.imports import Plan, apply_plan, plan_import
from tests.factories import PASSWORD, make_person
from tests.unit.services.imports.survey import ENTRIES, rows_of

pytestmark = [pytest.mark.usefixtures("each_database"), pytest.mark.slow]

PEOPLE = 40
ANSWERS = {
    **ENTRIES["answers"],
    "communities": {"Latino": ["latino"]},
    "languages": {"Spanish": ["es"], "English": ["en"]},
}


@pytest.fixture
def plans(a_round: Round) -> tuple[Plan, Plan]:
    """Return what two coordinators see who upload the same people in another order."""
    make_person("role@example.org")  # so that the role of accounts exists
    rows = [{"email": f"p{number}@example.org"} for number in range(PEOPLE)]
    forward, backward = (
        plan_import(db.session, rows_of(*order, answers=ANSWERS), a_round)
        for order in (rows, rows[::-1])
    )
    assert len(forward.to_import) == PEOPLE
    return forward, backward


def at_once(app: Flask, *actions: Callable[[], object]) -> Counter[str]:
    """Carry out actions in threads, each in a transaction; count the kinds of error."""
    barrier = Barrier(len(actions))

    def carry_out(action: Callable[[], object]) -> str:
        with app.app_context():
            barrier.wait()
            try:
                action()
                commit(db.session)
            except Exception as error:
                rollback(db.session)
                return type(error).__name__
            finally:
                db.session.remove()
            return "saved"

    db.session.commit()
    with ThreadPoolExecutor(len(actions)) as threads:
        return Counter(threads.map(carry_out, actions))


def apply(plan: Plan) -> None:
    apply_plan(db.session, None, plan, db.session.query(Round).one(), all_or_nothing=True)


@pytest.mark.parametrize("same_order", [True, False])
def test_two_imports_of_the_same_people_import_each_once(
    app: Flask, plans: tuple[Plan, Plan], same_order: bool
) -> None:
    first, second = plans[0], plans[0] if same_order else plans[1]
    outcomes = at_once(app, lambda: apply(first), lambda: apply(second))
    # On SQLite the later one begins once the earlier one has ended, and finds everybody.
    assert outcomes.keys() <= {"saved", UserFacingError.__name__}
    assert outcomes["saved"]
    assert db.session.query(Application).count() == PEOPLE


def test_a_sign_up_during_an_import_is_no_error(app: Flask, plans: tuple[Plan, Plan]) -> None:
    tokens = [
        sign_up_links.make_token(candidate.email, "en", None)
        for candidate in plans[0].to_import[::9]
    ]
    sign_ups = [partial(sign_up_links.use_token, db.session, token, PASSWORD) for token in tokens]
    outcomes = at_once(app, lambda: apply(plans[0]), *sign_ups)
    assert outcomes.keys() <= {"saved", UserFacingError.__name__}
    assert outcomes["saved"] >= len(sign_ups)
    names = [person.sign_in_name for person in db.session.query(Person)]
    assert len(names) == len(set(names))


def test_a_refused_import_saves_nothing_and_says_what_to_do(
    app: Flask, plans: tuple[Plan, Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody signs up after the import has looked for them."""
    make_person("p3@example.org")
    monkeypatch.setattr(people, "person_named", lambda session, name: None)
    with pytest.raises(UserFacingError, match="check the sheet again"):
        apply(plans[0])
    assert db.session.query(Application).count() == 0
