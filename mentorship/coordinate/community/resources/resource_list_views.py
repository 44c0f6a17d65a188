"""The list of resources: what is public, unchecked, not public yet, or archived."""

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mentorship.coordinate.blueprint import blueprint
from mentorship.extensions import db
from mentorship.permissions import Permission
from mentorship.services.resources import resource_lists, resources, suggestions
from mentorship.services.resources.resource_lists import ResourceFilter
from mentorship.services.resources.search import MAX_QUERY_CHARACTERS
from mentorship.text_cleaning import clean_text
from mentorship.web.access_control import require_permission
from mentorship.web.paging import paginate


@blueprint.get("/community/resources")
@require_permission(Permission.COORDINATE)
def list_kept_resources() -> ResponseReturnValue:
    counts = resource_lists.counts(db.session)
    shown, words = _shown(counts), clean_text(request.args.get("q", ""))[:MAX_QUERY_CHARACTERS]
    page = paginate(resource_lists.listed(shown, words))
    return render_template(
        "coordinate/community/resources/list.html",
        page=page,
        items=resource_lists.with_entries(page.items),
        counts={item.value: number for item, number in counts.items()},
        titles=titles(),
        shown=shown.value,
        words=words,
        max_characters=MAX_QUERY_CHARACTERS,
        suggestions_waiting=suggestions.count_waiting(db.session),
        problems=resources.problems,
    )


def _shown(counts: dict[ResourceFilter, int]) -> ResourceFilter:
    """Return the filter of the URL, else the first that shows something."""
    try:
        return ResourceFilter(request.args.get("state", ""))
    except ValueError:
        return next((item for item in ResourceFilter if counts[item]), ResourceFilter.PUBLISHED)


def titles() -> dict[str, str]:
    return {
        ResourceFilter.UNCHECKED.value: _("To check"),
        ResourceFilter.PUBLISHED.value: _("Public"),
        ResourceFilter.DRAFT.value: _("Drafts"),
        ResourceFilter.RETIRED.value: _("In the archive"),
    }
