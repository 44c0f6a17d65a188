"""A task force begins with three goals and their steps, in the language of whoever starts it."""

import pytest
from flask_babel import force_locale

from mentorship.extensions import db
from mentorship.models import GroupGoal, GroupStep
from mentorship.services.groups import groups
from mentorship.services.groups.group_rows import rows_of
from mentorship.services.groups.groups import GroupDetails
from mentorship.services.groups.row_entries import (
    MAX_LINE_LENGTH,
    MAX_ROWS,
)
from mentorship.services.groups.task_force import PLAN
from tests.integration.services.groups.conftest import People


@pytest.mark.parametrize(("language", "word"), [("en", "Advocacy"), ("es", "Incidencia")])
def test_the_plan_is_copied_into_the_group(people: People, language: str, word: str) -> None:
    with force_locale(language):
        details = GroupDetails("Task force", "To be ready.")
        group = groups.start(db.session, people.lead, details, "Heron", as_task_force=True)
    goals, steps = (rows_of(db.session, model, group) for model in (GroupGoal, GroupStep))
    assert len(goals) == 3
    assert goals[0].title.startswith(word)
    assert len(steps) == sum(map(len, PLAN.values())) < MAX_ROWS[GroupStep]
    assert {step.goal_id for step in steps} == {goal.id for goal in goals}
    assert all(len(row) <= MAX_LINE_LENGTH for row in (step.text for step in steps))


def test_a_group_of_ones_own_begins_empty(people: People) -> None:
    group = groups.start(db.session, people.lead, GroupDetails("Own", "For us."), "Heron")
    assert rows_of(db.session, GroupGoal, group) == []
