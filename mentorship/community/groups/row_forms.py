"""A form for each kind of row that a group writes: plan, documents, decisions, campaigns."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import Field, HiddenField
from wtforms.validators import DataRequired

from mentorship import vocabulary
from mentorship.clock import today
from mentorship.extensions import db
from mentorship.models import AdvocacyGroup, Campaign, CampaignOffice, GroupGoal
from mentorship.services.entry_versions import entry_of, version_of
from mentorship.services.groups import members
from mentorship.services.groups.group_rows import rows_of
from mentorship.services.groups.row_entries import (
    MAX_DOCUMENT_LENGTH,
    MAX_LINE_LENGTH,
    MAX_PARAGRAPH_LENGTH,
    CampaignEntry,
    CampaignOfficeEntry,
    CampaignTalkEntry,
    GroupDecisionEntry,
    GroupDocumentEntry,
    GroupGoalEntry,
    GroupStepEntry,
    RowEntry,
)
from mentorship.web.fields import Day, Line, OneOf, Paragraph, at_most, choices
from mentorship.web.sensitive_forms import SensitiveTextForm

ENTER_A_DAY = _l("Enter a day.")
DAY_OR_NOTHING = _l("Enter a day, or leave it empty.")
NO_NAMES = _l("Leave out names, and anybody's immigration status.")
Choice = tuple[Any, str]


def line(label: LazyString, missing: LazyString, **options: Any) -> Line:
    """Return a field for one line that has to be filled in."""
    validators = [DataRequired(missing), at_most(MAX_LINE_LENGTH)]
    return Line(label, validators=validators, **options)


def paragraph(
    label: LazyString,
    missing: LazyString | None = None,
    rows: int = 4,
    maximum: int = MAX_PARAGRAPH_LENGTH,
    **options: Any,
) -> Paragraph:
    """Return a field for a few lines, which have to be filled in if there is a message for it."""
    required = [] if missing is None else [DataRequired(missing)]
    validators = [*required, at_most(maximum)]
    return Paragraph(label, validators=validators, render_kw={"rows": rows}, **options)


def row_id_or_none(value: Any) -> int | None:
    return int(value) if value not in {None, ""} else None


class RowForm(SensitiveTextForm):
    ENTRY: ClassVar[type[RowEntry]]
    version = HiddenField()

    def offer(self, group: AdvocacyGroup) -> LazyString | None:
        """Set the choices that are rows of the group; return what it needs first, if anything."""
        return None

    def shown_fields(self) -> list[Field]:
        return [field for field in self if not isinstance(field, HiddenField)]

    def entry(self) -> RowEntry:
        fields = [field for field in self.shown_fields() if field.name in self._names()]
        return self.ENTRY(**{field.name: field.data for field in fields})

    def texts_that_differ(self, row: Any) -> list[tuple[str, str]]:
        """Return the label and what is stored of each text that the form holds another one of."""
        return [
            (field.label.text, getattr(row, field.name))
            for field in self.shown_fields()
            if isinstance(field, Line | Paragraph) and field.data != getattr(row, field.name)
        ]

    def _names(self) -> Sequence[str]:
        return tuple(self.ENTRY.__dataclass_fields__)


class GoalForm(RowForm):
    ENTRY = GroupGoalEntry

    title = line(
        _l("What do you want to reach?"),
        _l("Write what you want to reach."),
        description=_l("For example: a joint forum about safe buses in spring."),
    )


class StepForm(RowForm):
    ENTRY = GroupStepEntry

    text = line(_l("What is to be done?"), _l("Write what is to be done."), description=NO_NAMES)
    goal_id = OneOf(_l("For which goal?"), coerce=row_id_or_none)
    assigned_to = OneOf(_l("Who does it?"), coerce=row_id_or_none)
    due_on = Day(_l("By which day? (optional)"), message=DAY_OR_NOTHING, optional=True)

    def offer(self, group: AdvocacyGroup) -> LazyString | None:
        goals = rows_of(db.session, GroupGoal, group)
        self.goal_id.choices = [(goal.id, goal.title) for goal in goals]
        people = members.members_of(db.session, group)
        nobody: Choice = ("", _("Nobody yet"))
        self.assigned_to.choices = [nobody, *((row.id, members.alias_of(row)) for row in people)]
        return None if goals else _l("Add a goal first: each step belongs to a goal.")


class DocumentForm(RowForm):
    ENTRY = GroupDocumentEntry

    title = line(_l("What is it called?"), _l("Give it a title."))
    text = paragraph(
        _l("Text"), _l("Write the text."), 14, MAX_DOCUMENT_LENGTH, description=NO_NAMES
    )
    campaign_id = OneOf(_l("Is it material of a campaign?"), coerce=row_id_or_none)

    def offer(self, group: AdvocacyGroup) -> None:
        none: Choice = ("", _("No, it is for the group"))
        self.campaign_id.choices = [none, *campaign_choices(group)]


class DecisionForm(RowForm):
    ENTRY = GroupDecisionEntry

    text = paragraph(
        _l("What have you decided?"), _l("Write what you have decided."), description=NO_NAMES
    )
    decided_on = Day(_l("On which day?"), message=ENTER_A_DAY, default=today)


class CampaignForm(RowForm):
    ENTRY = CampaignEntry

    name = line(_l("What is the campaign called?"), _l("Give the campaign a name."))
    message = paragraph(
        _l("What is its message?"),
        _l("Write the message."),
        description=_l("One or two sentences that everybody can repeat."),
    )
    audience = paragraph(
        _l("Who should hear it? (optional)"),
        rows=2,
        description=_l("For example: parents at two schools, or riders of one bus line."),
    )
    stage = OneOf(_l("How far is it?"), choices=choices(vocabulary.CAMPAIGN_STAGES))


class OfficeForm(RowForm):
    ENTRY = CampaignOfficeEntry

    name = line(
        _l("Which office do you want to speak with?"),
        _l("Write which office."),
        description=_l(
            "The office, never a private person. For example: the transit board, or the office of "
            "a council district."
        ),
    )
    topic = paragraph(_l("What do you want to ask for? (optional)"), rows=3)
    campaign_id = OneOf(_l("For which campaign?"), coerce=row_id_or_none)

    def offer(self, group: AdvocacyGroup) -> LazyString | None:
        self.campaign_id.choices = campaign_choices(group)
        return None if self.campaign_id.choices else _l("Add a campaign first.")


class TalkForm(RowForm):
    ENTRY = CampaignTalkEntry

    office_id = OneOf(_l("With which office?"), coerce=row_id_or_none)
    held_on = Day(_l("On which day did you speak?"), message=ENTER_A_DAY, default=today)
    discussed = paragraph(_l("What was said?"), _l("Write what was said."), description=NO_NAMES)
    promised = paragraph(_l("What was promised? (optional)"), rows=3)
    promised_for = Day(
        _l("For which day was it promised? (optional)"), message=DAY_OR_NOTHING, optional=True
    )
    outcome = OneOf(_l("What became of it?"), choices=choices(vocabulary.PROMISE_OUTCOMES))

    def offer(self, group: AdvocacyGroup) -> LazyString | None:
        offices = rows_of(db.session, CampaignOffice, group)
        self.office_id.choices = [(office.id, office.name) for office in offices]
        return None if offices else _l("Add the office first that you spoke with.")


def campaign_choices(group: AdvocacyGroup) -> list[Choice]:
    return [(row.id, row.name) for row in rows_of(db.session, Campaign, group)]


def filled_form(form: type[RowForm], row: Any) -> RowForm:
    """Return a form with a row as it is stored."""
    stored = entry_of(row, form.ENTRY)
    return form(**vars(stored), version=version_of(stored))
