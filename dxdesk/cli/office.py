"""Commands of the office that publish a year, write letters and begin the next."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from dxdesk.cli.commands import Commands, add_out, add_year, year
from dxdesk.cli.help_words import NO_DAY
from dxdesk.cli.painter import LetterOrder, Painter
from dxdesk.disk import check_suffix
from dxdesk.errors import DxdeskError, Trouble

_KINDS = ("cover", "reminder", "board", "reminders")


def declare(commands: Commands) -> None:
    """Declare export, layouts, data, sheets, letters and rollover."""
    sub = commands.add("export", _export, "office")
    sub.add_argument("--year", type=year, required=True, metavar="Y")
    sub.add_argument("--layout", required=True, metavar="NAME")
    add_out(sub, "FILE.xlsx|FILE.pdf")
    sub = commands.add("layouts", _layouts)
    sub.add_argument("file", nargs="?", type=Path, metavar="FILE.toml")
    sub = commands.add("data", _data, "office")
    sub.add_argument("--year", type=year, required=True, metavar="Y")
    sub.add_argument("--license", default="", metavar="TEXT")
    add_out(sub, "FILE.csv|FILE.json")
    sub = commands.add("sheets", _sheets, "file")
    add_year(sub)
    add_out(sub, "FILE.pdf")
    sub = commands.add("letters", _letters, "office")
    sub.add_argument("--kind", choices=_KINDS, required=True)
    sub.add_argument("--department", action="append", metavar="NAME")
    sub.add_argument("--date", type=_day, metavar="YYYY-MM-DD")
    add_year(sub)
    add_out(sub, "FILE.pdf")
    sub = commands.add("rollover", _rollover, "office")
    sub.add_argument("--to", type=year, required=True, metavar="Y")


def _export(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    check_suffix(args.out, ".xlsx", ".pdf")
    with Office.open(args.office, read_only=True) as office:
        if args.out.suffix.lower() == ".pdf":
            pages = _painter(args).table(office.document(args.year, args.layout), args.out)
            lost = office.losses(args.year, args.layout)
            print(f"{args.out} {pages}ページ")
        else:
            lost = office.export(args.year, args.layout, args.out)
            print(args.out)
    for line in lost:
        print(f"この様式では表せません: {line}")
    return 0


def _layouts(args: argparse.Namespace) -> int:
    from dxdesk.export.layout_files import find_layout, load_layout, shipped

    if args.file:
        print(f"{args.file}\t{load_layout(args.file).title}")
        return 0
    for name in shipped():
        print(f"{name}\t{find_layout(name).title}")
    return 0


def _data(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office, read_only=True) as office:
        for path in office.export_data(args.year, args.out, license_=args.license):
            print(path)
    return 0


def _painter(args: argparse.Namespace) -> Painter:
    if args.painter is None:
        raise DxdeskError(Trouble.NO_PAINTER)
    return args.painter


def _sheets(args: argparse.Namespace) -> int:
    check_suffix(args.out, ".pdf")
    pages = _painter(args).sheets(args.file, args.out, args.year)
    print(f"{args.out} {pages}ページ")
    return 0


def _letters(args: argparse.Namespace) -> int:
    check_suffix(args.out, ".pdf")
    asked = LetterOrder(args.kind, tuple(args.department or ()), args.date, args.year)
    pages = _painter(args).letters(args.office, args.out, asked)
    print(f"{args.out} {pages}ページ")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(str(NO_DAY).format(text)) from None


def _rollover(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        plan = office.roll_over(args.to)
    print(f"{plan.year}年度を始めました。{len(plan.items)}項目、担当課{len(plan.departments)}")
    return 0
