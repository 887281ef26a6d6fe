"""Paginating review sheets: every page is worked out before the first one is painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPageLayout, QPainter, QPen

from ui.printing.flow import flow
from ui.printing.pages import Bookmark
from ui.printing.paper import a4, body
from ui.printing.rows import Cell, LaidRow, Row, Setting, head_row, label_row, lay_row
from ui.printing.sheets import Sheet, Written
from ui.printing.words import paint_words

STAMPS = ("担当", "係長", "課長", "DX推進担当")
_MM = 72 / 25.4
_STAMP = 19 * _MM
_STAMP_HEAD = 5 * _MM
_FOOT = 8 * _MM
_EMPTY = "（未記入）"


@dataclass(frozen=True)
class Page:
    """What stands where on one page of a sheet; `number` and `count` are those of the sheet."""

    sheet: Sheet
    rows: Sequence[tuple[float, LaidRow]]
    number: int
    count: int

    @property
    def first(self) -> bool:
        """Whether the sheet begins here."""
        return self.number == 1


class SheetPages:
    """The pages of review sheets (`ui.printing.pages.MarkedPages`)."""

    def __init__(self, pages: Sequence[Page], setting: Setting) -> None:
        self.pages = pages
        self._setting = setting

    def __len__(self) -> int:
        return len(self.pages)

    @property
    def marks(self) -> Sequence[Bookmark]:
        """A bookmark for each department and one for each of its sheets."""
        return list(_marks(self.pages))

    @property
    def typed(self) -> str:
        """Every character that is painted."""
        return self._setting.typed

    def layout(self, index: int) -> QPageLayout:
        return a4()

    def paint(self, index: int, painter: QPainter) -> None:
        painter.save()
        painter.translate(body(a4()).topLeft())
        painter.scale(1 / self._setting.point, 1 / self._setting.point)
        _paint(self.pages[index], painter, self._setting, f"{index + 1} / {len(self)}")
        painter.restore()


def paginate(sheets: Sequence[Sheet]) -> SheetPages:
    """Work out every page of the sheets; each sheet begins a page."""
    setting = Setting()
    return SheetPages([page for sheet in sheets for page in _pages(sheet, setting)], setting)


def _marks(pages: Sequence[Page]) -> Iterator[Bookmark]:
    department = None
    for index, page in enumerate(pages):
        if page.first:
            if page.sheet.department != department:
                department = page.sheet.department
                yield Bookmark(department, 0, index)
            yield Bookmark(f"{page.sheet.no}　{page.sheet.title}", 1, index)


def _area(setting: Setting) -> QRectF:
    inside = body(a4())
    return QRectF(0, 0, inside.width() * setting.point, inside.height() * setting.point)


def _pages(sheet: Sheet, setting: Setting) -> list[Page]:
    area = _area(setting)
    rows = [lay_row(setting, row, area.width()) for row in _rows(sheet)]
    tops = [_head_height(first=first) * setting.point for first in (True, False)]
    bottom = area.height() - _FOOT * setting.point

    def heads(n: int, _continued: bool) -> Sequence[LaidRow]:
        """The head of the table that the row is in."""
        above = n
        while above and len(rows[above].cells) > 2 and not rows[above].row.heads:
            above -= 1
        return (rows[above],) if above < n and rows[above].row.heads else ()

    flowed = flow(rows, (bottom - tops[0], bottom - tops[1]), heads, LaidRow.split)
    return [
        Page(sheet, [(top + tops[n > 0], row) for top, row in placed], n + 1, len(flowed))
        for n, placed in enumerate(flowed)
    ]


def _head_height(*, first: bool) -> float:
    return 34 * _MM if first else 12 * _MM


def _rows(sheet: Sheet) -> Iterator[Row]:
    if sheet.groups:
        yield label_row("分野", sheet.groups)
    yield label_row("取組項目", f"{sheet.no}　{sheet.title}", bold=True)
    yield label_row("担当課", sheet.departments)
    if sheet.content:
        yield label_row("取組内容", sheet.content)
    if sheet.goal:
        yield label_row("目標", sheet.goal)
    if sheet.schedule:
        yield label_row("スケジュール", sheet.schedule)
    for written in sheet.results:
        yield label_row(_label("取組実績", written), written.text or _EMPTY)
    if sheet.figures:
        last = f"{sheet.last_year}実績" if sheet.last_year else "前年度実績"
        yield head_row((("指標", 40), ("目標", 22), (last, 19), (f"{sheet.year}実績", 19)))
        for line in sheet.figures:
            cells = ((line.name, 40), (line.target, 22), (line.last or "―", 19))
            actual = Cell(line.actual or _EMPTY, 19, bold=True)
            yield Row((*(Cell(text, share) for text, share in cells), actual))
    for written in sheet.issues:
        yield label_row(_label("改善・拡充策、課題等", written), written.text or _EMPTY)
    if sheet.rating:
        last = f"　（{sheet.last_year}：{sheet.rating.last}）" if sheet.rating.last else ""
        yield label_row("自己評価", f"{sheet.rating.text or _EMPTY}{last}", bold=True)
    if sheet.note:
        yield label_row("評価に関する補足", sheet.note)
    yield label_row("確認事項", "\n".join(f"・{said}" for said in sheet.findings) or "なし")


def _label(heading: str, written: Written) -> str:
    words = f"{heading} {written.label}".strip()
    return f"{words}\n（{written.who}）" if written.who else words


def _paint(page: Page, painter: QPainter, setting: Setting, place: str) -> None:
    area, point = _area(setting), setting.point
    if page.first:
        _paint_head(page.sheet, painter, setting, area.width())
    else:
        said = f"確認票　{page.sheet.department}　{page.sheet.no}　{page.sheet.title}（続き）"
        paint_words(
            painter, setting, said, QRectF(0, 0, area.width(), 8 * _MM * point), 9, bold=True
        )
    for top, row in page.rows:
        row.paint(painter, 0, top)
    foot = QRectF(0, area.height() - 6 * _MM * point, area.width(), 6 * _MM * point)
    code = f"照合コード {page.sheet.code}" if page.sheet.code else "未提出"
    sheet = f"項目{page.sheet.no}　{page.number} / {page.count} ページ"
    paint_words(painter, setting, f"{page.sheet.department}　{code}", foot, 8)
    paint_words(painter, setting, sheet, foot, 8, Qt.AlignmentFlag.AlignHCenter)
    paint_words(painter, setting, place, foot, 8, Qt.AlignmentFlag.AlignRight)


def _paint_head(sheet: Sheet, painter: QPainter, setting: Setting, width: float) -> None:
    point = setting.point
    stamps = _STAMP * len(STAMPS) * point
    left = width - stamps - 4 * _MM * point
    who = f"{sheet.department}　{sheet.handed_in or '未提出'}"
    top = 0.0
    for text, high, size in (
        (sheet.plan, 7, 10.0),
        (f"確認票（{sheet.year}）", 11, 17.0),
        (who, 7, 10.0),
    ):
        box = QRectF(0, top, left, high * _MM * point)
        paint_words(painter, setting, text, box, size, bold=size > 12)
        top = box.bottom()
    painter.setPen(QPen(Qt.GlobalColor.black, 0.5 * point))
    for n, name in enumerate(STAMPS):
        x = width - stamps + n * _STAMP * point
        head = QRectF(x, 0, _STAMP * point, _STAMP_HEAD * point)
        painter.drawRect(head)
        painter.drawRect(QRectF(x, head.bottom(), _STAMP * point, _STAMP * point))
        paint_words(painter, setting, name, head, 8, Qt.AlignmentFlag.AlignHCenter)
    if sheet.code:
        box = QRectF(width - stamps, 27 * _MM * point, stamps, 6 * _MM * point)
        said = f"照合コード　{sheet.code}"
        paint_words(painter, setting, said, box, 10, Qt.AlignmentFlag.AlignRight, bold=True)
