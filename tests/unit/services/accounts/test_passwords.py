"""Rules for choosing a password."""

import pytest

from mentorship.runtime import Runtime
from mentorship.services.accounts import passwords


@pytest.mark.parametrize(
    "password", ["nopal guitarra lluvia", "correct horse battery", "기타 국수 바다 노래 하늘"]
)
def test_a_long_uncommon_password_has_no_problem(runtime: Runtime, password: str) -> None:
    assert passwords.password_problem(password) is None


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("x" * (passwords.MIN_LENGTH - 1), "at least 12"),
        ("x" * (passwords.MAX_LENGTH + 1), "at most 200"),
        ("password1234", "guessed first"),
        ("PASSWORD1234", "guessed first"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(
    runtime: Runtime, password: str, message: str
) -> None:
    assert message in (passwords.password_problem(password) or "")


def test_a_password_made_of_the_sign_in_name_is_refused(runtime: Runtime) -> None:
    name = "xochiquetzal@example.org"
    assert passwords.password_problem("xochiquetzal", name) is not None


def test_unicode_forms_of_a_password_are_the_same_password() -> None:
    assert passwords.normalize_password("e\u0301") == passwords.normalize_password("\u00e9")
