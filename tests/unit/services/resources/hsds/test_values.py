"""Single values: markup is taken off, and what is no time, day or address becomes nothing."""

import pytest

from mentorship.services.resources.hsds import values

pytestmark = pytest.mark.usefixtures("runtime")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("<p>First.</p><p>Second &amp; third.</p>", "First.\nSecond & third."),
        ("a < b and c > d", "a < b and c > d"),
        ("  one \u200b line ", "one  line"),
        (None, ""),
        ([1], ""),
        (7, "7"),
    ],
)
def test_a_text_has_no_markup(value: object, text: str) -> None:
    assert values.text_of(value, 100) == text


def test_a_text_is_cut_at_its_limit() -> None:
    assert values.text_of("x" * 50, 10) == "x" * 10


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("10:00:00", "10:00"), ("9:30", "09:30"), ("09:00-05:00", "09:00"), ("5pm", "17:00"),
        ("12:15 AM", "00:15"), ("12 pm", "12:00"), ("", ""), ("late", ""), ("24:00", ""),
    ],
)  # fmt: skip
def test_a_time_of_day(value: str, time: str) -> None:
    assert values.time_of_day(value) == time


@pytest.mark.parametrize(
    ("value", "number"),
    [("12", 12), (12, 12), ("12.0", 12), ("", None), ("a dozen", None), (-1, None)],
)
def test_a_whole_number(value: object, number: int | None) -> None:
    assert values.whole_number(value) == number


@pytest.mark.parametrize(
    "value",
    ["javascript:alert(1)", "data:text/html,x", "ftp://x.org", "help", "http://[", "//x.org"],
)
def test_only_web_addresses_become_links(value: str) -> None:
    assert values.web_address(value, 300) == ""


@pytest.mark.parametrize(
    "value", ["a@b.org?bcc=c@d.org", "a@b.org&body=x", "a%0Ab@c.org", "a@b.org,c@d.org"]
)
def test_an_address_with_more_than_one_recipient_is_none(value: str) -> None:
    assert values.EMAIL.fullmatch(value) is None


@pytest.mark.parametrize(
    ("code", "name", "ours"),
    [
        ("es", "", "es"), ("SPA", "", "es"), ("zap", "", "zap"), ("fil", "", "fil"),
        ("", "Español", "es"), ("", "chinese", "zh"), ("xx-unknown", "Korean", "ko"),
        ("", "Kaqchikel", "cak"), ("qq", "Elvish", ""),
    ],
)  # fmt: skip
def test_a_language_is_known_by_code_or_by_name(code: str, name: str, ours: str) -> None:
    assert values.language_code(code, name) == ours
