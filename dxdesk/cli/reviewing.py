"""Commands for the ratings behind the departments' own."""

from __future__ import annotations

import argparse

from dxdesk.cli.commands import Commands, add_year


def declare(commands: Commands) -> None:
    """Declare rate and comment."""
    sub = commands.add("rate", _rate, "office")
    _add_place(sub)
    sub.add_argument("--rating", required=True, metavar="CODE")
    sub.add_argument("--note", metavar="TEXT")
    add_year(sub)
    sub = commands.add("comment", _comment, "office")
    _add_place(sub)
    sub.add_argument("--text", metavar="TEXT")
    sub.add_argument("--response", metavar="TEXT")
    add_year(sub)


def _add_place(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stage", required=True, metavar="ID")
    parser.add_argument("--item", required=True, metavar="NO")


def _rate(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        office.rate(args.stage, args.item, args.rating, args.note, args.year)
    print(f"項目{args.item}の評価を書きました。")
    return 0


def _comment(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        office.comment(args.stage, args.item, args.text, args.response, args.year)
    print(f"項目{args.item}の意見を書きました。")
    return 0
