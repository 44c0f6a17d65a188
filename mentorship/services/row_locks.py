"""Lock rows, so that what is decided about them happens one after another.

Whoever also locks people locks them first (`services.applications.locking`): that order is the
same everywhere.
"""

from collections.abc import Collection
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import false, select, update

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError

Row = TypeVar("Row", bound=Any)


def lock_rows(session: AnySession, model: type[Row], ids: Collection[int]) -> list[Row]:
    """Lock rows in ascending order of id, until the transaction ends; return those that exist.

    They are read anew, as earlier changes left them.
    """
    session.flush()
    # SQLite has no row locks: its transaction must begin as a writer, before the first read.
    session.execute(update(model.__table__).where(false()).values(id=model.id))
    rows = select(model).where(model.id.in_(ids)).order_by(model.id)
    locked = rows.with_for_update(of=model, key_share=True)
    return list(session.scalars(locked.execution_options(populate_existing=True)))


def lock_row(session: AnySession, row: Any) -> None:
    """Lock a row that is to be changed or deleted; refuse it if it is gone."""
    if not lock_rows(session, type(row), [row.id]):
        raise UserFacingError(_("This has been deleted already."))
