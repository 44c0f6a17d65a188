"""What is remarkable about two tables under a programme, for somebody who reads the result."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set

from matching.encoding.text import first_spellings, fold_text
from matching.explanations.notes import (
    MarkupInItems,
    Note,
    NothingInCommon,
    SamePeople,
    ShortRows,
    UnlistedAnyAnswer,
    UnsplitItem,
)
from matching.pair_scores.pair_scores import PairScores
from matching.program.columns import entries
from matching.program.program import Program
from matching.scoring.any_answers import blank_any_answers
from matching.scoring.criteria import Criterion
from matching.scoring.criterion_kinds.equality import Differ, Same
from matching.scoring.criterion_kinds.overlap import SharedItems
from matching.scoring.criterion_kinds.similarity import SimilarItems
from matching.scoring.rule_kinds import CommonItems
from matching.scoring.rules import Rule
from matching.tables.list_cells import has_markup, split_phrase
from matching.tables.people import People
from matching.tables.spreadsheet import SHORT_ROWS

LIST_KINDS = (CommonItems, SharedItems, SimilarItems)
"""Rules and criteria that look for items in common."""

ANY_WORDINGS = {
    *("all", "any", "anybody", "anyone", "anything", "both", "either", "everybody", "everyone"),
    *("no preference", "no preferences", "indifferent", "not important"),
    *("does not matter", "doesn't matter", "it does not matter", "it doesn't matter"),
    *("don't care", "don't mind", "i don't care", "i don't mind"),
    *("open to all", "open to any", "open to anyone", "open to anything"),
    *("ambos", "cualquiera", "indiferente", "todas", "todos", "sin preferencia"),
    *("sin preferencias", "me da igual", "no importa", "no me importa"),
}
"""Answers that mostly mean that anybody suits, in English and Spanish."""


def notes_on(pair_scores: PairScores) -> tuple[Note, ...]:
    """Return what is remarkable about two tables under a programme."""
    program, mentees, mentors = pair_scores.program, pair_scores.mentees, pair_scores.mentors
    shared = pair_scores.shared_ids.count
    return (
        *([SamePeople(shared)] if shared else []),
        *_tables_with_short_rows(mentees, mentors),
        *_columns_with_markup(program, mentees, mentors),
        *_unsplit_items(program, mentees, mentors),
        *_unlisted_any_answers(program, mentees, mentors),
        *_columns_with_nothing_in_common(program, mentees, mentors),
    )


def _tables_with_short_rows(*sides: People) -> Iterator[ShortRows]:
    for people in sides:
        if rows := people.table.attrs.get(SHORT_ROWS):
            yield ShortRows(people.source, rows)


def _columns_with_markup(
    program: Program, mentees: People, mentors: People
) -> Iterator[MarkupInItems]:
    compared = _list_columns(program)
    for people, columns in (
        (mentees, [mentee for mentee, _ in compared]),
        (mentors, [mentor for _, mentor in compared]),
    ):
        for column in dict.fromkeys(columns):
            odd_items = set(filter(has_markup, _items(people, column)))
            if odd_items:
                yield MarkupInItems(*_first_cell(odd_items, people, column))


def _unsplit_items(program: Program, mentees: People, mentors: People) -> Iterator[UnsplitItem]:
    for columns in _list_columns(program):
        sides = list(zip((mentees, mentors), columns, strict=True))
        vocabularies = [{fold_text(item) for item in _items(*side)} for side in sides]
        for side, others in zip(sides, reversed(vocabularies), strict=True):
            odd_items = {item for item in _items(*side) if _is_unsplit(item, others)}
            if odd_items:
                yield UnsplitItem(*_first_cell(odd_items, *side))


def _is_unsplit(item: str, others: Set[str]) -> bool:
    parts = split_phrase(item)
    if len(parts) < 2 or fold_text(item) in others:
        return False
    return all(fold_text(part) in others for part in parts)


def _list_columns(program: Program) -> list[tuple[str, str]]:
    """Return the columns of lists that are compared with each other, each pair once."""
    kinds = [entry.kind for entry in entries(program) if isinstance(entry.kind, LIST_KINDS)]
    return list(dict.fromkeys((kind.mentee, kind.mentor) for kind in kinds))


def _items(people: People, column: str) -> set[str]:
    return {item for items in people.lists(column) for item in items}


def _first_cell(odd_items: set[str], people: People, column: str) -> tuple[str, str, int]:
    """Return where the first cell with an odd item is, that item, and how many such cells exist."""
    cells = [
        (person, odd_items.intersection(items))
        for person, items in enumerate(people.lists(column))
        if not odd_items.isdisjoint(items)
    ]
    person, items = cells[0]
    return people.where(person, column), min(items), len(cells)


def _unlisted_any_answers(
    program: Program, mentees: People, mentors: People
) -> Iterator[UnlistedAnyAnswer]:
    for entry in entries(program):
        listed = set(map(fold_text, entry.any_answers))
        counts = Counter(
            cell
            for people, column in ((mentees, entry.kind.mentee), (mentors, entry.kind.mentor))
            for cell in people.text(column)
        )
        for answer, people_count in counts.most_common():
            folded = fold_text(answer).replace("’", "'")
            if folded in ANY_WORDINGS and fold_text(answer) not in listed:
                yield UnlistedAnyAnswer(entry.title, answer, people_count)


def _columns_with_nothing_in_common(
    program: Program, mentees: People, mentors: People
) -> Iterator[NothingInCommon]:
    compared = set()
    for entry in entries(program):
        columns = entry.kind.mentee, entry.kind.mentor
        if columns in compared or not _looks_for_equals(entry):
            continue
        compared.add(columns)
        *sides, _ = blank_any_answers(entry.kind, entry.any_answers, mentees, mentors)
        answers = [
            first_spellings(_answers(entry, people, column))
            for people, column in zip(sides, columns, strict=True)
        ]
        if all(answers) and answers[0].keys().isdisjoint(answers[1]):
            examples = [next(iter(spellings.values())) for spellings in answers]
            yield NothingInCommon(entry.title, *columns, *examples)


def _looks_for_equals(entry: Rule | Criterion) -> bool:
    return isinstance(entry.kind, (*LIST_KINDS, Same)) and not isinstance(entry.kind, Differ)


def _answers(entry: Rule | Criterion, people: People, column: str) -> Sequence[str]:
    if isinstance(entry.kind, LIST_KINDS):
        return [item for items in people.lists(column) for item in items]
    return people.text(column)
