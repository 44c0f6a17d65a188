"""A small result with people of many scripts, and its report."""

import html.parser
from dataclasses import dataclass

import pandas as pd
import pytest

from matching.output.report import report_page
from matching.output.report.columns import choose_columns
from matching.pipeline import MatchResult, match_people
from matching.program.program import Program
from matching.reoptimize.score_floor import score_floor_frontier
from matching.tables.people import People

PROGRAM = {
    "title": "Topics & <b>friends</b>",
    "mentees": {"id": "id", "name": "name"},
    "mentors": {"id": "id", "name": "name", "capacity": "places"},
    "rule": [
        {"name": "language", "title": "a language in common", "kind": "share", "column": "speaks"},
    ],
    "criterion": [
        {"name": "topics", "kind": "shared items", "column": "topics", "weight": 3},
        {"name": "town", "kind": "same", "column": "town", "weight": 1},
    ],
}
MENTEES = [
    ("e1", "Nguyễn Thị Ánh", "en, vi", "voting, housing", "East, Side"),
    ("e2", "<script>alert(1)</script>", "EN", "voting", "north"),
    ("e3", 'محمد "Mo" \u202e\u2069', "ko", "", ""),
    ("e4", "Bo\x00b", "en", "health", "North"),
]
MENTORS = [
    ("m1", "王小明", "en", "voting", "East, Side", "1"),
    ("m2", "김하늘", "en, es", "housing", "north", "2"),
    ("m3", "Flor", "es", "", "", "0"),
]


@dataclass(frozen=True, eq=False)
class ReportCase:
    """Everything that a report is made from."""

    program: Program
    mentees: People
    mentors: People
    result: MatchResult

    def page(self, *columns: str) -> str:
        chosen = choose_columns(columns, self.program, self.mentees, self.mentors)
        floors = score_floor_frontier(self.result.problem, self.result.objective)
        return report_page(self.result, self.program, self.mentees, self.mentors, floors, chosen)


def make_case(mentees=MENTEES, mentors=MENTORS, program=PROGRAM, pinned=()) -> ReportCase:
    parsed = Program.from_mapping(program)
    header = ["id", "name", "speaks", "topics", "town"]
    sides = (
        People.from_table(pd.DataFrame(mentees, columns=header), parsed.mentees, "mentees"),
        People.from_table(
            pd.DataFrame(mentors, columns=[*header, "places"]), parsed.mentors, "mentors"
        ),
    )
    result = match_people(parsed, *sides, objective="most_people", seed=0, pinned=pinned)
    return ReportCase(parsed, *sides, result)


@pytest.fixture
def case() -> ReportCase:
    return make_case()


class Elements(html.parser.HTMLParser):
    """The start tags of a page with their attributes, and its visible text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._hidden = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._hidden = tag if tag == "style" else ""

    def handle_data(self, data):
        if not self._hidden:
            self.text += data

    def handle_endtag(self, tag):
        if tag == self._hidden:
            self._hidden = ""

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def visible_text(page: str) -> str:
    """Return the visible text of a page, with single spaces."""
    return " ".join(Elements(page).text.split())
