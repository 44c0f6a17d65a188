"""Redaction removes sensitive parts, cleans up around them, and takes linear time."""

import importlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.sensitive_text import Finding, find_sensitive_text, redact
from mentorship.sensitive_text.status_terms import ENTRIES, LANGUAGES

BEFORE_AND_AFTER = {
    "I am undocumented and I cook.": "I am and I cook.",
    "I cook. Undocumented. I dance.": "I cook. I dance.",
    "Undocumented, DACA, green card: I cook.": "I cook.",
    "I cook (on a student visa).": "I cook (on a).",
    "I cook (DACA) and dance.": "I cook and dance.",
    "My “green card” came": "My came",
    "I am undocumented, DACA.": "I am.",
    "Call 213 555 0142, SSN 123-45-6789.": "Call 213 555 0142, SSN.",
    "One line\nDACA\nanother": "One line\n\nanother",
    "我没有签证，想学英语。": "我没有，想学英语。",
    "ICE": "",
    "green DACA card": "",
    "nothing  here ,  is (  ) changed .": "nothing  here ,  is (  ) changed .",
}
# The package has a function of the same name.
redact_module = importlib.import_module("mentorship.sensitive_text.redact")
WORDS = [entry.replace("*", "") for language in LANGUAGES for entry in ENTRIES[language]["words"]]
LENGTH = 100_000
MAX_CPU_SECONDS = 20  # at this length a quadratic search takes hours


@pytest.mark.parametrize(("before", "after"), BEFORE_AND_AFTER.items())
def test_spaces_and_punctuation_around_removed_text_are_cleaned_up(before: str, after: str) -> None:
    assert redact(before) == after


text_parts = st.one_of(
    st.sampled_from(WORDS), st.sampled_from([" ", ", ", ". ", "\n", "(", ")", "-"]), st.text()
)


@given(st.lists(text_parts, max_size=30).map("".join))
def test_redacted_text_contains_nothing_sensitive(text: str) -> None:
    assert find_sensitive_text(redact(text)) == []


@given(st.text())
def test_a_text_without_sensitive_parts_is_unchanged(text: str) -> None:
    if not find_sensitive_text(text):
        assert redact(text) == text


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["I like cooking. ", "a", " ", ",", "1", "1 ", "12-", "123-45-", "visa ", "visa number ",
     "green ", "no ", "deport", "undocumented ", "비", "無", "A", "\u0301", "\u200b",
     "123-45-6789 ", "passport no "],
)  # fmt: skip
def test_redaction_takes_time_linear_in_the_length(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]
    started = time.process_time()
    redact(text)
    assert time.process_time() - started < MAX_CPU_SECONDS


@pytest.mark.parametrize(("before", "after"), [("签", "证"), ("no ", " papers")])
def test_terms_within_terms_take_few_passes(
    before: str, after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes: list[str] = []

    def find(text: str) -> list[Finding]:
        passes.append(text)
        return find_sensitive_text(text)

    monkeypatch.setattr(redact_module, "find_sensitive_text", find)
    assert find_sensitive_text(redact(before * 300 + after * 300)) == []
    assert len(passes) <= redact_module.MAX_PASSES + 2
