"""The forms that plan the end of a match, and that look back on one that has ended."""

from datetime import date, timedelta
from typing import cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError
from wtforms.validators import InputRequired

from mentorship.clock import today
from mentorship.models import Closure
from mentorship.services.pairs.exit_forms import ExitEntry
from mentorship.vocabulary import FEELINGS, Labels
from mentorship.web.fields import Day, PageForm, Paragraph, Radios, at_most, choices
from mentorship.web.sensitive_forms import SensitiveTextForm

MAX_TIME_AHEAD = timedelta(days=60)
MAX_LOOK_BACK_LENGTH = 2000
YES, NO = "yes", "no"
WAYS_TO_SAY_GOODBYE: Labels = {
    Closure.EXPECTED.value: _l("We are at the end we planned"),
    Closure.EARLY.value: _l("We stop earlier, and say goodbye"),
}


class PlanClosingForm(PageForm):
    closure = Radios(
        _l("Why do you end it?"),
        choices=choices(WAYS_TO_SAY_GOODBYE),
        validators=[InputRequired(_l("Choose why you end it."))],
    )
    closes_on = Day(
        _l("On which day do you say goodbye?"),
        message=_l("Enter the day of your last meeting."),
        description=_l("You can change the day later."),
    )

    def plan(self) -> tuple[Closure, date]:
        return Closure(self.closure.data), cast("date", self.closes_on.data)

    def validate_closes_on(self, field: Field) -> None:
        if field.data and not today() <= field.data <= today() + MAX_TIME_AHEAD:
            raise ValidationError(_("Enter a day in the next 60 days."))


class ExitQuestions(SensitiveTextForm):
    rating = Radios(
        _l("How was this match for you?"),
        choices=choices(FEELINGS),
        validators=[InputRequired(_l("Choose how it was for you."))],
    )
    good = Paragraph(
        _l("What was good? (optional)"),
        validators=[at_most(MAX_LOOK_BACK_LENGTH)],
        render_kw={"rows": 4},
    )
    better = Paragraph(
        _l("What could be better? (optional)"),
        validators=[at_most(MAX_LOOK_BACK_LENGTH)],
        render_kw={"rows": 4},
    )
    stays_in_touch = Radios(
        _l("Would you like to stay in touch with each other?"),
        description=_l(
            "Only if you both say yes, you see again how to reach each other. "
            "Nobody is told if somebody says no."
        ),
        choices=choices({YES: _l("Yes"), NO: _l("No")}),
        validators=[InputRequired(_l("Choose whether you would like to stay in touch."))],
    )
    takes_more = Radios(
        _l("Would you like a new match?"),
        choices=choices({YES: _l("Yes"), NO: _l("Not in this round")}),
        validators=[InputRequired(_l("Choose whether you would like a new match."))],
    )

    def ask(self, *, about_contact: bool, about_new_match: bool) -> None:
        """Leave out the questions that do not apply."""
        if not about_contact:
            del self.stays_in_touch
        if not about_new_match:
            del self.takes_more

    def entry(self) -> ExitEntry:
        return ExitEntry(
            rating=int(self.rating.data),
            good=self.good.data or "",
            better=self.better.data or "",
            stays_in_touch=self.stays_in_touch is not None and self.stays_in_touch.data == YES,
            takes_more=None if self.takes_more is None else self.takes_more.data == YES,
        )
