"""Every layout of plans that no city has, and of the published ones, as a PDF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QTextLayout
from pytestqt.qtbot import QtBot

from dxdesk.export.compose import compose
from dxdesk.export.document import Document
from dxdesk.export.layout_files import find_layout, shipped
from dxdesk.export.report import build_report
from dxdesk.office import Office
from dxdesk.sheets.cell_text import visible
from tests.export.extremes import EXTREMES
from tests.plans import OITA, TOKUSHIMA, needs_documents
from tests.ui.pdf_text import composed, outside, text_of
from ui.printing.breaking import last_break, may_break, units
from ui.printing.paper import body
from ui.printing.pdf import render_pages
from ui.printing.rows import UNITS
from ui.printing.table import TablePages, paginate_document

# What no installed font has (the pictures of control characters), what is drawn as one glyph with
# others, and what is beyond what Qt can name in a PDF.
_UNTOLD = re.compile("[\U00010000-\U0010ffff\u200d\ufe0f\ufffd\u2400-\u241f]|き\u309a")


@pytest.mark.parametrize("layout", shipped())
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.long] * (name == "many items")) for name in EXTREMES],
)
def test_extreme_plans_are_inside_their_pages(qtbot: QtBot, name: str, layout: str) -> None:
    plan, answers = EXTREMES[name]()
    pages = paginate_document(compose(find_layout(layout), build_report(plan, answers)))
    judge(pages)


@pytest.mark.long
@pytest.mark.parametrize("layout", shipped())
@pytest.mark.parametrize("name", list(EXTREMES))
def test_extreme_plans_are_printed_whole(
    qtbot: QtBot, tmp_path: Path, name: str, layout: str
) -> None:
    plan, answers = EXTREMES[name]()
    whole(compose(find_layout(layout), build_report(plan, answers)), tmp_path)


@pytest.mark.long
@needs_documents
@pytest.mark.parametrize("layout", shipped())
@pytest.mark.parametrize("source", [TOKUSHIMA, OITA], ids=["tokushima", "oita"])
def test_published_plans_are_printed_whole(
    qtbot: QtBot, tmp_path: Path, source: Path, layout: str
) -> None:
    office, _ = Office.create(source, tmp_path / "office.dxdesk")
    with office:
        document = office.document(office.year, layout)
    judge(paginate_document(document))
    whole(document, tmp_path)


def whole(document: Document, folder: Path) -> None:
    data = render_pages(paginate_document(document), document.title)
    wanted = Counter(told("".join(visible(text) for text in texts(document))))
    assert not wanted - Counter(told(text_of(data, folder)))
    assert not outside(data, folder)


def told(text: str) -> str:
    return _UNTOLD.sub("", composed(text))


def texts(document: Document) -> Iterator[str]:
    for sheet in document.sheets:
        for line in sheet.lines:
            yield from (cell.text for cell in line.cells)


def judge(pages: TablePages) -> None:
    """No line of text leaves its cell or ends badly, no row its page, no heading stands alone."""
    for page in pages.pages:
        height = body(page.layout).height() * UNITS
        for top, line in page.lines:
            assert top + line.height <= height + 1
            for cell in line.cells:
                assert cell.laid.width <= cell.width
                assert not list(bad_ends(cell.laid.layout))
        assert not page.lines or not page.lines[-1][1].keeps or page is pages.pages[-1]


def bad_ends(layout: QTextLayout) -> Iterator[str]:
    """The lines that end where they must not though they could end before."""
    shown = units(layout.text())
    starts = [layout.lineAt(n).textStart() for n in range(layout.lineCount())]
    for start, end in pairwise(starts):
        if end < len(shown) and not may_break(shown, end) and last_break(shown, start, end):
            yield shown[start:end]
