"""Pages that tell everybody about the programme: privacy, help, who runs it, how to reach them."""

from flask import render_template
from flask.typing import ResponseReturnValue

from mentorship.apply.entry_views import blueprint
from mentorship.permissions import Permission
from mentorship.web.access_control import require_permission


@blueprint.get("/privacy")
@require_permission(Permission.READ_PUBLIC_PAGES)
def privacy() -> ResponseReturnValue:
    return render_template("apply/privacy.html")


@blueprint.get("/help", endpoint="help")
@require_permission(Permission.READ_PUBLIC_PAGES)
def help_page() -> ResponseReturnValue:
    return render_template("apply/help.html")


@blueprint.get("/about")
@require_permission(Permission.READ_PUBLIC_PAGES)
def about() -> ResponseReturnValue:
    return render_template("apply/about.html")


@blueprint.get("/contact")
@require_permission(Permission.READ_PUBLIC_PAGES)
def contact() -> ResponseReturnValue:
    return render_template("apply/contact.html")
