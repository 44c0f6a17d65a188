"""Around the matches: training, resources, events and advocacy groups, a blueprint for each."""

from mentorship.community import emergency_views, events, groups, resources

blueprints = (
    emergency_views.blueprint,
    events.blueprint,
    groups.blueprint,
    resources.blueprint,
)

__all__ = ["blueprints"]
