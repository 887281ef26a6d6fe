"""The review sheet of one item: what was asked, what is answered, and boxes for the stamps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt

from ui.bar_chart import chart
from ui.printing.chart_row import HEADING, chart_row
from ui.printing.leaf import MM, Brush
from ui.printing.rows import Cell, Ground, Row, head_row, label_row
from ui.printing.sheets import Figures, Sheet, Written

_EMPTY = "（未記入）"
_STAMP = 19 * MM
_STAMP_HEAD = 5 * MM
# Of the width; more boxes than fit in are smaller ones, which a stamp of 10 mm still goes into.
_STAMPS = 0.6
_QUIET = 7.5
# Earlier years in the table besides the last.
_MOST_YEARS = 2
# A longer table goes without charts, which are more than twice as high as a line.
_MOST_CHARTS = 8


class ReviewLeaf:
    """Lays a sheet's values out as rows between head and foot."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def department(self) -> str:
        return self.sheet.department

    @property
    def name(self) -> str:
        return f"{self.sheet.no}　{self.sheet.title}"

    def head_height(self, *, first: bool) -> float:
        return (34 if first else 12) * MM

    def foot(self, number: int, count: int) -> tuple[str, str]:
        sheet = self.sheet
        code = f"照合コード {sheet.code}" if sheet.code else "未提出"
        return f"{sheet.department}　{code}", f"項目{sheet.no}　{number} / {count} ページ"

    def rows(self) -> Iterator[Row]:
        sheet = self.sheet
        yield from _question(sheet)
        if sheet.remarks:
            yield label_row("差戻しの所見", "\n".join(f"・{said}" for said in sheet.remarks))
        if sheet.corrections:
            said = "\n".join(f"・{one}" for one in sheet.corrections)
            yield label_row("事務局の修正", said)
        for written in sheet.results:
            yield from _answer("取組実績", written, sheet.last_year)
        if sheet.figures:
            yield from _figures(sheet)
        for written in sheet.issues:
            yield from _answer("改善・拡充策、課題等", written, sheet.last_year)
        if sheet.rating:
            last = f"　（{sheet.last_year}：{sheet.rating.last}）" if sheet.rating.last else ""
            yield label_row("自己評価", f"{sheet.rating.text or _EMPTY}{last}", bold=True)
        if sheet.note:
            yield label_row("評価に関する補足", sheet.note)
        yield label_row("確認事項", "\n".join(f"・{said}" for said in sheet.findings) or "なし")

    def paint_head(self, brush: Brush, *, first: bool) -> None:
        sheet = self.sheet
        if not first:
            said = f"確認票　{sheet.department}　{sheet.no}　{sheet.title}（続き）"
            brush.line(said, QRectF(0, 0, brush.width, 8 * MM), 9, bold=True)
            return
        left = brush.width - self._paint_stamps(brush) - 4 * MM
        who = f"{sheet.department}　{sheet.handed_in or '未提出'}"
        top = 0.0
        for text, high, size in (
            (sheet.plan, 7, 10.0),
            (f"確認票（{sheet.year}）", 11, 17.0),
            (who, 7, 10.0),
        ):
            box = QRectF(0, top, left, high * MM)
            brush.line(text, box, size, bold=size > 12)
            top = box.bottom()
        if sheet.code:
            box = QRectF(brush.width / 2, 27 * MM, brush.width / 2, 6 * MM)
            said = f"照合コード　{sheet.code}"
            brush.line(said, box, 10, Qt.AlignmentFlag.AlignRight, bold=True)

    def _paint_stamps(self, brush: Brush) -> float:
        """Paint the boxes at the right; returns the width that they take."""
        names = self.sheet.stamps
        side = min(_STAMP, brush.width * _STAMPS / max(len(names), 1))
        for n, name in enumerate(names):
            x = brush.width - (len(names) - n) * side
            head = QRectF(x, 0, side, _STAMP_HEAD)
            brush.frame(head)
            brush.frame(QRectF(x, head.bottom(), side, side))
            inner = head.adjusted(1, 0, -1, 0)
            brush.line(name, inner, 8, Qt.AlignmentFlag.AlignHCenter)
        return side * len(names)


def _question(sheet: Sheet) -> Iterator[Row]:
    if sheet.groups:
        yield label_row("分野", sheet.groups)
    yield label_row("取組項目", f"{sheet.no}　{sheet.title}", bold=True)
    yield label_row("担当課", sheet.departments)
    for label, text in (
        ("取組内容", sheet.content),
        ("目標", sheet.goal),
        ("スケジュール", sheet.schedule),
    ):
        if text:
            yield label_row(label, text)


def _answer(heading: str, written: Written, last_year: str) -> Iterator[Row]:
    """This year's text, and last year's quietly under it."""
    words = f"{heading} {written.label}".strip()
    label = f"{words}\n（{written.who}）" if written.who else words
    yield label_row(label, written.text or _EMPTY)
    if written.last and last_year:
        same = written.last == written.text
        text = "（今年度と同じ文です）" if same else written.last
        quiet = Cell(f"前年度（{last_year}）", 19, Ground.LABEL, size=_QUIET)
        yield Row((quiet, Cell(text, 81, size=_QUIET)))


def _figures(sheet: Sheet) -> Iterator[Row]:
    """The years as numbers and as bars; this year's are bold."""
    known = {one.year: None for line in sheet.figures for one in line.past}
    years = list(known)[-_MOST_YEARS:]
    last, now = sheet.short_years
    heads = [("指標", 28.0), ("目標", 16.0), *((f"{year}実績", 12.0) for year in years)]
    heads.append((f"{last or '前年度'}実績", 12))
    heads.append((f"{now or '今年度'}実績", 14))
    head = head_row(heads)
    few = len(sheet.figures) <= _MOST_CHARTS
    yield replace(head, cells=(*head.cells, HEADING)) if few else head
    for line in sheet.figures:
        past = {one.year: one.actual for one in line.past}
        texts = [line.name, line.target, *(past.get(year, "") or "―" for year in years)]
        texts.append(line.last or "―")
        plain = (Cell(text, share) for text, (_, share) in zip(texts, heads, strict=False))
        actual = Cell(line.actual or _EMPTY, 14, bold=True)
        cells = (*plain, actual)
        shown = chart(_actuals(line, years, last, now), line.target)
        yield chart_row(cells, shown) if few else Row(cells)


def _actuals(line: Figures, years: list[str], last: str, now: str) -> list[tuple[str, str]]:
    """The years and what was reached in each, this one last."""
    past = {one.year: one.actual for one in line.past}
    before = [*((year, past.get(year, "")) for year in years), (last, line.last)]
    return [*((year, text) for year, text in before if year), (now, line.actual)]
