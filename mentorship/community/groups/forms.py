"""The forms of a group as a whole: what it is for, who joins it, its next meeting."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired

from mentorship.models import AdvocacyGroup
from mentorship.services.entry_versions import entry_of, version_of
from mentorship.services.groups.aliases import MAX_ALIAS_LENGTH
from mentorship.services.groups.groups import (
    MAX_NAME_LENGTH,
    MAX_PLACE_LENGTH,
    MAX_PURPOSE_LENGTH,
    MAX_TIME_LENGTH,
    GroupDetails,
    NextMeeting,
)
from mentorship.services.groups.joining import MAX_WORDS_LENGTH
from mentorship.web.fields import Day, Line, Paragraph, Radios, at_most, choices
from mentorship.web.sensitive_forms import SensitiveTextForm

OWN, TASK_FORCE = "own", "task_force"
BEGINNINGS = {
    TASK_FORCE: _l("A task force: three goals with steps to begin with, which you can change"),
    OWN: _l("An empty group: you write the plan yourselves"),
}


class DetailsForm(SensitiveTextForm):
    name = Line(
        _l("What is the group called?"),
        description=_l("For example: Neighbors for safe buses."),
        validators=[DataRequired(_l("Give the group a name.")), at_most(MAX_NAME_LENGTH)],
        render_kw={"autocomplete": "off"},
    )
    purpose = Paragraph(
        _l("What is it for?"),
        description=_l(
            "A sentence or two. Whoever asks to join reads this first, so leave out names and "
            "places."
        ),
        validators=[DataRequired(_l("Write what it is for.")), at_most(MAX_PURPOSE_LENGTH)],
        render_kw={"rows": 3},
    )

    def entry(self, *, is_findable: bool = False) -> GroupDetails:
        return GroupDetails(self.name.data or "", self.purpose.data or "", is_findable)


class AliasForm(SensitiveTextForm):
    alias = Line(
        _l("What should the group call you?"),
        description=_l(
            "An alias that you use here alone. The group knows you by nothing else, so do not take "
            "your own name."
        ),
        validators=[DataRequired(_l("Choose an alias.")), at_most(MAX_ALIAS_LENGTH)],
        render_kw={"autocomplete": "off"},
    )


class JoinForm(AliasForm):
    words = Paragraph(
        _l("Would you like to tell the leads something? (optional)"),
        description=_l("The leads read it, nobody else. It is deleted when they answer."),
        validators=[at_most(MAX_WORDS_LENGTH)],
        render_kw={"rows": 3},
    )


class StartForm(DetailsForm, AliasForm):
    """Its fields come in the order in which they are written down here, as on its page."""

    beginning = Radios(
        _l("How do you want to begin?"),
        choices=choices(BEGINNINGS),
        default=TASK_FORCE,
    )


class ChangeDetailsForm(DetailsForm):
    is_findable = BooleanField(
        _l("Others who take part may find this group: its name and what it is for, nothing else")
    )
    version = HiddenField()


class MeetingForm(SensitiveTextForm):
    """Without its place while safety mode is on anywhere: nobody changes it then."""

    meets_on = Day(
        _l("On which day? (optional)"),
        message=_l("Enter a day, or leave it empty."),
        optional=True,
    )
    meeting_time = Line(
        _l("At what time? (optional)"),
        validators=[at_most(MAX_TIME_LENGTH)],
    )
    meeting_place = Line(
        _l("Where? (optional)"),
        description=_l(
            "A public place or a call, nobody's home. Only the group sees it, and nobody while "
            "safety mode is on."
        ),
        validators=[at_most(MAX_PLACE_LENGTH)],
    )
    version = HiddenField()

    def entry(self, group: AdvocacyGroup) -> NextMeeting:
        place = self.meeting_place.data if "meeting_place" in self else group.meeting_place
        return NextMeeting(self.meets_on.data, self.meeting_time.data or "", place or "")


def details_form_of(group: AdvocacyGroup) -> ChangeDetailsForm:
    return ChangeDetailsForm(**_stored(group, GroupDetails))


def meeting_form_of(group: AdvocacyGroup, *, without_place: bool) -> MeetingForm:
    form = MeetingForm(**_stored(group, NextMeeting))
    if without_place:
        del form.meeting_place
    return form


def _stored(group: AdvocacyGroup, kind: type[GroupDetails] | type[NextMeeting]) -> dict[str, Any]:
    stored = entry_of(group, kind)
    return {**vars(stored), "version": version_of(stored)}
