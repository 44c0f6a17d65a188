"""What can go wrong, by name: every failure of the library is a `MatchingError`."""


class MatchingError(Exception):
    """Something that the caller handed over cannot be matched with; one line says what."""


class InvalidProgramError(MatchingError):
    """A programme file is broken: the message names the file, the entry and the option."""


class InvalidTableError(MatchingError):
    """A table of people is broken: the message names the table, the row and the column."""


class InvalidProblemError(MatchingError, ValueError):
    """The numbers of a problem are broken: the message names the argument and the index."""


class InvalidPinError(InvalidProblemError):
    """A pinned pair contradicts a rule, a capacity or another pin.

    Attributes
    ----------
    mentee, mentor : int or str
        The pair: indices where a `Problem` refuses it, ids where `match` does.
    why : str
        What it contradicts.
    """

    def __init__(self, mentee: int | str, mentor: int | str, why: str) -> None:
        super().__init__(f"pinned pair ({mentee!r}, {mentor!r}): {why}")
        self.mentee = mentee
        self.mentor = mentor
        self.why = why


class InvalidAssignmentError(MatchingError, ValueError):
    """An answer breaks its problem: the message names the first violation."""


class InvalidOutputError(MatchingError):
    """The result cannot be written where it was asked to go."""
