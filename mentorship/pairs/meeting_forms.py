"""The forms that log a meeting, correct it, and keep what it was like."""

from collections.abc import Sequence
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import Field, RadioField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange

from mentorship.clock import latest_today, today
from mentorship.models import Meeting, Person
from mentorship.services.pairs.meetings import MAX_MINUTES, MeetingEntry
from mentorship.services.pairs.reflections import Reflection
from mentorship.vocabulary import FEELINGS, MODES, PURPOSES
from mentorship.web.fields import Checkboxes, Day, Paragraph, Radios, WholeNumber, at_most, choices
from mentorship.web.sensitive_forms import SensitiveTextForm

MAX_AGE = timedelta(days=366)
MAX_NOTES_LENGTH = 2000


class ReflectionForm(SensitiveTextForm):
    """What somebody keeps about a meeting for themselves, whoever has logged it."""

    own_note = Paragraph(
        _l("A note for yourself (optional)"),
        description=_l("Nobody else reads it."),
        validators=[at_most(MAX_NOTES_LENGTH)],
        render_kw={"rows": 2},
    )
    feeling = Radios(
        _l("How was it for you? (optional)"),
        description=_l(
            "The other person never sees it. Coordinators see only how meetings feel over months."
        ),
        choices=choices({"": _l("I prefer not to say"), **FEELINGS}),
        default="",
    )

    def reflection(self) -> Reflection:
        return Reflection(self.own_note.data or "", int(self.feeling.data or 0) or None)


class MeetingForm(ReflectionForm):
    held_on = Day(_l("When did you meet?"), message=_l("Enter the day you met."))
    different_from = Checkboxes(_l("Was it another meeting?"), choices=[])
    minutes = WholeNumber(
        _l("For how many minutes?"),
        message=_l("Enter the minutes as a number, for example 60."),
        description=_l("A rough number is fine."),
        validators=[NumberRange(1, MAX_MINUTES, _l("Enter a number from %(min)s to %(max)s."))],
        render_kw={"min": 1, "max": MAX_MINUTES, "inputmode": "numeric"},
    )
    mode = RadioField(
        _l("How did you meet?"),
        choices=choices(MODES),
        validators=[InputRequired(_l("Choose how you met."))],
    )
    purpose = Radios(
        _l("What was it for?"),
        choices=choices(PURPOSES),
        validators=[InputRequired(_l("Choose what it was for."))],
    )
    notes = Paragraph(
        _l("What did you do? (optional)"),
        description=_l(
            "You both see this, nobody else does. Leave out names, places, and "
            "anybody's immigration status."
        ),
        validators=[at_most(MAX_NOTES_LENGTH)],
        render_kw={"rows": 4},
    )

    def entry(self) -> MeetingEntry:
        names = ("held_on", "minutes", "mode", "purpose", "notes")
        return MeetingEntry(**{name: self[name].data for name in names})

    def offer(self, same_day: Sequence[Meeting], reader: Person) -> None:
        """Offer to say of each meeting of that day that this is a different one."""
        self.different_from.choices = [
            SelectChoice(str(meeting.id), _describe(meeting, reader)) for meeting in same_day
        ]

    def ask_about(self, same_day: Sequence[Meeting], reader: Person) -> None:
        """Have the page ask whether one of these is the same meeting."""
        self.offer(same_day, reader)
        self.held_on.errors = [_("The log has a meeting on this day already. Is it the same?")]

    def ids_it_differs_from(self) -> set[int]:
        return {int(meeting_id) for meeting_id in self.different_from.data or ()}

    def validate_held_on(self, field: Field) -> None:
        # Somebody may be traveling: the day may have begun where they are.
        if field.data and not today() - MAX_AGE <= field.data <= latest_today():
            raise ValidationError(_("Enter a day in the last year, not in the future."))


def _describe(meeting: Meeting, reader: Person) -> str:
    values = {"num": meeting.minutes, "mode": MODES[meeting.mode]}
    if meeting.logged_by == reader.id:
        return ngettext(
            "Yes. It is not the one that you logged: %(num)s minute, %(mode)s",
            "Yes. It is not the one that you logged: %(num)s minutes, %(mode)s",
            **values,
        )
    return ngettext(
        "Yes. It is not the one that the other person logged: %(num)s minute, %(mode)s",
        "Yes. It is not the one that the other person logged: %(num)s minutes, %(mode)s",
        **values,
    )
