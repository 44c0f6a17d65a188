"""The English and Spanish words by which columns and answers are guessed."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from mentorship.questions import QUESTIONS
from mentorship.services.imports.answer_labels import CodesByAnswer
from mentorship.text_cleaning import fold_text

WORDS_FILE = Path(__file__).parents[2] / "mappings" / "known-words.toml"
_entries = tomllib.loads(WORDS_FILE.read_text("utf-8"))

# A question that the file does not mention yet is guessed by its own name.
HEADER_WORDS: Mapping[str, list[str]] = {
    **{name: [fold_text(name.replace("_", " "))] for name in QUESTIONS},
    **_entries["headers"],
}
ANSWER_WORDS: Mapping[str, CodesByAnswer] = {
    question: {fold_text(word): tuple(codes) for word, codes in words.items()}
    for question, words in _entries["answers"].items()
}
