"""Around the matches: training, resources, events and advocacy groups, a blueprint for each."""

from mentorship.community import emergency_views, events, groups, resources, training

blueprints = (
    emergency_views.blueprint,
    events.blueprint,
    groups.blueprint,
    resources.blueprint,
    training.blueprint,
)

__all__ = ["blueprints"]
