"""What can go wrong, by name. No message here ever holds a word about a person."""


class MentorshipError(Exception):
    """The root of every failure that this application names."""


class ConfigurationError(MentorshipError):
    """The application must not start as it is configured."""


class DecryptionError(MentorshipError):
    """A value was encrypted with a key that the key file no longer holds."""

    def __str__(self) -> str:
        return "A stored value cannot be decrypted: its key is missing from the key file."


class UserFacingError(MentorshipError):
    """What was asked cannot be done as things stand; the message says why, to a person."""


class WriteDuringReadError(MentorshipError):
    """A page that should only have shown something tried to change it."""
