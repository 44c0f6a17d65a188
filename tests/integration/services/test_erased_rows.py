"""Which rows are about a person: those that are gone after the person is deleted."""

import pytest
from sqlalchemy import select

from mentorship.extensions import Base, db
from mentorship.models import Pair, Person, Round
from mentorship.services.erased_rows import WORK, rows_deleted_with
from mentorship.services.imports import sessions
from mentorship.services.pairs import concerns


def stored_ids() -> dict[str, set[int]]:
    tables = (table for table in Base.metadata.sorted_tables if "id" in table.c)
    return {table.name: set(db.session.scalars(select(table.c.id))) for table in tables}


@pytest.mark.usefixtures("each_database")
def test_the_rows_about_somebody_are_those_that_the_database_deletes_with_them(
    introduced: Pair, a_round: Round, coordinator: Person
) -> None:
    person = introduced.mentee.person
    concerns.tell(db.session, person, introduced, "Please call.")
    sessions.store_upload(db.session, person, a_round, b"name\nAna\n")
    db.session.flush()
    rows, before = rows_deleted_with(db.session, person), stored_ids()
    db.session.delete(person)
    db.session.flush()
    after = stored_ids()
    gone = {table: before[table] - after[table] for table in before if table not in WORK}
    assert {table: ids for table, ids in rows.items() if ids} == {
        table: ids for table, ids in gone.items() if ids
    }
    assert {"person", "application", "suggestion", "pair", "concern"} <= {
        table for table, ids in rows.items() if ids
    }
