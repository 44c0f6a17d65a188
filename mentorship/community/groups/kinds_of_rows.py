"""The kinds of rows that a group writes: form and headings of each, and where it is read."""

from collections.abc import Mapping
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
from mentorship.models import (
    AdvocacyGroup,
    Campaign,
    CampaignOffice,
    CampaignTalk,
    GroupDocument,
    GroupRow,
)
from mentorship.services.groups.group_rows import row_with_id


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


@dataclass(frozen=True)
class RowPage:
    """A page of a group, and the title by which a link leads back to it."""

    url: str
    title: str


def page_of_row(group: AdvocacyGroup, row: GroupRow) -> RowPage:
    """Return the page on which the group reads a row."""
    campaign = campaign_of(row)
    if campaign is not None:
        return page_of_campaign(campaign)
    if isinstance(row, GroupDocument):
        url = url_for(".show_document", group_id=group.id, entry_id=row.id)
        return RowPage(url, row.title)
    return page_of_group(group)


def page_to_add_from(group: AdvocacyGroup, belongs_to: Mapping[str, int | None]) -> RowPage:
    """Return the page of the campaign that a new row is to belong to, else that of the group."""
    for name, model in {"campaign_id": Campaign, "office_id": CampaignOffice}.items():
        row = row_with_id(db.session, model, group, belongs_to.get(name) or 0)
        if row is not None:
            return page_of_row(group, row)
    return page_of_group(group)


def page_of_group(group: AdvocacyGroup) -> RowPage:
    return RowPage(url_for(".show_group", group_id=group.id), group.name)


def page_of_campaign(campaign: Campaign) -> RowPage:
    url = url_for(".show_campaign", group_id=campaign.group_id, entry_id=campaign.id)
    return RowPage(url, campaign.name)


def campaign_of(row: GroupRow) -> Campaign | None:
    match row:
        case Campaign():
            return row
        case CampaignOffice():
            return db.session.get_one(Campaign, row.campaign_id)
        case CampaignTalk():
            return campaign_of(db.session.get_one(CampaignOffice, row.office_id))
        case _:
            return None
