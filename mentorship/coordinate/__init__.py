"""For coordinators: a package for each section of their console, and spreadsheet imports."""

from mentorship.coordinate import (
    board,
    community,
    conversations,
    imports,
    matches,
    matching,
    messages,
    people,
    reports,
    rounds,
    support,
    today,
)
from mentorship.coordinate.blueprint import blueprint

blueprint.register_blueprint(imports.blueprint)

__all__ = [
    "blueprint",
    "board",
    "community",
    "conversations",
    "matches",
    "matching",
    "messages",
    "people",
    "reports",
    "rounds",
    "support",
    "today",
]
