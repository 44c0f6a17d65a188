"""The page itself: what the other files count and lay out, put into the template."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from matching.output.english import describe_evidence, explain_unmatched
from matching.output.report.floor_chart import PLOT as STEPS_PLOT
from matching.output.report.floor_chart import TOP as STEPS_TOP
from matching.output.report.floor_chart import staircase
from matching.output.report.formatting import grouped, percent, plural, printable
from matching.output.report.histogram import PLOT as BARS_PLOT
from matching.output.report.histogram import TOP as BARS_TOP
from matching.output.report.histogram import histogram
from matching.output.report.spread import spread
from matching.output.report.summary import summary
from matching.pipeline import MatchResult
from matching.program.program import Program
from matching.tables.people import People

PAGE = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    finalize=printable,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
PAGE.filters.update(grouped=grouped, percent=percent)
PAGE.globals.update(
    plural=plural,
    describe_evidence=describe_evidence,
    explain_unmatched=explain_unmatched,
    bars_base=BARS_TOP + BARS_PLOT,
    steps_base=STEPS_TOP + STEPS_PLOT,
)


def report_page(
    result: MatchResult,
    program: Program,
    mentees: People,
    mentors: People,
    frontier: pd.DataFrame,
    spread_by: Sequence[str],
) -> str:
    """Write one round as a page of HTML that needs no other file.

    Parameters
    ----------
    result : MatchResult
        The round.
    program : Program
        What it was matched by.
    mentees, mentors : People
        Who took part.
    frontier : pandas.DataFrame
        Columns ``floor``, ``people`` and ``total``: one row for every lowest score at which
        something changes, ascending, from 0.
    spread_by : sequence of str
        The columns by which to count who is matched.

    Returns
    -------
    str
        The same for the same arguments; it holds names, so let only those read it who may.
    """
    return PAGE.get_template("page.html.j2").render(
        program=program,
        result=result,
        summary=summary(result),
        bars=histogram(result.pairs),
        stairs=staircase(frontier, result.assignment.floor, program.most),
        spreads=[spread(column, result.pairs, program, mentees, mentors) for column in spread_by],
        heaviest=max((one.weight for one in program.criteria), default=0.0),
    )
