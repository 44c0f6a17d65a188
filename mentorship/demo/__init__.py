"""A round of invented people, to try the service on. Never for production."""

from mentorship.demo.fill import ACCOUNTS, PASSWORD, fill, set_passwords

__all__ = ["ACCOUNTS", "PASSWORD", "fill", "set_passwords"]
