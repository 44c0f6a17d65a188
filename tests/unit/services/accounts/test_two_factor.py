"""Codes of an authenticator app, and who must use two-factor sign-in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import current_app

from mentorship.models import COORDINATOR, AccountRole, Person
from mentorship.runtime import Runtime
from mentorship.services.accounts import two_factor

# The test vectors of RFC 6238, appendix B: SHA-1, the last six of their eight digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_CODES = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}


@pytest.mark.parametrize(("seconds", "code"), RFC_CODES.items())
def test_codes_match_the_vectors_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert two_factor.matching_period(RFC_SECRET, code, at) == seconds // 30


@pytest.mark.parametrize("periods", [-1, 1])
def test_a_clock_may_differ_by_one_period_only(periods: int) -> None:
    at = datetime.fromtimestamp(1111111109, UTC)
    drift = timedelta(seconds=periods * two_factor.PERIOD_SECONDS)
    code = RFC_CODES[1111111109]
    assert two_factor.matching_period(RFC_SECRET, code, at + drift) == 1111111109 // 30
    assert two_factor.matching_period(RFC_SECRET, code, at + 2 * drift) is None


def test_spaces_in_a_code_are_ignored() -> None:
    at = datetime.fromtimestamp(59, UTC)
    assert two_factor.matching_period(RFC_SECRET, " 287 082 ", at) is not None


def test_the_provisioning_uri_names_neither_person_nor_programme() -> None:
    uri = urlsplit(two_factor.provisioning_uri(RFC_SECRET))
    assert (uri.scheme, uri.netloc, uri.path) == ("otpauth", "totp", "/CT:sign-in")
    assert parse_qs(uri.query)["secret"] == [RFC_SECRET]


def test_coordinators_must_use_two_factor_except_in_the_demonstration(runtime: Runtime) -> None:
    coordinator = Person(roles=[AccountRole(name=COORDINATOR)])
    assert two_factor.requires_two_factor(coordinator)
    assert not two_factor.requires_two_factor(Person(roles=[]))
    replace(runtime, demo=True).init_app(current_app)
    assert not two_factor.requires_two_factor(coordinator)
