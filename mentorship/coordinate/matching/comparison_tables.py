"""The tables of the page that compares two match runs, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import format_decimal
from flask_babel import gettext as _

from mentorship import vocabulary
from mentorship.collation import collation_key, sort_labels
from mentorship.coordinate import labels
from mentorship.coordinate.matching import settings_words
from mentorship.coordinate.reports.report_tables import Line, ReportTable, direction_name
from mentorship.runtime import current_runtime
from mentorship.services.match_settings.settings import from_document
from mentorship.services.reports import figures as report_figures
from mentorship.services.run_analysis.comparison import Comparison, Move, TwoRuns
from mentorship.services.run_analysis.group_bounds import Bounds
from mentorship.vocabulary import page_language


@dataclass(frozen=True)
class Row:
    """What is compared, and how it is in each of the two runs."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        return self.first != self.second


@dataclass(frozen=True)
class NamedMove:
    """A mentee with a name, and the mentors of both runs: id and name, None for nobody."""

    mentee: tuple[int, str] = field(repr=False)
    before: tuple[int, str] | None = field(repr=False)
    after: tuple[int, str] | None = field(repr=False)


def figures(two: TwoRuns, compared: Comparison) -> list[Row]:
    """Return the numbers of two runs; a direction is from the mentor to the mentee."""
    first, second = compared.first, compared.second
    directions = report_figures.directions(tuple(vocabulary.COMMUNITIES))
    return [
        Row(_("Mentees in the run"), str(two.first.mentees), str(two.second.mentees)),
        Row(_("Open spots"), str(two.first.capacity), str(two.second.capacity)),
        Row(_("Suggested matches"), str(first.matched), str(second.matched)),
        Row(_("Total score"), points(first.total), points(second.total)),
        Row(_("Mean score"), points(first.mean), points(second.mean)),
        Row(
            _("Mean share of the best possible score"),
            percent(first.mean_share),
            percent(second.mean_share),
        ),
        Row(_("Lowest score"), points(first.lowest), points(second.lowest)),
        *(
            Row(direction_name(code), str(first.directions[code]), str(second.directions[code]))
            for code in directions
        ),
    ]


def points(value: float | None) -> str:
    return "–" if value is None else format_decimal(round(value, 1))


def percent(share: float | None) -> str:
    return "–" if share is None else f"{round(100 * share)} %"


def bands(two: TwoRuns) -> list[tuple[str, int, int]]:
    """Return how many matches of each run reach which share of the best possible score."""
    both = labels.score_bands(two.first.score_bands), labels.score_bands(two.second.score_bands)
    return [(name, count, other) for (name, count), (_name, other) in zip(*both, strict=False)]


def group_tables(compared: Comparison) -> list[ReportTable]:
    """Return the tables of people who are matched, by language and by part of the city."""
    headers = _("First run"), _("Second run")
    languages = {code: vocabulary.language_name(code) for code in compared.languages}
    regions = {code: region_name(code) for code in compared.regions}
    return [
        ReportTable(title, (label, *headers), _lines(names, bounds))
        for title, label, names, bounds in (
            (_("By language"), _("Language that people speak"), languages, compared.languages),
            (_("By part of the city"), _("Part of the city"), regions, compared.regions),
        )
    ]


def region_name(code: str) -> str:
    if not code:
        return _("Another area")
    return current_runtime().programme.region_name(code, page_language())


def _lines(names: Mapping[str, str], bounds: Bounds) -> list[Line]:
    """Return a line for each group of which at least one run has enough to show."""
    in_order = sort_labels({code: name for code, name in names.items() if any(bounds[code])})
    lines = [Line(name, bounds[code]) for code, name in in_order.items()]
    return sorted(lines, key=lambda line: -max(line.bounds))


def moves_with_names(compared: Comparison) -> dict[str, Sequence[NamedMove]]:
    """Return each kind of move with names, in order of the mentees' names."""
    moves = compared.moves
    return {
        code: _named(of_kind, compared.names)
        for code, of_kind in (("moved", moves.moved), ("new", moves.new), ("lost", moves.lost))
    }


def _named(moves: Iterable[Move], names: Mapping[int, str]) -> list[NamedMove]:
    unreadable = labels.unreadable_name()

    def named(id_: int | None) -> tuple[int, str] | None:
        return None if id_ is None else (id_, names.get(id_, unreadable))

    rows = [
        NamedMove(
            (move.mentee_id, names.get(move.mentee_id, unreadable)),
            named(move.before_id),
            named(move.after_id),
        )
        for move in moves
    ]
    return sorted(rows, key=lambda row: collation_key(row.mentee[1]))


def differing_settings(two: TwoRuns) -> list[Row]:
    """Return the settings that differ between two runs, in words."""
    first, second = (from_document(run.settings) for run in (two.first, two.second))
    return [
        Row(change.label, change.before, change.after)
        for change in settings_words.changes(first, second)
    ]
