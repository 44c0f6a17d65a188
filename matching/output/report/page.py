"""Rendering of the report page."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from matching.output.english import describe_evidence, explain_unmatched
from matching.output.english_notes import describe_note
from matching.output.quantities import format_number, pluralize
from matching.output.report import floor_chart, histogram
from matching.output.report.formatting import format_percent, strip_unprintable
from matching.output.report.spread import spread
from matching.output.report.summary import summary
from matching.pipeline import MatchResult
from matching.program.program import Program
from matching.tables.people import People

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    finalize=strip_unprintable,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
TEMPLATES.filters.update(format_number=format_number, format_percent=format_percent)
TEMPLATES.globals.update(
    pluralize=pluralize,
    describe_evidence=describe_evidence,
    describe_note=describe_note,
    explain_unmatched=explain_unmatched,
    histogram_height=histogram.LABEL_HEIGHT_PX + histogram.PLOT_HEIGHT_PX,
    floor_chart_height=floor_chart.LABEL_HEIGHT_PX + floor_chart.PLOT_HEIGHT_PX,
)


def report_page(
    result: MatchResult,
    program: Program,
    mentees: People,
    mentors: People,
    frontier: pd.DataFrame,
    spread_by: Sequence[str],
) -> str:
    """Return a result as one HTML page that loads no other file.

    Parameters
    ----------
    result : MatchResult
    program : Program
        The programme of the result.
    mentees, mentors : People
        The people of the result.
    frontier : pandas.DataFrame
        Columns ``floor``, ``people`` and ``total``: one row for every floor at which the
        result changes, ascending, from 0.
    spread_by : sequence of str
        The columns by which to group people.

    Returns
    -------
    str
        HTML; the same for the same arguments. It contains names, so restrict who can read it.
    """
    return TEMPLATES.get_template("page.html.j2").render(
        program=program,
        result=result,
        summary=summary(result),
        bars=histogram.histogram(result.pairs),
        floor_chart=floor_chart.floor_chart(frontier, result.assignment.floor, program.max_score),
        spreads=[spread(column, result.pairs, program, mentees, mentors) for column in spread_by],
        max_weight=max((criterion.weight for criterion in program.criteria), default=0.0),
    )
