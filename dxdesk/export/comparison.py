"""Two years beside each other as a table for people: a row for each item and KPI."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dxdesk.domain.comparing import Compared, Comparison, KpiPair
from dxdesk.domain.figure_printing import print_change
from dxdesk.export.people_table import PeopleTable, write_table
from dxdesk.messages import MOVED_WORDS, TREND_WORDS

_WIDTHS = (8, 8, 28, 22, 18, 8, 8, 14, 24, 12, 14, 12, 14, 10)


def write_comparison(comparison: Comparison, lines: Sequence[Compared], out: Path) -> None:
    """Write some lines of a comparison; .csv or .xlsx, see `write_table`."""
    write_table(comparison_table(comparison, lines), out)


def comparison_table(comparison: Comparison, lines: Sequence[Compared]) -> PeopleTable:
    """The table; an item with several KPIs takes several rows, each of which names the item."""
    before, now = comparison.before, comparison.now
    old, new = before.year_name(before.year), now.year_name(now.year)
    title = f"{now.title}　{old}と{new}の比較"
    header = (
        f"番号（{old}）",
        f"番号（{new}）",
        "取組項目",
        "担当課",
        "変わったこと",
        f"評価（{old}）",
        f"評価（{new}）",
        "評価の動き",
        "指標",
        f"目標（{old}）",
        f"実績（{old}）",
        f"目標（{new}）",
        f"実績（{new}）",
        "実績の差",
    )
    rows = [row for line in lines for row in _rows(line)]
    return PeopleTable(title, "年度の比較", title, header, _WIDTHS, rows, "D2")


def _rows(line: Compared) -> Iterator[tuple[str, ...]]:
    head = (
        "、".join(item.no for item in line.before),
        line.now.no if line.now else "",
        line.item.title,
        "、".join(line.item.departments),
        "、".join(MOVED_WORDS[one] for one in line.moved),
        line.rating_before,
        line.rating_now,
        TREND_WORDS[line.trend],
    )
    pairs: tuple[KpiPair | None, ...] = line.kpis or (None,)
    for pair in pairs:
        yield (*head, *(_kpi(pair) if pair else ("",) * 6))


def _kpi(pair: KpiPair) -> tuple[str, ...]:
    change = "" if pair.difference is None else print_change(pair.difference)
    return (pair.name, pair.target_before, pair.before, pair.target_now, pair.now, change)
