"""What a link says to whoever reads it, and links that are refused without a look-up."""

import pytest
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy.orm import Session

from mentorship.models import Person
from mentorship.runtime import Runtime
from mentorship.services.accounts import signed_links
from mentorship.services.accounts.signed_links import LinkKind

PERSON = Person(
    id=1,
    sealed_sign_in_name="mei@example.org",
    sealed_pending_email="new@example.org",
    fs_uniquifier="0123456789abcdef",
)


@pytest.mark.parametrize("kind", LinkKind)
def test_a_token_names_nobody(runtime: Runtime, kind: LinkKind) -> None:
    token = signed_links.make_token(kind, PERSON)
    _, payload = URLSafeTimedSerializer("a reader has no key").loads_unsafe(token)
    assert payload[0] == PERSON.fs_uniquifier
    for secret in ("mei", "new@", "example"):
        assert secret not in str(payload)


def test_every_kind_of_link_expires() -> None:
    assert set(signed_links.MAX_AGE) == set(LinkKind)


@pytest.mark.parametrize(
    "token", ["", ".", "..", "not a token", "ñ.ü.字", "\udcff", "a" * 100_000, "\x00"]
)
def test_text_that_is_no_token_is_refused_without_a_look_up(runtime: Runtime, token: str) -> None:
    assert signed_links.person_with_token(Session(), LinkKind.WELCOME, token) is None


def test_a_token_of_another_kind_is_refused_without_a_look_up(runtime: Runtime) -> None:
    for made_as in LinkKind:
        token = signed_links.make_token(made_as, PERSON)
        for used_as in set(LinkKind) - {made_as}:
            assert signed_links.person_with_token(Session(), used_as, token) is None


def test_a_token_with_one_character_changed_is_refused_without_a_look_up(runtime: Runtime) -> None:
    token = signed_links.make_token(LinkKind.NEW_PASSWORD, PERSON)
    for position in (0, token.index(".") + 1, token.rindex(".") + 1):
        changed = "A" if token[position] != "A" else "B"
        altered = token[:position] + changed + token[position + 1 :]
        assert signed_links.person_with_token(Session(), LinkKind.NEW_PASSWORD, altered) is None
