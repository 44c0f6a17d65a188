"""The kinds of rows that a group writes: form and headings of each, and where it is read."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from mentorship.community.groups.row_forms import (
    CampaignForm,
    DecisionForm,
    DocumentForm,
    GoalForm,
    OfficeForm,
    RowForm,
    StepForm,
    TalkForm,
)
from mentorship.extensions import db
from mentorship.models import Campaign, CampaignOffice, CampaignTalk, GroupDocument, GroupRow


@dataclass(frozen=True)
class RowPages:
    """The form of a kind of row, and the headings of its pages."""

    form: type[RowForm]
    add: LazyString
    change: LazyString
    delete: LazyString
    goes_too: LazyString | str = ""
    """What is deleted together with such a row."""


PAGES = {
    "goals": RowPages(
        GoalForm,
        _l("Add a goal"),
        _l("Change a goal"),
        _l("Delete this goal?"),
        _l("Its steps are deleted with it."),
    ),
    "steps": RowPages(
        StepForm, _l("Add a step"), _l("Change a step"), _l("Delete this step?")
    ),
    "documents": RowPages(
        DocumentForm, _l("Write a document"), _l("Change a document"), _l("Delete this document?")
    ),
    "decisions": RowPages(
        DecisionForm, _l("Write down a decision"), _l("Change a decision"),
        _l("Delete this decision?"),
    ),
    "campaigns": RowPages(
        CampaignForm,
        _l("Plan a campaign"),
        _l("Change a campaign"),
        _l("Delete this campaign?"),
        _l("Its offices and talks are deleted with it. Its material stays with the group."),
    ),
    "offices": RowPages(
        OfficeForm,
        _l("Add an office"),
        _l("Change an office"),
        _l("Delete this office?"),
        _l("The talks with it are deleted, too."),
    ),
    "talks": RowPages(
        TalkForm, _l("Write down a talk"), _l("Change a talk"), _l("Delete this talk?")
    ),
}  # fmt: skip
KINDS = f"<any({', '.join(PAGES)}):kind_of_row>"
ROW_URL = f"/<int:group_id>/{KINDS}/<entry_id>"


def page_of_row(row: GroupRow) -> str:
    """Return the URL of the page on which the group reads a row."""
    campaign_id = campaign_of(row)
    if campaign_id is not None:
        return url_for(".show_campaign", group_id=row.group_id, entry_id=campaign_id)
    if isinstance(row, GroupDocument):
        return url_for(".show_document", group_id=row.group_id, entry_id=row.id)
    return url_for(".show_group", group_id=row.group_id)


def campaign_of(row: GroupRow) -> int | None:
    match row:
        case Campaign():
            return row.id
        case CampaignOffice():
            return row.campaign_id
        case CampaignTalk():
            return db.session.get_one(CampaignOffice, row.office_id).campaign_id
        case _:
            return None
