"""The form of a goal: what to reach, by when, and its steps, one on each line."""

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, ValidationError
from wtforms.validators import DataRequired, Length

from mentorship.models import Goal
from mentorship.services.entry_versions import version_of
from mentorship.services.pairs.goals import (
    MAX_GOAL_LENGTH,
    MAX_STEP_LENGTH,
    MAX_STEPS,
    GoalEntry,
    entry_of,
)
from mentorship.web.fields import Day, Line, Paragraph, at_most
from mentorship.web.sensitive_forms import SensitiveTextForm

MAX_STEPS_LENGTH = MAX_STEPS * (MAX_STEP_LENGTH + 1)
"""Characters of the longest steps, each with its line break."""
TOO_MANY_STEPS = _l(
    "Keep it to %(num)s steps of %(length)s characters.", num=MAX_STEPS, length=MAX_STEP_LENGTH
)


class GoalForm(SensitiveTextForm):
    text = Line(
        _l("What do you want to reach together?"),
        description=_l("For example: cook a dish of each other's, or speak at a meeting."),
        validators=[
            DataRequired(_l("Write what you want to reach.")),
            at_most(MAX_GOAL_LENGTH),
        ],
    )
    due_on = Day(
        _l("By which day? (optional)"),
        message=_l("Enter a day, or leave it empty."),
        optional=True,
    )
    steps = Paragraph(
        _l("Which steps lead there? (optional)"),
        description=_l(
            "One step on each line, %(num)s at most. You both see them, nobody else does. Leave "
            "out names, places, and anybody's immigration status.",
            num=MAX_STEPS,
        ),
        validators=[Length(max=MAX_STEPS_LENGTH, message=TOO_MANY_STEPS)],
        render_kw={"rows": 6},
    )
    version = HiddenField()

    def entry(self) -> GoalEntry:
        return GoalEntry(self.text.data or "", self.due_on.data, self._lines())

    def differs_from(self, goal: Goal) -> bool:
        """Return whether the form holds something else than what is stored."""
        return self.entry() != entry_of(goal)

    def validate_steps(self, field: Field) -> None:
        lines = self._lines()
        if len(lines) > MAX_STEPS or any(len(line) > MAX_STEP_LENGTH for line in lines):
            raise ValidationError(TOO_MANY_STEPS)

    def _lines(self) -> tuple[str, ...]:
        """Return the steps, each once, without empty lines."""
        lines = (" ".join(line.split()) for line in (self.steps.data or "").split("\n"))
        return tuple(dict.fromkeys(line for line in lines if line))


def form_of(goal: Goal | None) -> GoalForm:
    """Return the form with a goal as it is stored, or an empty one."""
    if goal is None:
        return GoalForm()
    stored = entry_of(goal)
    steps = "\n".join(stored.steps)
    return GoalForm(text=stored.text, due_on=stored.due_on, steps=steps, version=version_of(stored))
