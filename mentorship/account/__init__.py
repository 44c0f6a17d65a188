"""For everybody who signs in: the door, their home, and their account."""

from mentorship.account import entrance, home, joining, my_data, passkeys, second_step

blueprints = tuple(
    module.blueprint for module in (entrance, joining, home, second_step, passkeys, my_data)
)

__all__ = ["blueprints"]
