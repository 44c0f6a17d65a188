"""Disguised terms are found completely, and ordinary text has no disguise."""

import pytest

from mentorship.sensitive_text import find_sensitive_text, redact
from mentorship.sensitive_text.disguises import undisguise
from mentorship.sensitive_text.fold import fold
from tests.growth import MAX_LINEAR_GROWTH, growth

# The sensitive part of each text is in brackets.
DISGUISED = [
    "Estoy [S I N papeles] aquí.",
    "yo [s.i.n p@peles]!",
    "I am [un-doc-u-mented].",
    "soy [indocument4do]",
    "an [illegaaal immigrant].",
    "[illlegal immigrants]",
    "[1ndocumentada], [1NDOCUMENTADA]",
    "#[sinpapeles]",
    "[sin_papeles]",
    "my [v1sa] and [green.card]",
    "afraid of [I.C.E.]",
    "afraid of [1C3]",
    "[\uff53\uff49\uff4e \uff50\uff41\uff50\uff45\uff4c\uff45\uff53]",
    "[\u0455\u0456n \u0440\u0430\u0440eles]",
    "[\u03c5ndoc\u03c5mented]",
    "[u\u200bn\u200bdocumented]",
    "我的[签 证 过 期]了",
    "[绿*卡]",
    "[불 법 체 류]예요",
    "ฉัน[ไ ม่ มี เ อ ก ส า ร]",
    "[deport@ron] a mi papá",
    "[d a c a a a a]",
]
ORDINARY = [
    "Un documentado estudio.",
    "Me gustan los deportes.",
    "lamica, labmica y química",
    "well-documented",
    "I said no. Papers are due on Monday.",
    "A B C D E",
    "I C U, C U L8R",
    "Sooo many newspapers!!!",
    "비 오는 날 자전거를 타요.",
    "ana.visac@example.org",
    "COVID-19, MP3, H2O, B-52s, 24/7, 4ever",
    "https://example.org/no-pasa-nada",
]


def parts(text: str) -> tuple[str, list[str]]:
    """Return a text without its brackets, and what is between them."""
    pieces = text.replace("]", "[").split("[")
    return "".join(pieces), pieces[1::2]


@pytest.mark.parametrize("text", DISGUISED)
def test_disguised_terms_are_found_completely(text: str) -> None:
    written, sensitive = parts(text)
    findings = find_sensitive_text(written)
    found = [written[finding.start : finding.end] for finding in findings]
    assert [part.strip(".") for part in found] == [part.strip(".") for part in sensitive]
    assert find_sensitive_text(redact(written)) == []


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_not_taken_for_a_disguise(text: str) -> None:
    assert find_sensitive_text(text) == []


def test_a_one_becomes_the_letter_that_is_asked_for() -> None:
    assert [undisguise(fold("i1ega1"), one).text for one in "il"] == ["iiegai", "ilegal"]
    assert undisguise(fold("11, 2011"), "l").text == "11, 2011"


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["1", "12-", "a ", "a.", "@", "비 ", "無 ", "ก ", "ក្ក ", "l1"])
def test_undoing_disguises_takes_time_linear_in_the_length(piece: str) -> None:
    assert growth(lambda text: undisguise(fold(text), "i"), piece * 10_000) < MAX_LINEAR_GROWTH
