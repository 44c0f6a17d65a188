"""Around the matches: training, resources, events and advocacy groups, a blueprint for each."""

from flask import Blueprint

from mentorship.community import groups

blueprints: tuple[Blueprint, ...] = (groups.blueprint,)

__all__ = ["blueprints"]
