"""For everybody who signs in: the door, their home, and their account."""

from mentorship.account import home, passkeys, personal_data, sign_in, sign_up, two_factor

blueprints = tuple(
    module.blueprint for module in (sign_in, sign_up, home, two_factor, passkeys, personal_data)
)

__all__ = ["blueprints"]
