"""A token is used once, unless the request that used it fails; its mark is kept until it ends."""

from datetime import timedelta

import pytest

from mentorship.clock import now
from mentorship.extensions import db
from mentorship.models import UsedToken
from mentorship.services.accounts import used_tokens

pytestmark = pytest.mark.usefixtures("each_database")

HOUR = timedelta(hours=1)


def test_a_token_is_used_once() -> None:
    assert used_tokens.use_once(db.session, b"a", HOUR)
    assert not used_tokens.use_once(db.session, b"a", HOUR)
    assert used_tokens.use_once(db.session, b"b", HOUR)


def test_a_token_works_again_if_its_request_fails() -> None:
    used_tokens.use_once(db.session, b"a", HOUR)
    db.session.rollback()
    assert used_tokens.use_once(db.session, b"a", HOUR)


def test_a_token_itself_is_not_stored() -> None:
    used_tokens.use_once(db.session, b"token that was used", HOUR)
    assert b"token" not in db.session.query(UsedToken).one().digest


def test_marks_are_purged_when_their_tokens_have_expired(monkeypatch: pytest.MonkeyPatch) -> None:
    used_tokens.use_once(db.session, b"a", HOUR)
    later = now() + HOUR
    for moment, count in ((now() + HOUR / 2, 1), (later, 0)):
        monkeypatch.setattr(used_tokens, "now", lambda moment=moment: moment)
        used_tokens.purge_expired(db.session)
        assert db.session.query(UsedToken).count() == count
