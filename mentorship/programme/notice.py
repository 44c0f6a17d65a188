"""The privacy notice as a page shows it: headings, lists and paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass

HEADING, ENTRY = "## ", "- "


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph (each one line), or a list with a line for each entry."""

    kind: str
    lines: tuple[str, ...]


def notice_blocks(text: str) -> list[Block]:
    r"""Return a notice in blocks: a line with "## " is a heading, lines with "- " are a list.

    >>> [block.kind for block in notice_blocks("## What we ask\nLittle.\n- A name\n- A place")]
    ['heading', 'paragraph', 'list']
    """
    blocks: list[Block] = []
    for kind, line in _lines(text):
        if kind == "list" and blocks and blocks[-1].kind == "list":
            blocks[-1] = Block("list", (*blocks[-1].lines, line))
        else:
            blocks.append(Block(kind, (line,)))
    return blocks


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith(HEADING):
            yield "heading", line.removeprefix(HEADING)
        elif line.startswith(ENTRY):
            yield "list", line.removeprefix(ENTRY)
        else:
            yield "paragraph", line
