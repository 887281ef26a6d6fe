"""Word documents made by hand, so that what no ordinary program writes can be tried as well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from tests.files.books import TYPES, zipped

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(text: str) -> str:
    """A run, with line breaks and tabs as Word writes them."""
    text = escape(text).replace("\n", "</w:t><w:br/><w:t>").replace("\t", "</w:t><w:tab/><w:t>")
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(inside: str) -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr><w:tabs><w:tab w:pos='900'/></w:tabs></w:pPr>{inside}</w:p>"


def cell(text: str = "", properties: str = "", *, inside: str = "") -> str:
    """A cell of one paragraph, or of what is given."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or paragraph(run(text))}</w:tc>"


def row(cells: Iterable[str], properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Iterable[str]) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def document(body: str, **more: str) -> bytes:
    """A document of this body; `more` has further parts (footnotes) by their names."""
    parts = {name: f'<w:{name} xmlns:w="{_MAIN}">{text}</w:{name}>' for name, text in more.items()}
    return zipped(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>',
            **{f"word/{name}.xml": xml for name, xml in parts.items()},
        }
    )


def document_of(rows: Sequence[Sequence[str]]) -> bytes:
    """A document with lone cells as paragraphs and rows of several cells in tables."""
    body, open_rows = "", list[str]()
    for cells in [*rows, [""]]:
        if len(cells) > 1:
            open_rows.append(row(map(cell, cells)))
            continue
        body += table(open_rows) if open_rows else ""
        body, open_rows = body + paragraph(run(cells[0])), []
    return document(body)
