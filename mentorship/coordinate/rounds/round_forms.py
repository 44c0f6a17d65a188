"""The form that plans a round: its name and its days."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from mentorship.models import Round
from mentorship.services.applications.round_plan import (
    MAX_NAME_LENGTH,
    RoundPlan,
    dates_after,
    days_out_of_order,
)
from mentorship.web.fields import Day, Line, PageForm, at_most

NO_DAY = _l("Enter a day, or leave it empty.")


class RoundForm(PageForm):
    name = Line(
        _l("What do you call the round?"),
        description=_l("For example “Spring 2027”. Applicants do not see it."),
        validators=[
            DataRequired(_l("Enter a name for the round.")),
            at_most(MAX_NAME_LENGTH),
        ],
        render_kw={"autocomplete": "off"},
    )
    opens_on = Day(
        _l("First day to apply (optional)"),
        message=NO_DAY,
        optional=True,
        description=_l("Before this day the invitation says when the round opens."),
    )
    closes_on = Day(
        _l("Last day to apply (optional)"),
        message=NO_DAY,
        optional=True,
        description=_l("After this day nobody can apply, also if you do not close the round."),
    )
    introductions_by = Day(
        _l("Introductions by (optional)"),
        message=NO_DAY,
        optional=True,
        description=_l("Applicants read that they hear from you by this day."),
    )
    ends_on = Day(
        _l("The round ends on (optional)"),
        message=NO_DAY,
        optional=True,
        description=_l("Until when the matches of this round are meant to meet."),
    )

    def plan(self) -> RoundPlan:
        return RoundPlan(**{name: self[name].data for name in RoundPlan.__dataclass_fields__})

    def show(self, round_: Round) -> None:
        """Fill in what is stored of a round."""
        for name in RoundPlan.__dataclass_fields__:
            self[name].data = getattr(round_, name)

    def show_days_after(self, round_: Round) -> None:
        """Fill in the days of a next round that is as long as this one."""
        for name, day in dates_after(round_).items():
            self[name].data = day

    def validate(self, *arguments: Any, **options: Any) -> bool:
        is_valid = super().validate(*arguments, **options)
        for name in days_out_of_order(self.plan()):
            self[name].errors = [*self[name].errors, _l("This day is before an earlier one.")]
            is_valid = False
        return is_valid
