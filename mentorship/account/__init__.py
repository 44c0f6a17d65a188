"""Authentication, the home page, and account settings."""

from mentorship.account import (
    home,
    invitations,
    passkeys,
    personal_data,
    recovery,
    settings,
    sign_in,
    sign_up,
    two_factor,
)

blueprints = tuple(
    module.blueprint
    for module in (
        sign_in,
        sign_up,
        invitations,
        recovery,
        settings,
        two_factor,
        passkeys,
        personal_data,
    )
)

__all__ = ["blueprints", "home"]
