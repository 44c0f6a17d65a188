"""The words by which headers and answers are guessed, in English and Spanish."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from mentorship.questions import QUESTIONS
from mentorship.services.imports.spellings import Spellings
from mentorship.text_cleaning import fold_text

WORDS = Path(__file__).parents[2] / "mappings" / "known-words.toml"
_entries = tomllib.loads(WORDS.read_text("utf-8"))

# A question that the file does not mention yet is guessed by its own name.
HEADER_WORDS: Mapping[str, list[str]] = {
    **{name: [fold_text(name.replace("_", " "))] for name in QUESTIONS},
    **_entries["headers"],
}
ANSWER_WORDS: Mapping[str, Spellings] = {
    question: {fold_text(word): tuple(codes) for word, codes in words.items()}
    for question, words in _entries["answers"].items()
}
