"""The blueprint of the directory, and what its templates use."""

from flask import Blueprint

from mentorship.web import resource_labels

blueprint = Blueprint("resources", __name__)


@blueprint.context_processor
def template_context() -> dict[str, object]:
    return {"resource_labels": resource_labels}
