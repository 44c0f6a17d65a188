"""Limits on XML, counted element by element before anything builds a tree of it."""

from typing import BinaryIO
from xml.parsers import expat

from matching.tables.limits import TableLimits
from matching.tables.read_errors import ReadProblem, TableReadError

RELEASED_ELEMENTS = ("row", "si")
"""openpyxl drops each of these, with all that is inside of it, before it reads the next."""

CHUNK_BYTES = 64 * 1024


class DocumentTypeError(ValueError):
    """The XML has a document type, which no workbook needs: it can define expanding entities."""


class XmlLimits:
    """Counts the elements of all parts of a workbook, as far as they cost memory or time."""

    def __init__(self, limits: TableLimits) -> None:
        self.limits = limits
        self.elements = self.retained = 0

    def check(self, part: BinaryIO) -> None:
        """Read a part to its end.

        Raises
        ------
        TableReadError
            There is more XML than the limits allow.
        DocumentTypeError, xml.parsers.expat.ExpatError
            It is not the XML of a workbook.
        """
        counter = _PartCounter(self)
        while chunk := part.read(CHUNK_BYTES):
            counter.parser.Parse(chunk, False)
        counter.parser.Parse(b"", True)


class _PartCounter:
    """Counts the elements of one part."""

    def __init__(self, total: XmlLimits) -> None:
        self.total = total
        self.depth = self.item_depth = self.elements_in_item = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._refuse_document_type
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _refuse_document_type(
        self, name: str, system: object, public: object, internal: object
    ) -> None:
        raise DocumentTypeError("it has a document type")

    def _start(self, name: str, attributes: object) -> None:
        self.depth += 1
        self.total.elements += 1
        if self.item_depth:
            self.elements_in_item += 1
        else:
            self.total.retained += 1
            if name.rpartition(":")[2] in RELEASED_ELEMENTS:
                self.item_depth, self.elements_in_item = self.depth, 0
        limits = self.total.limits
        if (
            self.depth > limits.max_xml_depth
            or self.elements_in_item > limits.max_elements_per_item
            or self.total.retained > limits.max_retained_elements
            or self.total.elements > limits.max_xml_elements
        ):
            raise TableReadError(ReadProblem.TOO_MUCH_XML)

    def _end(self, name: str) -> None:
        if self.depth == self.item_depth:
            self.item_depth = 0
        self.depth -= 1
