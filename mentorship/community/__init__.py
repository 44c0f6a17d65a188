"""Around the matches: training, resources, events and advocacy groups, a blueprint for each."""

from flask import Blueprint

blueprints: tuple[Blueprint, ...] = ()

__all__ = ["blueprints"]
