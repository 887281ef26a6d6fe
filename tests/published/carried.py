"""The documents of other cities, in every kind of file that they may come in.

They lie here as lines with tabs; ⏎ is a line end inside a cell, which text out of a PDF has lost.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from dxdesk.domain.reading import Reading
from dxdesk.files.published import read_clipboard, read_published
from tests.files.words import cell, document, paragraph, row, run, table

CITIES = Path(__file__).parent / "cities"
BREAK = "⏎"


def city(name: str) -> str:
    """The document as it lies there."""
    return (CITIES / f"{name}.txt").read_text(encoding="utf-8")


def rows_of(text: str) -> list[list[str]]:
    return [[cell.replace(BREAK, "\n") for cell in line.split("\t")] for line in text.split("\n")]


def from_text(folder: Path, text: str) -> Reading:
    """As text out of a PDF."""
    path = folder / "plan.txt"
    path.write_bytes(text.replace(BREAK, " ").encode())
    return read_published(path, plan_id="p")


def from_workbook(folder: Path, text: str) -> Reading:
    """As a workbook whose headings and groups are merged over their columns."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, cells in enumerate(rows_of(text), 1):
        sheet.append([text or None for text in cells])
        if len(cells) > 3 and not any(cells[1:]):
            sheet.merge_cells(None, number, 1, number, len(cells))
    book.save(folder / "plan.xlsx")
    return read_published(folder / "plan.xlsx", plan_id="p")


def from_word(folder: Path, text: str) -> Reading:
    """As a Word document: lone lines are paragraphs, groups go over all columns of a table."""
    body, rows = "", list[str]()
    for cells in [*rows_of(text), [""]]:
        if len(cells) == 1:
            body += (table(rows) if rows else "") + paragraph(run(cells[0]))
            rows = []
        elif any(cells[1:]):
            rows.append(row(map(cell, cells)))
        else:
            rows.append(row([cell(cells[0], f"<w:gridSpan w:val='{len(cells)}'/>")]))
    (folder / "plan.docx").write_bytes(document(body))
    return read_published(folder / "plan.docx", plan_id="p")


def from_clipboard(_: Path, text: str) -> Reading:
    """As a browser puts a page on the clipboard."""
    html = ""
    for cells in rows_of(text):
        if len(cells) == 1:
            html += f"</table><p>{cells[0]}</p><table>"
        else:
            html += f"<tr>{''.join(f'<td>{text}</td>' for text in cells)}</tr>".replace(
                "\n", "<br>"
            )
    return read_clipboard("", f"<table>{html}</table>", plan_id="p")


CARRIERS: dict[str, Callable[[Path, str], Reading]] = {
    "text": from_text,
    "workbook": from_workbook,
    "word": from_word,
    "clipboard": from_clipboard,
}
