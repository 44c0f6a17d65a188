"""How large a spreadsheet may be: every limit that the readers of this package keep."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class TableLimits:
    """The size at which a reader gives up, before a hostile file fills memory or takes minutes.

    Attributes
    ----------
    max_file_bytes : int
        Bytes of the file as it is stored.
    max_rows, max_columns : int
        Filled rows below the header; cells of a row up to the last filled one.
    max_characters, max_cell_characters : int
        Characters of all cells together, and of one cell.
    max_scanned_rows, max_scanned_cells : int
        Rows and cells that are looked at, blank ones included: one stray cell far to the right
        makes a row long, and one far below makes a sheet long.
    max_unpacked_bytes, max_zip_members : int
        What a workbook, which is a zip file, may hold.
    max_compression_ratio, min_suspicious_bytes : int
        How many times larger a workbook may be unpacked than packed, unless it stays small.
    max_xml_depth, max_xml_elements : int
        Nesting, and elements of all parts together.
    max_retained_elements : int
        Elements that stay in memory while a workbook is read: rows and shared strings, and all
        that is outside of them.
    max_elements_per_item : int
        Elements inside of one row or one shared string.
    """

    max_file_bytes: int
    max_rows: int
    max_columns: int
    max_characters: int
    max_cell_characters: int
    max_scanned_rows: int
    max_scanned_cells: int
    max_unpacked_bytes: int
    max_zip_members: int
    max_compression_ratio: int
    min_suspicious_bytes: int
    max_xml_depth: int
    max_xml_elements: int
    max_retained_elements: int
    max_elements_per_item: int


UPLOAD_LIMITS = TableLimits(
    max_file_bytes=5 * 1024**2,
    max_rows=5_000,
    max_columns=200,
    max_characters=10_000_000,
    max_cell_characters=32_767,  # as many as Excel allows
    max_scanned_rows=1_048_576,
    max_scanned_cells=2_000_000,
    max_unpacked_bytes=40 * 1024**2,
    max_zip_members=500,
    max_compression_ratio=200,
    min_suspicious_bytes=1024**2,
    max_xml_depth=64,
    max_xml_elements=1_500_000,
    max_retained_elements=60_000,
    max_elements_per_item=20_000,
)
"""For a file that anybody may send to a web server: seconds of work, little memory."""

LOCAL_FILE_LIMITS = replace(
    UPLOAD_LIMITS,
    max_file_bytes=500_000_000,
    max_rows=1_000_000,
    max_columns=1_000,
    max_characters=500_000_000,
    max_scanned_cells=200_000_000,
    max_unpacked_bytes=500_000_000,
    max_xml_elements=100_000_000,
    max_retained_elements=5_000_000,
)
"""For a file that somebody opens on their own machine: tens of thousands of people fit."""
