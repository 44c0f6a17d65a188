"""The blueprint of the administrators' pages: accounts of staff, and settings."""

from flask import Blueprint

from mentorship.web import role_names
from mentorship.web.flashes import category_at

blueprint = Blueprint("administer", __name__)


@blueprint.context_processor
def template_context() -> dict[str, object]:
    return {"category_at": category_at, "role_names": role_names}
