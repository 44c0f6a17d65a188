"""A published version as tables: the same ones on the page, on paper and in a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from mentorship import vocabulary
from mentorship.collation import sort_labels
from mentorship.models import ReportVersion, Role
from mentorship.services.exports import Cell, Sheet
from mentorship.services.reports import figures
from mentorship.services.reports.figures import SEVERAL, Topic, key_of
from mentorship.services.reports.suppression import MIN_COUNT

Shown = Mapping[str, int]


@dataclass(frozen=True)
class Line:
    """What is counted, and its lower bounds; a bound of 0 is not shown."""

    label: str
    bounds: tuple[int, ...]
    is_total: bool = False


@dataclass(frozen=True)
class ReportTable:
    """A table of a report; the first header is that of the labels.

    Numbers of the ``same_unit`` can be compared by bars.
    """

    title: str
    headers: tuple[str, ...]
    lines: Sequence[Line]
    same_unit: bool = True

    @property
    def highest(self) -> int:
        """The longest bar: totals have none."""
        bounds = [bound for line in self.lines if not line.is_total for bound in line.bounds]
        return max(bounds, default=0)


def tables_of(version: ReportVersion) -> list[ReportTable]:
    shown = version.shown
    return [_roles(shown), _communities(shown), _directions(shown), _time(shown), _languages(shown)]


def _roles(shown: Shown) -> ReportTable:
    names = {Role.MENTOR: _("Mentors"), Role.MENTEE: _("Mentees")}
    lines = [
        Line(name, (_sum_of(shown, Topic.APPLIED, role), _sum_of(shown, Topic.ACCEPTED, role)))
        for role, name in names.items()
    ]
    return ReportTable(
        _("People"),
        (_("Role"), _("Applied"), _("Accepted")),
        [*lines, _total(_("All"), lines)],
    )


def _communities(shown: Shown) -> ReportTable:
    columns = [(topic, role) for topic in (Topic.APPLIED, Topic.ACCEPTED) for role in Role]
    lines = [
        Line(
            group_name(group),
            tuple(shown.get(key_of(topic, role, group), 0) for topic, role in columns),
        )
        for group in figures.groups(vocabulary.COMMUNITIES)
    ]
    headers = {
        (Topic.APPLIED, Role.MENTOR): _("Mentors who applied"),
        (Topic.APPLIED, Role.MENTEE): _("Mentees who applied"),
        (Topic.ACCEPTED, Role.MENTOR): _("Mentors accepted"),
        (Topic.ACCEPTED, Role.MENTEE): _("Mentees accepted"),
    }
    return ReportTable(
        _("Communities"),
        (_("Community"), *(headers[column] for column in columns)),
        lines,
    )


def _directions(shown: Shown) -> ReportTable:
    lines = [
        Line(direction_name(direction), (shown.get(key_of(Topic.MATCHED, direction), 0),))
        for direction in figures.directions(tuple(vocabulary.COMMUNITIES))
    ]
    return ReportTable(
        _("Matches"),
        (_("From mentor to mentee"), _("Matches")),
        [*lines, _total(_("All"), lines)],
    )


def _time(shown: Shown) -> ReportTable:
    lines = [
        Line(_("Matches that have met"), (shown.get(figures.MET_KEY, 0),)),
        Line(_("Meetings"), (shown.get(figures.MEETINGS_KEY, 0),)),
        Line(_("Hours together"), (shown.get(figures.HOURS_KEY, 0),)),
        Line(_("Matches that lasted half a year"), (shown.get(Topic.LASTING, 0),)),
    ]
    headers = _("What is counted"), _("Number")
    return ReportTable(_("Time together"), headers, lines, same_unit=False)


def _languages(shown: Shown) -> ReportTable:
    prefix = f"{figures.LANGUAGE_KEY}."
    spoken = {
        key.removeprefix(prefix): bound for key, bound in shown.items() if key.startswith(prefix)
    }
    names = sort_labels({code: vocabulary.language_name(code) for code in spoken})
    lines = [Line(name, (spoken[code],)) for code, name in names.items()]
    return ReportTable(
        _("Languages"),
        (_("Language that people speak"), _("Applied")),
        sorted(lines, key=lambda line: -line.bounds[0]),
    )


def group_name(group: str) -> str:
    return _("More than one community") if group == SEVERAL else str(vocabulary.COMMUNITIES[group])


def direction_name(direction: str) -> str:
    if direction == SEVERAL:
        return _("With somebody of more than one community")
    mentor, mentee = direction.split("-")
    return _("%(mentor)s to %(mentee)s", mentor=group_name(mentor), mentee=group_name(mentee))


def _sum_of(shown: Shown, topic: Topic, role: Role) -> int:
    groups = figures.groups(vocabulary.COMMUNITIES)
    return sum(shown.get(key_of(topic, role, group), 0) for group in groups)


def _total(label: str, lines: Sequence[Line]) -> Line:
    columns = zip(*(line.bounds for line in lines), strict=True)
    return Line(label, tuple(map(sum, columns)), is_total=True)


def rounding_note() -> str:
    return _(
        "Every figure is rounded down to a multiple of %(count)s: 40 means 40 or a few more. Under "
        "%(count)s nothing is shown, and later versions only ever raise a figure. So nobody can be "
        "recognized, and totals are a little too low.",
        count=MIN_COUNT,
    )


def sheets_of(version: ReportVersion, programme_name: str) -> list[Sheet]:
    about: list[list[Cell]] = [
        [_("Program"), programme_name],
        [_("Round"), version.round.name],
        [_("Figures of"), version.created_at.date()],
        [_("How to read them"), rounding_note()],
    ]
    return [Sheet(_("Report"), about), *map(_sheet, tables_of(version))]


def _sheet(table: ReportTable) -> Sheet:
    hidden = _("under %(count)s", count=MIN_COUNT)
    lines: list[list[Cell]] = [
        [line.label, *(bound or (None if line.is_total else hidden) for bound in line.bounds)]
        for line in table.lines
    ]
    return Sheet(table.title, [list(table.headers), *lines])
