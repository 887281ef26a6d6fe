"""LibreOffice and poppler as judges of a workbook: what is on paper, and how high rows should be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from tests.tools import run_tool

_BEST_ROWS = '<style:table-row-properties style:use-optimal-row-height="true"/>'
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(
    r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>',
    re.DOTALL,
)
_PAGE_OF_LINES = re.compile(r'<page [^>]*height="(\d+)"[^>]*>(.*?)</page>', re.DOTALL)
_LINE = re.compile(r'<text top="(-?\d+)" [^>]*height="(\d+)"[^>]*>(.*?)</text>', re.DOTALL)


def convert_all(sources: Sequence[Path], kind: str, folder: Path, options: str = "") -> list[Path]:
    """Convert files, in one run, into `folder`."""
    profile = (folder.parent / "profile").as_uri()
    command = (f"-env:UserInstallation={profile}", "--headless", *options.split())
    into = ("--convert-to", kind, "--outdir", str(folder))
    run_tool("soffice", *command, *into, *map(str, sources), timeout=400)
    return [folder / f"{source.stem}.{kind}" for source in sources]


def with_best_heights(sources: Sequence[Path], folder: Path) -> list[Path]:
    """Copies in which LibreOffice has found every row's height itself.

    It does so for files of its own alone, and looks at no cell that is merged with another.
    """
    flats = convert_all(sources, "fods", folder / "flat")
    for flat in flats:
        text = re.sub("<style:table-row-properties[^>]*>", _BEST_ROWS, flat.read_text("utf-8"))
        flat.write_text(text, "utf-8")
    return convert_all(flats, "xlsx", folder / "best")


@dataclass(frozen=True)
class Spanning:
    """A cell over several columns: where it is, its text, and how high its row is."""

    sheet: str
    row: int
    text: str
    height: float


def unmerge(source: Path, probe: Path) -> list[Spanning]:
    """Write each cell that is merged over columns into a row of its own, as wide as its place.

    `probe` has a sheet for each width. Returned are the cells in the order of its rows.
    """
    widths: dict[float, list[tuple[Spanning, float, bool]]] = {}
    for sheet in load_workbook(source):
        for area in sheet.merged_cells.ranges:
            cell = sheet.cell(area.min_row, area.min_col)
            if not cell.value or area.min_row != area.max_row:
                continue
            columns = range(area.min_col, area.max_col + 1)
            width = sum(sheet.column_dimensions[get_column_letter(c)].width for c in columns)
            height = sheet.row_dimensions[area.min_row].height or 0.0
            found = Spanning(sheet.title, area.min_row, str(cell.value), height)
            widths.setdefault(width, []).append((found, cell.font.size, bool(cell.font.bold)))
    book = Workbook()
    for width, cells in sorted(widths.items()):
        sheet = book.create_sheet(f"{width}")
        sheet.column_dimensions["A"].width = width
        for number, (found, size, bold) in enumerate(cells, 1):
            cell = sheet.cell(number, 1, found.text)
            cell.data_type = "s"
            cell.font = Font("BIZ UDゴシック", size, bold=bold)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    book.save(probe)
    return [found for _, cells in sorted(widths.items()) for found, *_ in cells]


@dataclass(frozen=True)
class Word:
    """A word on paper and its box in points from the upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Sheetful:
    """One page of a PDF."""

    width: float
    height: float
    words: tuple[Word, ...]


def pages(pdf: Path) -> list[Sheetful]:
    """The words of every page, with their boxes."""
    html = _run("pdftotext", "-bbox", str(pdf), "-")
    return [
        Sheetful(float(width), float(height), tuple(_words(inside)))
        for width, height, inside in _PAGE.findall(html)
    ]


def _words(html: str) -> Iterator[Word]:
    for left, top, right, bottom, text in _WORD.findall(html):
        yield Word(unescape(text), float(left), float(top), float(right), float(bottom))


def bold_feet(pdf: Path, footer: float) -> list[tuple[int, str]]:
    """Pages whose lowest line above the footer, `footer` points high, is bold: a title alone.

    The last page of a sheet is left out, since nothing follows there that it could head. Where
    sheets begin is said by the bookmarks that LibreOffice makes of them.
    """
    found: list[tuple[int, str]] = []
    xml = _run("pdftohtml", "-xml", "-i", "-zoom", "1", "-stdout", str(pdf))
    begun = {int(number) for number in re.findall(r'<item page="(\d+)">', xml)}
    inner = [page for page in enumerate(_PAGE_OF_LINES.findall(xml), 1) if page[0] + 1 not in begun]
    for number, (height, inside) in inner[:-1]:
        lines = [
            (int(top) + int(tall) / 2, text)
            for top, tall, text in _LINE.findall(inside)
            if int(top) < float(height) - footer
        ]
        lowest = max((middle for middle, _ in lines), default=0.0)
        last = [text for middle, text in lines if middle > lowest - 4]
        if last and all(text.startswith("<b>") for text in last):
            found.append((number, unescape(re.sub("<[^>]*>", "", " ".join(last)))))
    return found


def text_of(words: Iterable[Word]) -> str:
    """All that is printed, without the spaces between."""
    return "".join(word.text for word in words)


def _run(*command: str) -> str:
    return run_tool(*command).decode("utf-8", "replace")
