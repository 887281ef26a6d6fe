"""Commands about whole years: closed, opened again, compared."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dxdesk.cli.commands import Commands, print_json, year
from dxdesk.domain.comparing import Compared, Comparison
from dxdesk.domain.figure_printing import print_change
from dxdesk.messages import MOVED_WORDS, TREND_WORDS


def declare(commands: Commands) -> None:
    """Declare close, reopen-year and compare."""
    sub = commands.add("close", _close, "office")
    sub.add_argument("--year", type=year, required=True, metavar="Y")
    sub = commands.add("reopen-year", _reopen, "office")
    sub.add_argument("--year", type=year, required=True, metavar="Y")
    sub.add_argument("--reason", required=True, metavar="TEXT")
    sub = commands.add("compare", _compare, "office")
    sub.add_argument("--year", type=year, required=True, metavar="Y")
    sub.add_argument("--with", dest="other", type=year, required=True, metavar="Y2")
    sub.add_argument("--json", action="store_true")
    sub.add_argument("--out", type=Path, metavar="FILE.xlsx|FILE.csv")


def _close(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        points = office.open_points(args.year)
        office.close_year(args.year)
    print(f"{args.year}年度を締め切りました。")
    if points.departments:
        print(f"受理していない課 {len(points.departments)}: {'、'.join(points.departments)}")
    if points.findings or points.collisions or points.unrated:
        counts = f"未対応の指摘 {points.findings}件、競合 {points.collisions}欄"
        print(f"{counts}、評価のない項目 {points.unrated}件")
    return 0


def _reopen(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        office.reopen_year(args.year, args.reason)
    print(f"{args.year}年度の締切りを解きました。")
    return 0


def _compare(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office, read_only=True) as office:
        found = office.compare(args.year, args.other)
        if args.out:
            office.export_comparison(found, found.lines, args.out)
    if args.json:
        print_json(comparison_json(found))
        return 0
    if args.out:
        print(args.out)
        return 0
    for line in found.lines:
        print("\t".join(_words(line)))
    return 0


def _words(line: Compared) -> tuple[str, ...]:
    ratings = f"{line.rating_before or '―'}→{line.rating_now or '―'}"
    moved = "、".join(MOVED_WORDS[one] for one in line.moved) or "―"
    return line.item.no, line.item.title, ratings, TREND_WORDS[line.trend], moved


def comparison_json(found: Comparison) -> dict[str, Any]:
    """A comparison as JSON values (docs/formats.md)."""
    return {
        "format": 1,
        "year": found.now.year,
        "with": found.before.year,
        "items": [_line_json(line) for line in found.lines],
    }


def _line_json(line: Compared) -> dict[str, Any]:
    return {
        "no": line.now.no if line.now else None,
        "title": line.item.title,
        "departments": list(line.item.departments),
        "before": [{"no": item.no, "title": item.title} for item in line.before],
        "changes": [one.value for one in line.moved],
        "rating": line.rating_now or None,
        "rating_before": line.rating_before or None,
        "trend": line.trend.value,
        "kpis": [
            {
                "name": pair.name,
                "target_before": pair.target_before,
                "actual_before": pair.before,
                "target": pair.target_now,
                "actual": pair.now,
                "difference": None if pair.difference is None else print_change(pair.difference),
            }
            for pair in line.kpis
        ],
    }
