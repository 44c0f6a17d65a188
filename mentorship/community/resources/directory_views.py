"""The pages that anybody reads: the search, a resource, and a sheet to print."""

from flask import render_template
from flask.typing import ResponseReturnValue

from mentorship.clock import today
from mentorship.community.resources.result_cards import result_cards
from mentorship.community.resources.routes import blueprint
from mentorship.community.resources.search_form import search_form
from mentorship.extensions import db
from mentorship.models import Resource, TagKind
from mentorship.permissions import Permission
from mentorship.services.resources import resources, search
from mentorship.services.resources.search_index import search_index
from mentorship.web.access_control import require_permission
from mentorship.web.paging import paginate_sequence

# Both keep a page small, with all that it loads: see test_resource_pages.
RESULTS_PER_PAGE = 10
MAX_ON_SHEET = 30


@blueprint.get("/resources")
@require_permission(Permission.READ_PUBLIC_PAGES)
def list_resources() -> ResponseReturnValue:
    index = search_index(db.session)
    form = search_form(index.codes(TagKind.LANGUAGE))
    matches = search.find(index, form.query())
    page = paginate_sequence(matches.ids, RESULTS_PER_PAGE)
    cards = result_cards(index, page.items, heading_level=3 if form.chosen("area") else 2)
    first = (page.page - 1) * RESULTS_PER_PAGE
    found = [
        (cards[id_], matches.distance(position))
        for position, id_ in enumerate(page.items, first)
        if id_ in cards
    ]
    return render_template(
        "community/resources/list.html",
        form=form,
        page=page,
        found=found,
        max_characters=search.MAX_QUERY_CHARACTERS,
    )


@blueprint.get("/resources/sheet")
@require_permission(Permission.READ_PUBLIC_PAGES)
def show_sheet() -> ResponseReturnValue:
    """Show what a search finds as a sheet to print, in the language of the URL."""
    index = search_index(db.session)
    form = search_form(index.codes(TagKind.LANGUAGE))
    ids = search.find(index, form.query()).ids
    found = search.load(db.session, ids[:MAX_ON_SHEET])
    left_out = len(ids) - len(found)
    return render_template(
        "community/resources/sheet.html", form=form, found=found, left_out=left_out, today=today()
    )


@blueprint.get("/resources/<int:resource_id>")
@require_permission(Permission.READ_PUBLIC_PAGES, load=resources.public_resource_with_id)
def show_resource(resource: Resource) -> ResponseReturnValue:
    return render_template(
        "community/resources/show.html", resource=resource, entry=resources.entry_of(resource)
    )
