"""Words around names are compared with folded text, so they are folded themselves."""

from mentorship.services.name_folding import fold_name
from mentorship.services.pairing.exclusion_words import CONJUNCTIONS, NOBODY, WORDS_AROUND_NAMES


def test_every_word_is_as_it_is_folded() -> None:
    words = CONJUNCTIONS | NOBODY | WORDS_AROUND_NAMES
    assert {word for word in words if fold_name(word) != word} == set()
