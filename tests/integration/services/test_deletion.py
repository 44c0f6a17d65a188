"""A row is deleted once; whoever comes later reads that it is gone."""

import pytest
from sqlalchemy import delete

from mentorship.errors import UserFacingError
from mentorship.extensions import db
from mentorship.models import ResourceSuggestion
from mentorship.services.deletion import lock_for_deletion
from mentorship.services.resources import suggestions

pytestmark = pytest.mark.usefixtures("each_database")


def test_a_row_that_is_there_is_held_and_one_that_is_gone_is_refused() -> None:
    suggestions.add(db.session, "Circle", "Thursdays.")
    row = db.session.query(ResourceSuggestion).one()
    lock_for_deletion(db.session, row)
    db.session.execute(delete(ResourceSuggestion), execution_options={"synchronize_session": False})
    with pytest.raises(UserFacingError, match="deleted already"):
        lock_for_deletion(db.session, row)
