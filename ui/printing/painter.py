"""Paginating review sheets: every page is worked out before the first one is painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPen

from ui.printing.rows import Cell, LaidRow, Row, Setting, head_row, label_row, lay_row
from ui.printing.sheets import Sheet, Written

STAMPS = ("担当", "係長", "課長", "DX推進担当")
_MM = 72 / 25.4
_STAMP = 19 * _MM
_STAMP_HEAD = 5 * _MM
_FOOT = 8 * _MM
_EMPTY = "（未記入）"
# A row shorter than this share of a page goes to the next page whole rather than in two.
_KEEP = 0.25


@dataclass
class Page:
    """What stands where on one page of a sheet."""

    sheet: Sheet
    rows: list[tuple[float, LaidRow]] = field(default_factory=list[tuple[float, LaidRow]])
    first: bool = True
    number: int = 1
    count: int = 1


def paginate(sheets: Sequence[Sheet], device: QPagedPaintDevice) -> list[Page]:
    """Work out every page of the sheets; each sheet begins a page."""
    setting = Setting(device)
    return [page for sheet in sheets for page in _pages(sheet, setting)]


def paint_pages(pages: Sequence[Page], device: QPagedPaintDevice) -> None:
    """Paint pages onto a printer, a PDF or a preview."""
    setting, painter = Setting(device), QPainter(device)
    for n, page in enumerate(pages, start=1):
        if n > 1:
            device.newPage()
        _paint(page, painter, setting, f"{n} / {len(pages)}")
    painter.end()


def _area(setting: Setting) -> QRectF:
    return QRectF(setting.device.pageLayout().paintRectPixels(setting.device.logicalDpiY()))


def _pages(sheet: Sheet, setting: Setting) -> list[Page]:
    area = _area(setting)
    width, bottom = area.width(), area.height() - _FOOT * setting.point
    page = Page(sheet)
    pages, top = [page], _head_height(first=True) * setting.point
    heads: LaidRow | None = None
    for row in _rows(sheet):
        laid: LaidRow | None = lay_row(setting, row, width)
        heads = laid if row.heads else (heads if len(row.cells) > 2 else None)
        while laid is not None:
            room = bottom - top
            if laid.height <= room:
                page.rows.append((top, laid))
                top += laid.height
                break
            whole = laid.height < bottom * _KEEP
            parts = None if whole and page.rows else laid.split(room)
            if parts:
                page.rows.append((top, parts[0]))
                laid = parts[1]
            page = Page(sheet, first=False)
            pages.append(page)
            top = _head_height(first=False) * setting.point
            if heads is not None and heads is not laid:
                page.rows.append((top, heads))
                top += heads.height
    for n, made in enumerate(pages, start=1):
        made.number, made.count = n, len(pages)
    return pages


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
    painter.save()
    if page.first:
        _paint_head(page.sheet, painter, setting, area.width())
    else:
        said = f"確認票　{page.sheet.department}　{page.sheet.no}　{page.sheet.title}（続き）"
        _text(painter, setting, said, QRectF(0, 0, area.width(), 8 * _MM * point), 9, bold=True)
    for top, row in page.rows:
        row.paint(painter, 0, top)
    foot = QRectF(0, area.height() - 6 * _MM * point, area.width(), 6 * _MM * point)
    code = f"照合コード {page.sheet.code}" if page.sheet.code else "未提出"
    sheet = f"項目{page.sheet.no}　{page.number} / {page.count} ページ"
    _text(painter, setting, f"{page.sheet.department}　{code}", foot, 8)
    _text(painter, setting, sheet, foot, 8, Qt.AlignmentFlag.AlignHCenter)
    _text(painter, setting, place, foot, 8, Qt.AlignmentFlag.AlignRight)
    painter.restore()


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
        _text(painter, setting, text, box, size, bold=size > 12)
        top = box.bottom()
    painter.setPen(QPen(Qt.GlobalColor.black, 0.5 * point))
    for n, name in enumerate(STAMPS):
        x = width - stamps + n * _STAMP * point
        head = QRectF(x, 0, _STAMP * point, _STAMP_HEAD * point)
        painter.drawRect(head)
        painter.drawRect(QRectF(x, head.bottom(), _STAMP * point, _STAMP * point))
        _text(painter, setting, name, head, 8, Qt.AlignmentFlag.AlignHCenter)
    if sheet.code:
        box = QRectF(width - stamps, 27 * _MM * point, stamps, 6 * _MM * point)
        said = f"照合コード　{sheet.code}"
        _text(painter, setting, said, box, 10, Qt.AlignmentFlag.AlignRight, bold=True)


def _text(
    painter: QPainter,
    setting: Setting,
    text: str,
    box: QRectF,
    size: float,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    *,
    bold: bool = False,
) -> None:
    """Paint one line; one that is too long for its box is set smaller, never cut."""
    laid = setting.lay(text, 10 * box.width(), size, bold=bold)
    if not laid.count:
        return
    wide = laid.layout.lineAt(0).naturalTextWidth()
    if wide > box.width():
        laid = setting.lay(text, 10 * box.width(), size * box.width() / wide * 0.98, bold=bold)
        wide = laid.layout.lineAt(0).naturalTextWidth()
    shift = {Qt.AlignmentFlag.AlignHCenter: 0.5, Qt.AlignmentFlag.AlignRight: 1.0}.get(align, 0.0)
    x = box.left() + (box.width() - wide) * shift
    painter.setPen(Qt.GlobalColor.black)
    laid.paint(painter, QPointF(x, box.top() + (box.height() - laid.pitch) / 2))
