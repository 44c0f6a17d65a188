"""Only the spellings of one mailbox have the same key."""

import pytest

from mentorship.privacy.email_addresses import is_email_address, mailbox_key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ana@example.org", " Ana@EXAMPLE.org "),
        ("ana@example.org", "an\u200ba@example.org"),
        ("ana@example.org", "ａｎａ@ｅｘａｍｐｌｅ.org"),
        ("josé@example.org", "jose\u0301@example.org"),
        ("groß@example.org", "GROẞ@example.org"),
        ("νίκος@example.org", "ΝΊΚΟΣ@example.org"),
        ("ana@straße.example", "ana@xn--strae-oqa.example"),
        ("ana@münchen.example", "ana@XN--Mnchen-3ya.example"),
        ("ana@例え.jp", "ana@例え。jp"),
    ],
)
def test_spellings_of_one_mailbox_have_the_same_key(first: str, second: str) -> None:
    assert mailbox_key(first) == mailbox_key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("groß@example.org", "gross@example.org"),
        ("ana@straße.example", "ana@strasse.example"),
        ("ana@faß.example", "ana@xn--fass-.example"),
        ("ıris@example.org", "iris@example.org"),
        ("İris@example.org", "iris@example.org"),
        ("ſam@example.org", "sam@example.org"),
        ("ﬁona@example.org", "fiona@example.org"),
        ("ana²@example.org", "ana2@example.org"),
        ("νίκος@example.org", "νίκοσ@example.org"),
        ("josé@example.org", "jose@example.org"),
        ("ana@example.org.", "ana@example.org"),
        ("a.na@example.org", "ana@example.org"),
        ("ana+b@example.org", "ana@example.org"),
    ],
)
def test_what_could_be_two_mailboxes_has_two_keys(first: str, second: str) -> None:
    assert mailbox_key(first) != mailbox_key(second)


@pytest.mark.parametrize(
    "address",
    ["ana@example.org", "groß@straße.example", "名@例え.jp", "o'neil@example.org", "ß@x.example"],
)
def test_an_address_in_any_script_is_valid(address: str) -> None:
    assert is_email_address(address)


@pytest.mark.parametrize(
    "address",
    ["", "ana", "ana@", "ana@example.org.", "ana＠example.org", "ａna@example.org", "a@b@c.org",
     "ana @example.org", "a" * 250 + "@example.org", "me＠evil.org，friend@victim.org"],
)  # fmt: skip
def test_what_cannot_be_an_address_or_only_resembles_one_is_refused(address: str) -> None:
    assert not is_email_address(address)


def test_a_key_is_made_of_any_text_however_long() -> None:
    assert mailbox_key("a@" + "ß." * 10_000).startswith("a@ß.")
