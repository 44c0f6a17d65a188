"""A first look at XML, element by element, before anything builds a tree of it."""

from xml.parsers import expat

DEEPEST = 64
MOST_ELEMENTS = 1_500_000
MOST_KEPT = 60_000
MOST_AT_ONCE = 20_000
FORGOTTEN = ("row", "si")
"""Whoever reads a sheet forgets each of these, with all that is in it, before the next."""


class TooMuchError(ValueError):
    """The XML is larger than any survey's."""


class DocumentTypeError(ValueError):
    """The XML has a document type, which no workbook needs."""


class Outline:
    """Counts the elements of the parts of a workbook, as far as they cost memory or time."""

    def __init__(self) -> None:
        self.elements = self.kept = 0

    def of_part(self) -> "PartOutline":
        return PartOutline(self)


class PartOutline:
    """One part, fed in pieces. A document type is never allowed: it can define what unfolds."""

    def __init__(self, whole: Outline) -> None:
        self.whole = whole
        self.depth = self.forgotten_at = self.at_once = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def feed(self, piece: bytes) -> None:
        self.parser.Parse(piece, False)

    def close(self) -> None:
        self.parser.Parse(b"", True)

    def _refuse(self, name: str, system: object, public: object, internal: object) -> None:
        raise DocumentTypeError

    def _start(self, name: str, attributes: object) -> None:
        self.depth += 1
        self.whole.elements += 1
        if self.forgotten_at:
            self.at_once += 1
        else:
            self.whole.kept += 1
            if name.rpartition(":")[2] in FORGOTTEN:
                self.forgotten_at, self.at_once = self.depth, 0
        if (
            self.depth > DEEPEST
            or self.at_once > MOST_AT_ONCE
            or self.whole.kept > MOST_KEPT
            or self.whole.elements > MOST_ELEMENTS
        ):
            raise TooMuchError

    def _end(self, name: str) -> None:
        if self.depth == self.forgotten_at:
            self.forgotten_at = 0
        self.depth -= 1
