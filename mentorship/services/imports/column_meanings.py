"""What the columns of a group are about: a day, a part of the day, an option, or one role."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from flask_babel import force_locale

from mentorship import vocabulary
from mentorship.services.imports.answer_labels import codes_by_label, split_answers
from mentorship.services.imports.column_groups import ColumnGroup, is_question, option_text
from mentorship.services.imports.column_sources import ColumnSource
from mentorship.services.imports.known_words import HEADER_WORDS, answer_words
from mentorship.services.imports.mapping import QUESTIONS_BY_ROLE
from mentorship.text_cleaning import fold_text

WORD = re.compile(r"[^\W\d_]+|\d+")
# Words beside a day or a part of the day that change nothing.
SMALL_WORDS = frozenset({"a", "al", "de", "del", "el", "en", "in", "la", "las", "los", "on"}) | {
    *("por", "s", "the")
}
ROLE_WORDS: Mapping[str, frozenset[str]] = {
    "mentor": frozenset({"mentor", "mentors", "mentora", "mentoras", "mentores"}),
    "mentee": frozenset({"mentee", "mentees", "aprendiz", "aprendices", "mentoreado"})
    | {"mentoreada", "mentoreados", "mentorado", "mentorada", "mentorados"},
}
# What a mentor and a mentee do with a topic.
VERBS_OF_ROLE: Mapping[str, frozenset[str]] = {
    "mentor": frozenset({"share", "teach", "offer", "compartir", "ensenar", "ofrecer"}),
    "mentee": frozenset({"learn", "aprender"}),
}
OTHER_OPTIONS = frozenset({"other", "otro", "otra", "otros", "otras"})
MIN_KNOWN_SHARE = 0.5


class Samples(dict[str, Sequence[str]]):
    """Some filled cells of each column, by header, and the answers that need no explanation."""

    def __init__(self, cells: Mapping[str, Sequence[str]]) -> None:
        super().__init__(cells)
        self._known: dict[str, frozenset[str]] = {}
        self._boxes: dict[tuple[str, str], bool] = {}
        self._answers: dict[str, frozenset[str]] = {}

    def known_answers(self, question: str) -> frozenset[str]:
        """Return the folded answers to a question that no coordinator has to explain."""
        if question not in self._known:
            labels, words = codes_by_label(question), answer_words(question)
            self._known[question] = frozenset(labels.keys() | words.keys())
        return self._known[question]

    def is_box(self, header: str, option: str) -> bool:
        """Return whether a column holds marks alone, so that each means the option."""
        if (header, option) not in self._boxes:
            box = ColumnSource(header, option=option)
            cells = set(self[header])
            self._boxes[header, option] = all(box.answer_in(cell) in ("", option) for cell in cells)
        return self._boxes[header, option]

    def answers(self, header: str) -> frozenset[str]:
        """Return the folded answers in a column."""
        if header not in self._answers:
            answers = (answer for cell in set(self[header]) for answer in split_answers(cell))
            self._answers[header] = frozenset(map(fold_text, answers))
        return self._answers[header]


def role_of(header: str, question: str = "") -> str:
    """Return the role of the people whom a header asks; "" if it may be both.

    >>> role_of("Topics (for mentees)"), role_of("What could you teach?", "topics")
    ('mentee', 'mentor')
    """
    words = set(WORD.findall(fold_text(header)))
    roles = {role for role, names in ROLE_WORDS.items() if words & names}
    if not roles and question in QUESTIONS_BY_ROLE:
        roles = {role for role, verbs in VERBS_OF_ROLE.items() if words & verbs}
    return roles.pop() if len(roles) == 1 else ""


def without_role(header: str) -> str:
    """Return the words of a header without those of a role: equal for two branches."""
    words = WORD.findall(fold_text(header))
    drop = {word for names in ROLE_WORDS.values() for word in names} | {"for", "para", "if", "si"}
    return " ".join(word for word in words if word not in drop)


def time_of(option: str) -> tuple[str, str]:
    """Return the day and the part of the day that an option names, and nothing else."""
    days, parts = {""}, {""}
    for word in WORD.findall(fold_text(option)):
        if word in _days():
            days.add(_days()[word])
        elif word in _parts():
            parts.add(_parts()[word])
        elif word not in SMALL_WORDS:
            return "", ""
    return (max(days), max(parts)) if len(days) < 3 and len(parts) < 3 else ("", "")


@cache
def _days() -> Mapping[str, str]:
    known = {**codes_by_label("days"), **answer_words("days")}
    return {word: codes[0] for word, codes in known.items() if len(codes) == 1}


@cache
def _parts() -> Mapping[str, str]:
    return {word: part for part in vocabulary.PARTS_OF_DAY for word in HEADER_WORDS[part]}


def sources_of_group(samples: Samples, group: ColumnGroup, question: str) -> list[ColumnSource]:
    """Return the columns of a group as those of a question."""
    return [
        _source(samples, group, header, option, question)
        for header, option in group.options.items()
    ]


def _source(
    samples: Samples, group: ColumnGroup, header: str, option: str, question: str
) -> ColumnSource:
    if question != "role" and (role := role_of(option)) and without_role(option) == "":
        return ColumnSource(header, role=role)
    role = "" if question == "role" else role_of(group.stem, question)
    if question == "availability" and any(time_of(option)):
        return _source_of_times(samples, header, option, role)
    if samples.is_box(header, option):
        return ColumnSource(header, option=option, role=role)
    return ColumnSource(header, role=role)


def _source_of_times(samples: Samples, header: str, option: str, role: str) -> ColumnSource:
    day, part = time_of(option)
    if day and part:
        with force_locale("en"):
            return ColumnSource(header, option=str(vocabulary.TIMES[f"{day}_{part}"]), role=role)
    if samples[header] and samples.is_box(header, option):
        return ColumnSource(header, option=option, role=role)
    return ColumnSource(header, day=day, part=part, role=role)


def group_score(samples: Samples, group: ColumnGroup, question: str, by_header: float) -> float:
    """Return from 0 to 2 how likely the columns of a group answer a question."""
    known = _known_share(samples, group, question)
    by_role = _is_by_role(group, question)
    if by_role and by_header:
        return 1 + by_header
    has_boxes = all(samples.is_box(header, option) for header, option in group.options.items())
    if known >= MIN_KNOWN_SHARE or (by_header and (known or has_boxes)):
        return by_header + max(known, MIN_KNOWN_SHARE)
    return 0.0


def _is_by_role(group: ColumnGroup, question: str) -> bool:
    return question != "role" and all(
        role_of(option) and not without_role(option) for option in group.options.values()
    )


def _known_share(samples: Samples, group: ColumnGroup, question: str) -> float:
    options = [item for item in group.options.items() if not is_other_option(item[1])]
    known = sum(
        _is_known(samples, question, option) and _holds_answers(samples, header, option, question)
        for header, option in options
    )
    return known / max(1, len(options))


def _is_known(samples: Samples, question: str, option: str) -> bool:
    if question == "availability" and any(time_of(option)):
        return True
    return fold_text(option) in samples.known_answers(question)


def _holds_answers(samples: Samples, header: str, option: str, question: str) -> bool:
    """Return whether the cells are marks or, in a grid of times, days or parts of the day."""
    if samples.is_box(header, option):
        return True
    day, part = time_of(option)
    if question != "availability" or (day and part):
        return False
    return bool(samples.answers(header) & samples.known_answers("parts" if day else "days"))


def questions_of_headers(
    samples: Samples, questions: Sequence[str]
) -> Mapping[str, frozenset[str]]:
    """Return each header that may be an option alone, with the questions it is an answer of."""
    return {
        header: known
        for header, cells in samples.items()
        if (known := _questions_of(samples, header, questions)) or _repeats_header(header, cells)
    }


def _questions_of(samples: Samples, header: str, questions: Sequence[str]) -> frozenset[str]:
    option = option_text(header)
    return frozenset(
        question
        for question in questions
        if _is_known(samples, question, option)
        and _holds_answers(samples, header, option, question)
    )


def is_other_option(option: str) -> bool:
    """Return whether a column is for what people wrote beside the options."""
    words = WORD.findall(fold_text(option))
    return bool(words) and words[0] in OTHER_OPTIONS


def _repeats_header(header: str, cells: Sequence[str]) -> bool:
    """Return whether all cells repeat the header, or hold what others wrote beside the options."""
    if is_question(header):
        return False
    folded = fold_text(header)
    return is_other_option(header) or (bool(cells) and {*map(fold_text, cells)} == {folded})
