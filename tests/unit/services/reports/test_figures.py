"""Counting a round for its report."""

from mentorship.roles import Role
from mentorship.services.reports.figures import (
    Applicant,
    Match,
    figures_of,
    totals,
)

COMMUNITIES = ("asian", "latino")
APPLICANTS = [
    Applicant(Role.MENTOR, "asian", frozenset({"en", "ko"}), is_accepted=True),
    Applicant(Role.MENTOR, "asian", frozenset({"en"})),
    Applicant(Role.MENTEE, "latino", frozenset({"es"})),
]
MATCHES = [
    Match("asian-latino", has_lasted=True, minutes_of_meetings=(60, 90, 45)),
    Match("latino-asian"),
]


def test_everybody_is_counted_in_one_figure_of_each_kind() -> None:
    counts = {figure.key: figure.count for figure in figures_of(APPLICANTS, MATCHES, COMMUNITIES)}
    assert {key: count for key, count in counts.items() if count} == {
        "applied.mentor.asian": 2,
        "applied.mentee.latino": 1,
        "accepted.mentor.asian": 1,
        "language.en": 2,
        "language.es": 1,
        "language.ko": 1,
        "matched.asian-latino": 1,
        "matched.latino-asian": 1,
        "lasting": 1,
        "met": 1,
        "meetings": 3,
        "hours": 3,
    }
    assert totals(APPLICANTS, MATCHES) == {
        "applied": 3, "accepted": 1, "matched": 2, "lasting": 1, "meetings": 3
    }  # fmt: skip


def test_a_figure_comes_after_those_that_it_depends_on() -> None:
    before: set[str] = set()
    for figure in figures_of(APPLICANTS, MATCHES, COMMUNITIES):
        assert before.issuperset(figure.within), figure.key
        assert figure.needs is None or figure.needs in before
        before.add(figure.key)
