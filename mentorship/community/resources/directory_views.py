"""The pages that anybody reads: the search, a resource, and a sheet to print."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from mentorship.clock import today
from mentorship.community.resources.routes import blueprint
from mentorship.community.resources.search_form import search_form
from mentorship.extensions import db
from mentorship.models import Resource, ResourceState
from mentorship.permissions import Permission
from mentorship.services.resources import resources, search
from mentorship.web.access_control import require_permission
from mentorship.web.paging import SHORT_PAGE_SIZE, paginate_sequence

MAX_ON_SHEET = 40
"""Resources: a sheet to hand over has a few pages."""


@blueprint.get("/resources")
@require_permission(Permission.READ_PUBLIC_PAGES)
def list_resources() -> ResponseReturnValue:
    form = search_form()
    page = paginate_sequence(search.find(db.session, form.query()), SHORT_PAGE_SIZE)
    found = search.load(db.session, [match.id for match in page])
    return render_template(
        "community/resources/list.html",
        form=form,
        page=page,
        found=found,
        distances={match.id: match.distance for match in page},
    )


@blueprint.get("/resources/sheet")
@require_permission(Permission.READ_PUBLIC_PAGES)
def show_sheet() -> ResponseReturnValue:
    """Show what a search finds as a sheet to print, in the language of the URL."""
    form = search_form()
    matches = search.find(db.session, form.query())
    found = search.load(db.session, [match.id for match in matches[:MAX_ON_SHEET]])
    left_out = len(matches) - len(found)
    return render_template(
        "community/resources/sheet.html", form=form, found=found, left_out=left_out, today=today()
    )


@blueprint.get("/resources/<int:resource_id>")
@require_permission(Permission.READ_PUBLIC_PAGES, load=resources.resource_with_id)
def show_resource(resource: Resource) -> ResponseReturnValue:
    if resource.state is not ResourceState.PUBLISHED:
        abort(404)
    return render_template(
        "community/resources/show.html", resource=resource, entry=resources.entry_of(resource)
    )
