"""One of several transactions inserts a row; the others go on, and their work is kept."""

import threading

import pytest
from sqlalchemy.orm import Session

from mentorship.extensions import db
from mentorship.models import AccountRole
from mentorship.services.insertion import insert_if_absent

pytestmark = pytest.mark.usefixtures("each_database")


def test_a_row_is_inserted_unless_its_unique_value_is_there() -> None:
    assert insert_if_absent(db.session, AccountRole, name="mentor")
    assert not insert_if_absent(db.session, AccountRole, name="mentor")
    assert insert_if_absent(db.session, AccountRole, name="mentee")
    db.session.commit()
    assert db.session.query(AccountRole).count() == 2


def test_a_transaction_goes_on_after_its_row_was_there_already() -> None:
    insert_if_absent(db.session, AccountRole, name="mentor")
    db.session.commit()
    db.session.add(AccountRole(name="before"))
    db.session.flush()
    assert not insert_if_absent(db.session, AccountRole, name="mentor")
    db.session.rollback()
    assert [role.name for role in db.session.query(AccountRole)] == ["mentor"]


def test_a_second_transaction_waits_for_the_first() -> None:
    insert_if_absent(db.session, AccountRole, name="mentor")
    results: list[bool] = []
    engine = db.engine

    def insert_too() -> None:
        with Session(engine) as other:
            results.append(insert_if_absent(other, AccountRole, name="mentor"))

    thread = threading.Thread(target=insert_too)
    thread.start()
    thread.join(0.2)
    assert results == []
    db.session.commit()
    thread.join()
    assert results == [False]
