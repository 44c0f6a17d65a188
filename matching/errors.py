"""Exceptions: every expected failure of the library is a `MatchingError`."""


class MatchingError(Exception):
    """The input cannot be matched or the output cannot be written; the message is one line."""


class InvalidProgramError(MatchingError):
    """A programme file is invalid: the message names the file, the entry and the option."""


class InvalidTableError(MatchingError):
    """A table of people is invalid: the message names the table, the row and the column."""


class InvalidProblemError(MatchingError, ValueError):
    """An argument of a problem or a solver is invalid: the message names it and the index."""


class InvalidPinError(InvalidProblemError):
    """A pinned pair contradicts a rule, the floor, a capacity or another pin.

    Parameters
    ----------
    mentee, mentor : int or str
        The pair: indices where a `Problem` raises, ids where `match` does.
    reason : str
        What the pin contradicts.

    Attributes
    ----------
    mentee, mentor, reason
        As given.
    """

    def __init__(self, mentee: int | str, mentor: int | str, reason: str) -> None:
        super().__init__(f"pinned pair ({mentee!r}, {mentor!r}): {reason}")
        self.mentee = mentee
        self.mentor = mentor
        self.reason = reason


class InvalidAssignmentError(MatchingError, ValueError):
    """An assignment violates its problem: the message names the first violation."""


class InvalidOutputError(MatchingError):
    """The result cannot be written to the requested file."""
