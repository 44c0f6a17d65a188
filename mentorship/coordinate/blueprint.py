"""The blueprint of the coordinators' pages, and what all their templates use."""

from flask import Blueprint

from mentorship.coordinate import decision_labels, labels
from mentorship.coordinate.decision_panels import decision_panel
from mentorship.web import event_labels, resource_labels
from mentorship.web.locale import own_name

blueprint = Blueprint("coordinate", __name__)


@blueprint.context_processor
def template_context() -> dict[str, object]:
    return {
        "labels": labels,
        "decision_labels": decision_labels,
        "decision_panel": decision_panel,
        "event_labels": event_labels,
        "resource_labels": resource_labels,
        "own_name": own_name,
    }
