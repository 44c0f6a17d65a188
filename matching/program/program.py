"""A programme: rules and weighted criteria, read from a TOML file."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from matching.errors import InvalidProgramError
from matching.program.parser import read_criterion, read_entries, read_rule, read_side
from matching.scoring.criteria import Criterion
from matching.scoring.options import read_option, refuse_unknown, text
from matching.scoring.rules import Rule
from matching.tables.people import Side

PROGRAMS_DIR = Path(__file__).parents[1] / "programs"


@dataclass(frozen=True)
class Program:
    """The rules and criteria by which people are matched.

    Attributes
    ----------
    title : str
        The programme's name.
    mentees, mentors : Side
        The columns that identify people.
    rules : tuple of Rule
        A pair must satisfy all of them.
    criteria : tuple of Criterion
        A pair's score is the sum of their points.

    Examples
    --------
    >>> program = Program.from_mapping(
    ...     {
    ...         "title": "Two tables",
    ...         "mentees": {"id": "id"},
    ...         "mentors": {"id": "id", "capacity": "capacity"},
    ...         "rule": [{"name": "language", "kind": "share", "column": "languages"}],
    ...         "criterion": [
    ...             {"name": "topics", "kind": "shared items", "column": "topics", "weight": 3}
    ...         ],
    ...     }
    ... )
    >>> program.criteria[0].kind, program.max_score
    (SharedItems(mentee='topics', mentor='topics', enough=None), 3.0)
    """

    title: str
    mentees: Side
    mentors: Side
    rules: tuple[Rule, ...]
    criteria: tuple[Criterion, ...]

    @property
    def max_score(self) -> float:
        """The score of a pair to which every criterion gives a share of 1."""
        return math.fsum(criterion.weight for criterion in self.criteria)

    def with_criterion(self, entry: Mapping[str, object]) -> "Program":
        """Return the programme with one more criterion, an entry as in a programme file.

        Examples
        --------
        >>> waited = {"name": "waited", "kind": "priority", "answer": "yes", "weight": 2}
        >>> program = Program.shipped("cross-community")
        >>> program.with_criterion({**waited, "column": "waited"}).max_score - program.max_score
        2.0
        """
        return replace(self, criteria=(*self.criteria, read_criterion(dict(entry))))

    @classmethod
    def load(cls, path: str | Path) -> "Program":
        """Read a programme file.

        Raises
        ------
        InvalidProgramError
            The file cannot be read, or an entry is invalid; one line names the file, the entry
            and the option, and lists the allowed ones.
        """
        try:
            mapping = tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
        except OSError as error:
            raise InvalidProgramError(f"{path}: {error.strerror}") from None
        except UnicodeDecodeError:
            raise InvalidProgramError(f"{path}: not UTF-8; save it as UTF-8") from None
        except tomllib.TOMLDecodeError as error:
            raise InvalidProgramError(f"{path}: not TOML: {error}") from None
        return cls.from_mapping(mapping, source=str(path))

    @classmethod
    def shipped(cls, name: str) -> "Program":
        """Read a programme that comes with the library: cross-community or civil-service.

        Raises
        ------
        InvalidProgramError
            There is no programme of this name.
        """
        return cls.load(PROGRAMS_DIR / f"{name}.toml")

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, object], source: str = "programme") -> "Program":
        """Read a programme from parsed TOML.

        Parameters
        ----------
        mapping : mapping of str to object
            The parsed file.
        source : str
            Its name in messages.

        Raises
        ------
        InvalidProgramError
            An entry is invalid.
        """
        try:
            refuse_unknown("entry", mapping, ("title", "mentees", "mentors", "rule", "criterion"))
            return cls(
                title=read_option("title", text, mapping.get("title")),
                mentees=read_side(mapping, "mentees"),
                mentors=read_side(mapping, "mentors"),
                rules=read_entries(mapping, "rule", read_rule),
                criteria=read_entries(mapping, "criterion", read_criterion),
            )
        except ValueError as error:
            raise InvalidProgramError(f"{source}: {error}") from None
