"""An overview on paper: its table with bars, and what the words mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from dxdesk.domain.figure_printing import print_change
from dxdesk.domain.overview import Count, Overview, Spread
from ui.printing.leaf import MM, Brush
from ui.printing.rows import Cell, Ground, Row, head_row, label_row
from ui.printing.stack_row import BAR_SHARE, stack_row
from ui.stack_bar import parts_of

_NAME, _COUNT = 26.0, 9.0


@dataclass(frozen=True, slots=True)
class OverviewSheet:
    """One table: the plan and year, what is counted, how it is parted, and the counts."""

    plan: str
    year: str
    topic: str
    way: str
    found: Overview

    @property
    def title(self) -> str:
        """What it is called."""
        return f"{self.topic}（{self.way}）"


class OverviewLeaf:
    """Lays a table out as rows; it begins a page."""

    def __init__(self, sheet: OverviewSheet) -> None:
        self.sheet = sheet

    @property
    def department(self) -> str:
        return f"概況　{self.sheet.year}"

    @property
    def name(self) -> str:
        return self.sheet.title

    def head_height(self, *, first: bool) -> float:
        return (20 if first else 10) * MM

    def foot(self, number: int, count: int) -> tuple[str, str]:
        return f"概況　{self.sheet.title}", f"{number} / {count} ページ"

    def paint_head(self, brush: Brush, *, first: bool) -> None:
        sheet = self.sheet
        if not first:
            brush.line(f"{sheet.title}（続き）", QRectF(0, 0, brush.width, 7 * MM), 9, bold=True)
            return
        brush.line(f"{sheet.plan}　{sheet.year}", QRectF(0, 0, brush.width, 6 * MM), 10)
        brush.line(sheet.title, QRectF(0, 8 * MM, brush.width, 9 * MM), 14, bold=True)

    def rows(self) -> Iterator[Row]:
        found = self.sheet.found
        words = tuple(key.word for key in found.keys)
        heads = [("", _NAME), ("計", _COUNT), *((word, _COUNT) for word in words)]
        yield head_row((*heads, ("内訳", BAR_SHARE)))
        yield self._row("全体", found.whole, words)
        for row in found.rows:
            yield self._row(row.name or "（なし）", row, words)
        yield Row((Cell("", 100),), borders=False)
        for key in found.keys:
            yield label_row(key.word, key.meaning)
        for row in found.rows:
            if row.former:
                yield label_row(
                    row.name, f"昨年度の{'、'.join(row.former)}の項目と比べた差である。"
                )

    def _row(self, name: str, row: Spread, words: tuple[str, ...]) -> Row:
        cells = (
            Cell(name, _NAME, Ground.LABEL, bold=row is self.sheet.found.whole),
            *(Cell(_number(one), _COUNT) for one in (row.whole, *row.counts)),
        )
        parts = parts_of([one.count for one in row.counts], words)
        return stack_row(cells, parts, len(words))


def _number(count: Count) -> str:
    change = "" if count.change is None else f"\n{print_change(count.change)}"
    return f"{count.count:,}{change}"
