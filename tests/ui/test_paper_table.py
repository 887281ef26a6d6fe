"""The published table on paper: whole, inside its pages, and with its heads overleaf."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter
from pytestqt.qtbot import QtBot

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.export.compose import compose
from dxdesk.export.document import Document, Line, Mark
from dxdesk.export.layout_files import find_layout, shipped
from dxdesk.export.pages import Page, Paper
from dxdesk.export.report import build_report
from dxdesk.export.rows import Text
from tests.export.samples import three_columns
from tests.plans import EXPECTED, needs_documents
from tests.ui.paper import BODY, HEAD, ITEM, LOOSE, document, entry, group, listed
from tests.ui.pdf_text import composed, outside, pages_of, text_of
from ui.printing.paper import body
from ui.printing.pdf import render_pages
from ui.printing.rows import UNITS
from ui.printing.table import TablePages, boxes_of, paginate_document

SENTENCE = "窓口の様式を見直し、待ち時間を１，２００分から短くした（約３０％）……。"
KPIS = "\n".join(f"【第{n}の指標：{n}件】" for n in range(30))


def pdf(made: Document) -> bytes:
    return render_pages(paginate_document(made), made.title)


def texts(made: Document) -> Iterator[str]:
    for sheet in made.sheets:
        for line in sheet.lines:
            yield from (cell.text for cell in line.cells)


def missing(made: Document, printed: str) -> Counter[str]:
    """What was to be printed and was not."""
    return Counter(composed("".join(texts(made)))) - Counter(composed(printed))


@pytest.mark.parametrize("layout", shipped())
def test_a_plan_without_items_is_printed_or_told(qtbot: QtBot, layout: str) -> None:
    plan = replace(three_columns(), items=())
    report = build_report(plan, {})
    if layout == "item-sheets":
        with pytest.raises(DxdeskError) as caught:
            compose(find_layout(layout), report)
        assert caught.value.trouble is Trouble.NOTHING_TO_PUBLISH
    else:
        assert len(paginate_document(compose(find_layout(layout), report)))


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("as usual", ("内容", SENTENCE, "課題")),
        ("5,000 characters", ("内容", (SENTENCE * 140)[:5000], "課題")),
        ("5,000 in each", ("内容" * 2500, (SENTENCE * 140)[:5000], "\n".join("課題" * 500))),
        ("30 lines of KPIs", ("内容\n" + KPIS, SENTENCE + "\n" + KPIS, KPIS)),
        ("one letter", ("a", "b", "c")),
        ("nothing", ("", "", "")),
        ("one word of 2,000 letters", ("A" * 2000, "ー" * 700, "　" * 300 + "終")),
        ("rare characters", ("𠮷野家と髙﨑の神\ufa19", "①㈱℡№⑴", "=1+1\t<b>&amp;")),
    ],
)
def test_every_character_is_on_paper(
    qtbot: QtBot, tmp_path: Path, name: str, cells: tuple[str, ...]
) -> None:
    made = document(
        listed([group("取組方針1"), *entry("1", cells), *entry("2", ("い", "ろ", "は"))])
    )
    data = pdf(made)
    assert not missing(made, text_of(data, tmp_path)), name
    assert not outside(data, tmp_path)


def test_a_narrow_column_sets_its_text_smaller(qtbot: QtBot, tmp_path: Path) -> None:
    page = Page(Paper.A4, (0.6, 1.2, 60.0), "細い列")
    line = Line((Text("取組", BODY), Text("内容 の", BODY), Text("あ" * 30, BODY)))
    made = document(listed([line], page))
    data = pdf(made)
    assert not missing(made, text_of(data, tmp_path))
    for cell in paginate_document(made).pages[0].lines[-1][1].cells:
        assert cell.laid.width < cell.width


def test_what_goes_on_overleaf_says_whose_it_is(qtbot: QtBot, tmp_path: Path) -> None:
    cells = ("内容", SENTENCE * 150, "課題")
    data = pdf(
        document(listed([group("方針"), *entry("9-1", cells), *entry("9-2", ("い", "ろ", "は"))]))
    )
    first, *later = pages_of(data, tmp_path)
    assert "（続き）" not in first
    assert len(later) > 1
    for number, page in enumerate(later, 2):
        assert "取組内容目標取組実績改善・拡充策、課題等" in page
        assert "9-1項目の題名9-1（情報課）（続き）" in page
        assert page.startswith("みどり市情報化計画取組実績（令和6年度）")
        assert page.endswith(f"{number}/{len(later) + 1}")
    assert later[-1].count("（続き）") == 1


def test_a_row_without_a_title_above_says_its_number_again(qtbot: QtBot, tmp_path: Path) -> None:
    line = Line(
        (
            Text("1-1", BODY, again="1-1"),
            Text(SENTENCE * 200, BODY),
            Text("題名", BODY, again="題名（続き）"),
        )
    )
    _, *later = pages_of(pdf(document(listed([line], Page(Paper.A4, (8, 80, 30), "")))), tmp_path)
    assert len(later) > 1
    for page in later:
        assert "1-1" in page
        assert "題名（続き）" in page


def test_a_row_that_fits_a_page_is_never_torn(qtbot: QtBot) -> None:
    lines = [
        line for n in range(40) for line in entry(str(n), ("内容" * 150, SENTENCE * 5, "課題"))
    ]
    pages = paginate_document(document(listed(lines)))
    own = [line.index for page in pages.pages for _, line in page.lines if not line.repeated]
    assert sorted(own) == own == sorted(set(own))
    for page in pages.pages:
        assert not page.lines[-1][1].keeps
        tops = [top for top, _ in page.lines]
        assert tops == sorted(tops)
        last = page.lines[-1][1]
        assert tops[-1] + last.height <= body(page.layout).height() * UNITS + 1


def test_a_cell_over_several_lines_is_one_box_on_each_page(qtbot: QtBot) -> None:
    count = 60
    first = Line((Text("施策の名前" * 8, BODY, rows=count), Text("一", BODY), Text("", BODY)))
    below = [Line((Text("", BODY), Text(f"{n}", BODY), Text("", BODY))) for n in range(1, count)]
    page = Page(Paper.A4, (10.0, 90.0, 40.0), "施策")
    pages = paginate_document(document(listed([first, *below], page)))
    assert len(pages) > 1
    for made in pages.pages:
        boxes = [box for box in boxes_of(made) if box.cell.cell.rows == count]
        assert len(boxes) == 1
        bottom = max(box.bottom for box in boxes_of(made))
        assert boxes[0].bottom == pytest.approx(bottom)
    (box,) = [box for box in boxes_of(pages.pages[0]) if box.cell.cell.rows == count]
    assert box.cell.laid.height < box.bottom - box.top


def test_a_text_over_two_short_lines_has_room_in_them(qtbot: QtBot) -> None:
    first = Line((Text("長い題名" * 8, BODY, rows=2), Text("一", BODY), Text("", BODY)))
    below = Line((Text("", BODY), Text("二", BODY), Text("", BODY)))
    page = Page(Paper.A4, (10.0, 90.0, 40.0), "施策")
    (made,) = paginate_document(document(listed([first, below], page))).pages
    (box,) = [box for box in boxes_of(made) if box.cell.cell.rows == 2]
    assert box.cell.laid.height <= box.bottom - box.top


def test_heads_are_not_repeated_above_themselves(qtbot: QtBot) -> None:
    """A table that begins anew in each section has its own heads."""
    rows = [line for n in range(12) for line in entry(str(n), ("内容" * 100, "実績", "課題"))]
    sheet = listed(rows)
    heads = sheet.lines[slice(*sheet.heads)]
    again = [
        Line(height=12, with_next=True),
        Line((Text("◆ 二", LOOSE, 3),), with_next=True),
        *heads,
    ]
    sections = replace(sheet, lines=(*sheet.lines, *again, *entry("99", ("い" * 2000, "ろ", "は"))))
    for page in paginate_document(document(sections)).pages:
        shown = [line.line.cells for _, line in page.lines]
        assert shown.count(heads[0].cells) <= 1 + any(
            not line.repeated for _, line in page.lines[:1]
        )


def test_each_sheet_has_its_paper(qtbot: QtBot) -> None:
    lines = entry("1", ("内容", "実績", "課題"))
    wanted = [
        Page(Paper.A4, (40.0, 40.0, 20.0), "縦", landscape=False),
        Page(Paper.A3, (80.0, 80.0, 60.0), "横"),
        Page(Paper.A4, (54.0, 54.0, 40.0), "横", numbered=False),
    ]
    pages = paginate_document(document(*(listed(lines, page) for page in wanted)))
    sizes = [pages.layout(n).fullRect(QPageLayout.Unit.Point) for n in range(len(pages))]
    assert [(round(size.width()), round(size.height())) for size in sizes] == [
        (595, 842),
        (1191, 842),
        (842, 595),
    ]


def test_a_preview_paints_the_same_page_inside_its_margins(qtbot: QtBot) -> None:
    pages = paginate_document(document(listed(entry("1", ("内容", SENTENCE * 20, "課題" * 50)))))
    image = picture(pages, 0, 2.0)
    inside = body(pages.layout(0))
    painted = [
        (x, y)
        for y in range(0, image.height(), 3)
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < 200
    ]
    assert len(painted) > 1000
    assert min(x for x, _ in painted) >= 2 * inside.left() - 2
    assert max(x for x, _ in painted) <= 2 * inside.right() + 2
    assert image == picture(pages, 0, 2.0)


def picture(pages: TablePages, index: int, zoom: float) -> QImage:
    size = pages.layout(index).fullRect(QPageLayout.Unit.Point)
    image = QImage(
        round(size.width() * zoom), round(size.height() * zoom), QImage.Format.Format_RGB32
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(zoom, zoom)
    before = painter.transform()
    pages.paint(index, painter)
    assert painter.transform() == before
    painter.end()
    return image


def test_bookmarks_lead_to_where_a_group_or_an_item_begins(qtbot: QtBot) -> None:
    lines = [
        group("方針一"),
        *entry("1", ("内容", SENTENCE * 150, "課題")),
        *entry("2", ("い", "ろ", "は")),
    ]
    pages = paginate_document(document(listed(lines)))
    marks = [(mark.title, mark.level, mark.page) for mark in pages.marks]
    assert marks == [
        ("方針一", 0, 0),
        ("1 項目の題名1", 1, 0),
        ("2 項目の題名2", 1, len(pages) - 1),
    ]
    tops = [mark.top for mark in pages.marks]
    assert body(pages.layout(0)).top() < tops[0] < tops[1]


CELLS = st.lists(st.tuples(st.integers(0, 1500), st.booleans()), min_size=1, max_size=12)


@given(CELLS)
@settings(max_examples=25)
def test_any_table_is_inside_its_pages_with_every_line_of_every_cell(
    qapp: object, cells: list[tuple[int, bool]]
) -> None:
    lines = [
        Line(
            (Text("あ" * size, BODY), Text("い\n" * (size // 40), BODY), Text("う", ITEM)),
            with_next=kept,
            mark=Mark("行"),
        )
        for size, kept in cells
    ]
    made = listed([Line(tuple(Text("", HEAD) for _ in range(3))), *lines])
    pages = paginate_document(document(made))
    seen: Counter[tuple[int, int]] = Counter()
    for page in pages.pages:
        for top, line in page.lines:
            assert top + line.height <= body(page.layout).height() * UNITS + 1
            if not line.repeated:
                for n, cell in enumerate(line.cells):
                    seen[line.index, n] += cell.laid.count
    for index, line in enumerate(made.lines):
        for n, cell in enumerate(line.cells):
            if len(line.cells) == 3:
                assert seen[index, n] >= (len(cell.text) > 0) + cell.text.count("\n")
    assert len(pages.marks) == len(cells)


@needs_documents
def test_a_published_plan_is_printed_whole(qtbot: QtBot, tmp_path: Path) -> None:
    items: list[dict[str, Any]] = json.loads(EXPECTED.read_text(encoding="utf-8"))["items"]
    lines = [
        line
        for item in items
        for line in entry(str(item["no"]), (item["content"], item["result"], item["issues"] or ""))
    ]
    made = document(listed(lines))
    data = pdf(made)
    assert not missing(made, text_of(data, tmp_path))
    assert not outside(data, tmp_path)
