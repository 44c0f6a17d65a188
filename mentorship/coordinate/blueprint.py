"""The blueprint of the coordinators' pages, and what all their templates use."""

from flask import Blueprint

from mentorship.coordinate import labels
from mentorship.web.locale import own_name

blueprint = Blueprint("coordinate", __name__)


@blueprint.context_processor
def template_context() -> dict[str, object]:
    return {"labels": labels, "own_name": own_name}
