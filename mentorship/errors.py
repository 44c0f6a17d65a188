"""The exceptions of this application. No message contains anything about a person."""


class MentorshipError(Exception):
    """The base of every exception of this application."""


class ConfigurationError(MentorshipError):
    """The configuration is incomplete or unsafe; the application must not start."""


class DecryptionError(MentorshipError):
    """A value was encrypted with a key that the key file no longer holds."""

    def __str__(self) -> str:
        return "A stored value cannot be decrypted: its key is missing from the key file."


class UserFacingError(MentorshipError):
    """A request cannot be carried out; the message tells the person why."""


class WriteDuringReadError(MentorshipError):
    """A GET request tried to write to the database."""
