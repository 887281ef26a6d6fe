"""The command that asks which way of a KPI is better, and takes the answers."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.cli.commands import Commands, add_year, print_json

if TYPE_CHECKING:
    pass


def declare(commands: Commands) -> None:
    """Declare directions."""
    sub = commands.add("directions", _directions, "office")
    sub.add_argument("--json", action="store_true")
    answers = sub.add_mutually_exclusive_group()
    answers.add_argument("--set", type=Path, metavar="FILE")
    answers.add_argument("--accept-proposals", action="store_true")
    add_year(sub)


def _directions(args: argparse.Namespace) -> int:
    from dxdesk.domain.figures import Direction
    from dxdesk.files.direction_table import directions_as_json, directions_as_table
    from dxdesk.office import Office

    answers = args.set is not None or args.accept_proposals
    taken = dict[str, Direction]()
    with Office.open(args.office, read_only=not answers) as office:
        if args.set is not None:
            taken = office.directions_in(args.set, args.year)
            office.set_directions(taken, args.year)
        elif args.accept_proposals:
            taken = office.accept_proposals(args.year)
        plan, asked = office.plan(args.year), office.direction_questions(args.year)
    if args.json:
        said = {"set": len(taken)} if answers else {}
        print_json({**directions_as_json(asked, plan.year), **said})
        return 0
    if answers:
        print(f"よい向きを決めました: {len(taken)}件")
    elif asked:
        print(directions_as_table(asked), end="")
    proposed = sum(one.proposal is not Direction.NOT_SAID for one in asked)
    print(f"{_count(len(asked))}（提案のあるもの {proposed}件）" if asked else _count(0))
    return 0


def _count(asked: int) -> str:
    if not asked:
        return "よい向きの分からない指標はありません。"
    return f"よい向き（増減のどちらがよいか）の分からない指標: {asked}件"
