"""Documents by hand, as a layout composes them, for tests of paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dxdesk.export.document import Document, Line, Mark, Sheet
from dxdesk.export.pages import Page, Paper
from dxdesk.export.rows import Look, Text

BODY = Look(10)
ITEM = replace(BODY, bold=True, middle=True)
HEAD = replace(ITEM, fill="DCE3EC", align="center")
LOOSE = replace(BODY, top="", bottom="", sides=False)
WIDTHS = (54.0, 54.0, 40.0)


def entry(no: str, texts: Iterable[str], rating: str = "A") -> list[Line]:
    """An item: the line with its title, and the line of its three cells."""
    title = f"{no} 項目の題名{no}（情報課）"
    cells = (
        Text(title, ITEM, 2, again=f"{title}（続き）"),
        Text(f"自己評価：{rating}", replace(ITEM, align="center")),
    )
    above = Line(cells, with_next=True, mark=Mark(f"{no} 項目の題名{no}", 1))
    return [above, Line(tuple(Text(text, BODY) for text in texts), above=above)]


def group(title: str) -> Line:
    cells = (Text(title, replace(ITEM, fill="EEF2F7"), 3),)
    return Line(cells, with_next=True, mark=Mark(title))


def listed(lines: Iterable[Line], page: Page | None = None) -> Sheet:
    """The sheet of a list: a title, the heads that every page repeats, the lines."""
    page = page or Page(Paper.A4, WIDTHS, "みどり市情報化計画　取組実績（令和6年度）")
    size = len(page.widths)
    title = Line((Text("取組実績一覧（令和6年度）", replace(LOOSE, size=12, bold=True), size),))
    names = ("取組内容\n目標", "取組実績", "改善・拡充策、課題等")
    heads = Line(tuple(Text(name, HEAD) for name in names), with_next=True)
    return Sheet("一覧", page, (title, heads, *lines), (1, 2))


def document(*sheets: Sheet) -> Document:
    return Document("みどり市情報化計画", "BIZ UDゴシック", sheets)
