"""What is remarkable about two tables under a programme, for somebody who reads the result."""

from collections import Counter
from collections.abc import Iterator, Sequence

from matching.encoding.text import first_spellings, fold_text
from matching.explanations.notes import (
    MarkupInItems,
    Note,
    NothingInCommon,
    SamePeople,
    ShortRows,
    UnlistedAnyAnswer,
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
from matching.tables.list_cells import has_markup
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
    kinds = [entry.kind for entry in entries(program) if isinstance(entry.kind, LIST_KINDS)]
    for people, columns in (
        (mentees, [kind.mentee for kind in kinds]),
        (mentors, [kind.mentor for kind in kinds]),
    ):
        for column in dict.fromkeys(columns):
            odd_items = [next(filter(has_markup, items), "") for items in people.lists(column)]
            persons = [person for person, item in enumerate(odd_items) if item]
            if persons:
                where = people.where(persons[0], column)
                yield MarkupInItems(where, odd_items[persons[0]], len(persons))


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
