"""Find columns that belong to one question by their headers.

Surveys write a column for each check box, or for each row of a grid, as "Question [Option]"
(Google Forms, LimeSurvey), "Question - Option" (Qualtrics), "Question >> Option" (JotForm),
"group/question/option" (KoboToolbox), "Option:Question" (Alchemer), or as the option alone
(Typeform).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mentorship.services.imports.known_words import HEADER_WORDS, header_score
from mentorship.services.imports.parsing.table import Table, without_letter
from mentorship.text_cleaning import clean_text, fold_text
from mentorship.vocabulary import PARTS_OF_DAY

MAX_HEADER_CHARACTERS = 300
NOT_A_PART_OF_DAY = HEADER_WORDS.keys() - PARTS_OF_DAY.keys()
QUESTION_AND_OPTION = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"(?P<stem>[^\[]+)\[(?P<option>[^\[\]]+)\]",
        r"(?P<stem>[^(]+)\((?:choice=)?(?P<option>[^()]+)\)",
        r"(?P<stem>[^?]+\?)\.?(?P<option>[^?]+)",
    )
)
SEPARATORS = re.compile(r"\s*>>\s*|(?<!\s)/(?!\s)|\s[-–—]\s|:\s?|___|\s?\|\s?")
OPTION_FIRST = re.compile(r"(?P<option>[^:]+):(?P<stem>[^:]+)")
NEEDLESS_PREFIX = re.compile(r"(selected choice|seleccion(ado)?)\s[-–—]\s", re.IGNORECASE)


@dataclass(frozen=True)
class Split:
    """A header as the text of a question and of one of its options."""

    stem: str
    option: str


@dataclass(frozen=True)
class ColumnGroup:
    """Columns of one question; ``options`` holds the option of each by its header."""

    stem: str
    options: Mapping[str, str]


def find_groups(table: Table) -> list[ColumnGroup]:
    """Return the groups of columns whose headers begin with the same question."""
    splits = {header: _splits(header, place) for place, header in enumerate(table.headers)}
    sizes = Counter(
        stem for options in splits.values() for stem in {fold_text(split.stem) for split in options}
    )
    groups: dict[str, dict[str, Split]] = {}
    for header, options in splits.items():
        shared = [split for split in options if sizes[fold_text(split.stem)] > 1]
        if shared:
            best = max(shared, key=lambda split: _likelihood(split, sizes))
            groups.setdefault(fold_text(best.stem), {})[header] = best
    return [_group(members) for members in groups.values() if len(members) > 1]


def _group(members: Mapping[str, Split]) -> ColumnGroup:
    stem = next(iter(members.values())).stem
    return ColumnGroup(stem, {header: split.option for header, split in members.items()})


def _likelihood(split: Split, sizes: Mapping[str, int]) -> tuple[bool, bool, int]:
    """Return how likely a header is parted in the right place: an option is no question."""
    size = sizes[fold_text(split.stem)]
    names_question = any(header_score(name, split.option) for name in NOT_A_PART_OF_DAY)
    return is_question(split.stem), not names_question, size


def is_question(text: str) -> bool:
    """Return whether the words of a text are those of a question that we know."""
    return any(header_score(question, text) for question in HEADER_WORDS)


def _splits(header: str, place: int) -> list[Split]:
    if without_letter(header, place) != header:
        return []  # a letter that tells repeated headers apart is no option
    text = header[:MAX_HEADER_CHARACTERS].strip()
    matches = (pattern.fullmatch(text) for pattern in (*QUESTION_AND_OPTION, OPTION_FIRST))
    found = [(match["stem"], match["option"]) for match in matches if match]
    found += [(text[: at.start()], text[at.end() :]) for at in SEPARATORS.finditer(text)]
    splits = (Split(stem.strip(), option_text(option)) for stem, option in found)
    return [split for split in splits if split.stem and split.option]


def option_text(text: str) -> str:
    """Return an option as people read it.

    >>> option_text("tenant_rights"), option_text(" Selected Choice - Thai")
    ('tenant rights', 'Thai')
    """
    option = NEEDLESS_PREFIX.sub("", clean_text(text), count=1).strip(" -–—.:")
    return option if " " in option else option.replace("_", " ").strip()


def adjacent_options(
    headers: Sequence[str], questions_of: Mapping[str, frozenset[str]]
) -> Iterator[ColumnGroup]:
    """Yield the runs of columns whose headers are options alone.

    ``questions_of`` holds the questions that a header is a known answer of, none if it is an
    unknown answer. A run begins with a known answer, and ends where the next is of other questions.
    """
    run: list[str] = []
    shared: frozenset[str] = frozenset()
    for header in headers:
        questions = questions_of.get(header)
        if questions is None or (questions and not questions & shared):
            yield from _run(run)
            run, shared = [], questions or frozenset()
        elif questions:
            shared &= questions
        if questions is not None and shared:
            run.append(header)
    yield from _run(run)


def _run(headers: Sequence[str]) -> Iterator[ColumnGroup]:
    if len(headers) > 1:
        yield ColumnGroup("", {header: option_text(header) for header in headers})
