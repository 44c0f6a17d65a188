"""Around the matches: training, resources, events and advocacy groups, a blueprint for each."""

from flask import Blueprint

from mentorship.community import training

blueprints: tuple[Blueprint, ...] = (training.blueprint,)

__all__ = ["blueprints"]
