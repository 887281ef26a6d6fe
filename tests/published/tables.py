"""Published tables as workbooks, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

from dxdesk.domain.reading import Noted, Reading
from dxdesk.files.published import read_published
from dxdesk.sheets.columns import letters
from tests.files.books import sheet_xml, workbook

HEAD = ("No", "事業名", "担当課", "事業概要", "指標", "目標値", "実績値", "課題", "評価")
TITLE = "令和６年度 事業評価一覧"


@dataclass(frozen=True)
class Cell:
    """A cell that is no plain text: its inner XML, its type, its number format, its font."""

    inner: str
    kind: str = "n"
    code: str = "General"
    struck: bool = False


def number(value: float, code: str = "General", formula: str = "") -> Cell:
    """A number in a format, as a formula's value where one is given."""
    said = f"<f>{escape(formula)}</f>" if formula else ""
    return Cell(f"{said}<v>{value!r}</v>", code=code)


def item(no: str | Cell, **cells: str | Cell) -> list[str | Cell]:
    """A row of the table; `actual`, `issues` and others name the cells that are not ordinary."""
    usual: dict[str, str | Cell] = {
        "title": f"事業その{no if isinstance(no, str) else ''}",
        "names": "企画課",
        "content": "する",
        "kpi": "件数",
        "target": number(10),
        "actual": number(12),
        "issues": "ない",
        "rating": "A",
    }
    return [no, *(usual | cells).values()]


@dataclass
class Book:
    """Collects the styles that the cells of a workbook need."""

    styles: dict[tuple[str, bool], int] = field(default_factory=lambda: {("General", False): 0})

    def cell(self, place: str, cell: str | Cell) -> str:
        """The XML of a cell."""
        if isinstance(cell, str):
            text = f'<t xml:space="preserve">{escape(cell)}</t>'
            cell = Cell(f"<is>{text}</is>", "inlineStr")
        style = self.styles.setdefault((cell.code, cell.struck), len(self.styles))
        return f'<c r="{place}" t="{cell.kind}" s="{style}">{cell.inner}</c>'

    def save(self, rows: Sequence[Sequence[str | Cell]]) -> bytes:
        """The workbook of these rows."""
        xml = "".join(
            f'<row r="{at}">'
            + "".join(self.cell(f"{letters(column)}{at}", c) for column, c in enumerate(row) if c)
            + "</row>"
            for at, row in enumerate(rows, 1)
        )
        formats = "".join(
            f'<numFmt numFmtId="{200 + at}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
            for (code, _), at in self.styles.items()
        )
        xfs = "".join(
            f'<xf numFmtId="{200 + at}" fontId="{int(struck)}"/>'
            for (_, struck), at in self.styles.items()
        )
        fonts = "<fonts><font/><font><strike/></font></fonts>"
        styles = f"<numFmts>{formats}</numFmts>{fonts}<cellXfs>{xfs}</cellXfs>"
        return workbook(sheet_xml(xml), styles=styles)


def read_table(tmp_path: Path, *rows: Sequence[str | Cell]) -> Reading:
    """Read a table of these rows below the usual heading."""
    path = tmp_path / "表.xlsx"
    path.write_bytes(Book().save([[TITLE], HEAD, *rows]))
    return read_published(path, plan_id="p")


def told(reading: Reading, *kinds: Noted) -> list[tuple[str, str, str]]:
    """The notes of some kinds: place, what they are about, the text that was taken out."""
    return [(n.place, n.about, n.text) for n in reading.report if n.noted in kinds]
