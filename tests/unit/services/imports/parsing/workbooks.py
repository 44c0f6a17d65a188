"""Minimal workbooks, with any part replaced or added."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{OFFICE}.worksheet+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{OFFICE}.sharedStrings+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="s" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="t" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>
</Relationships>""",
    BOOK: f"""<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>
<sheet name="One" sheetId="1" r:id="s"/></sheets></workbook>""",
    STRINGS: f'<sst xmlns="{MAIN}"><si><t>Name</t></si><si><t>Ana</t></si></sst>',
    SHEET: f"""<worksheet xmlns="{MAIN}"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c></row>
</sheetData></worksheet>""",
}


def workbook(
    replaced: Mapping[str, str | bytes] | None = None, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in {**PARTS, **(replaced or {})}.items():
            archive.writestr(name, content)
    return stream.getvalue()


def sheet(rows: str, before: str = "") -> str:
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def strings(items: str, before: str = "") -> str:
    return f'{before}<sst xmlns="{MAIN}">{items}</sst>'


def with_false_part_size(content: bytes, part: str, size: int, start: bytes) -> bytes:
    """Declare a false size of a part, with a checksum that fits its start, in the zip directory."""
    changed = bytearray(content)
    offset = 0
    while (offset := content.find(b"PK\x01\x02", offset)) >= 0:
        length = struct.unpack_from("<H", content, offset + 28)[0]
        if content[offset + 46 : offset + 46 + length] == part.encode():
            struct.pack_into("<I", changed, offset + 16, zlib.crc32(start[:size]))
            struct.pack_into("<I", changed, offset + 24, size)
        offset += 46
    return bytes(changed)
