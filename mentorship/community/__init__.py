"""Around the matches: training, resources, events and advocacy groups, a blueprint for each."""

from flask import Blueprint

from mentorship.community import events

blueprints: tuple[Blueprint, ...] = (events.blueprint,)

__all__ = ["blueprints"]
