"""The English and Spanish words by which columns and answers are guessed."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from mentorship.questions import QUESTIONS, LanguagesQuestion, MultipleChoiceQuestion
from mentorship.services.imports.answer_labels import CodesByAnswer, answer_labels
from mentorship.text_cleaning import fold_text

NO_WORD = re.compile(r"[\W_]+")
MAX_HEADER_CHARACTERS = 300
MIN_HEADER_SCORE = 0.4
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


def answer_words(question: str) -> CodesByAnswer:
    """Return the common answers to a question whose codes the programme has, each with them."""
    words = ANSWER_WORDS.get(question, {})
    if not isinstance(QUESTIONS.get(question), LanguagesQuestion | MultipleChoiceQuestion):
        return words
    labels = answer_labels(question)
    return {word: codes for word, codes in words.items() if labels.keys() >= set(codes)}


def header_score(question: str, header: str) -> float:
    """Return 1 for a header with the surest word for a question, less for a later one, or 0.

    >>> header_score("email", "Correo electrónico") > header_score("name", "Nombre completo") > 0
    True
    """
    spaced = f" {NO_WORD.sub(' ', fold_text(header[:MAX_HEADER_CHARACTERS]))} "
    words = HEADER_WORDS[question]
    for rank, word in enumerate(words):
        if f" {word} " in spaced:
            return 1 - (1 - MIN_HEADER_SCORE) * rank / len(words)
    return 0.0
