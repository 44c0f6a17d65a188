"""Delete a row once, also when several requests want to at the same moment."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from mentorship.after_commit import AnySession
from mentorship.errors import UserFacingError


def lock_for_deletion(session: AnySession, row: Any) -> None:
    """Hold a row that is to be deleted; whoever comes later reads that it is gone already.

    The update changes nothing: it makes the others wait, as on SQLite no SELECT would.
    """
    model = type(row)
    unchanged = update(model).where(model.id == row.id).values(created_at=model.created_at)
    if session.scalar(unchanged.returning(model.id)) is None:
        raise UserFacingError(_("This has been deleted already."))
