"""Rows are locked and read anew; whoever comes later finds that one is gone."""

import threading

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import Person, Resource, ResourceState
from mentorship.services.row_locks import lock_row, lock_rows
from tests.factories import make_resource

pytestmark = pytest.mark.usefixtures("each_database")
UNNOTICED = {"synchronize_session": False}


def test_rows_are_read_anew_in_the_order_of_their_ids(coordinator: Person) -> None:
    first, second = make_resource(coordinator), make_resource(coordinator)
    retired = update(Resource).values(state=ResourceState.RETIRED)
    db.session.execute(retired, execution_options=UNNOTICED)
    assert lock_rows(db.session, Resource, [second.id, first.id, 99]) == [first, second]
    assert {first.state, second.state} == {ResourceState.RETIRED}


def test_a_second_transaction_waits_for_the_first_and_reads_what_it_wrote(
    coordinator: Person,
) -> None:
    resource = make_resource(coordinator)
    lock_row(db.session, resource)
    resource.revision, resource_id = 77, resource.id
    engine, read = db.engine, list[int]()

    def lock_too() -> None:
        with Session(engine) as other:
            read.extend(item.revision for item in lock_rows(other, Resource, [resource_id]))

    thread = threading.Thread(target=lock_too)
    thread.start()
    thread.join(0.2)
    assert read == []
    db.session.commit()
    thread.join()
    assert read == [77]


def test_a_row_that_is_gone_is_refused(coordinator: Person) -> None:
    resource = make_resource(coordinator, ResourceState.DRAFT)
    lock_row(db.session, resource)
    db.session.execute(delete(Resource), execution_options=UNNOTICED)
    with pytest.raises(UserFacingError, match="deleted already"):
        lock_row(db.session, resource)
