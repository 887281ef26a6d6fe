"""Commands for the plan: begun by hand, printed, changed, and departments reorganised."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.cli.commands import Commands, add_year, print_json, year
from dxdesk.messages import fault_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dxdesk.domain.plan import Plan


def declare(commands: Commands) -> None:
    """Declare begin, plan and reorganise."""
    sub = commands.add("begin", _begin, "office")
    sub.add_argument("--title", required=True, metavar="TEXT")
    sub.add_argument("--municipality", default="", metavar="NAME")
    sub.add_argument("--year", type=year, required=True, metavar="Y")
    sub = commands.add("plan", _plan, "office")
    sub.add_argument("--json", action="store_true")
    sub.add_argument("--set", type=Path, metavar="FILE.json")
    add_year(sub)
    sub = commands.add("reorganise", _reorganise, "office")
    sub.add_argument("--from", dest="before", nargs="+", required=True, metavar="NAME")
    sub.add_argument("--to", dest="after", nargs="+", required=True, metavar="NAME")
    add_year(sub)


def _begin(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    office = Office.create_by_hand(
        args.office, title=args.title, year=args.year, municipality=args.municipality
    )
    with office:
        print(f"{args.office} {office.year}年度")
    return 0


def _plan(args: argparse.Namespace) -> int:
    from dxdesk.files.plan_json import plan_as_json, read_plan
    from dxdesk.office import Office

    with Office.open(args.office, read_only=args.set is None) as office:
        if args.set is not None:
            office.change_plan(read_plan(args.set, office.plan(args.year)))
        plan, faults = office.plan(args.year), office.plan_faults(args.year)
        unaware = office.unaware(plan.year)
    told = [fault_sentence(fault) for fault in faults]
    if args.json:
        print_json({**plan_as_json(plan), "faults": told, "unaware": list(unaware)})
        return 0
    for line in _outline(plan):
        print(line)
    for words in told:
        print(f"確かめるところ: {words}")
    if unaware:
        print(f"配った照会と違う課: {'、'.join(unaware)}")
    return 0


def _outline(plan: Plan) -> Iterator[str]:
    yield f"{plan.municipality}　{plan.title}　{plan.year_name(plan.year)}".strip()
    yield f"評価の区分: {'、'.join(f'{g.code} {g.meaning}'.strip() for g in plan.scale)}"
    shown: set[str] = set()
    for item in plan.items:
        groups = plan.groups_of(item)
        for depth, group in enumerate(groups):
            if group.id not in shown:
                yield "  " * depth + group.heading
            shown.add(group.id)
        departments = f"（{'、'.join(item.departments)}）" if item.departments else ""
        yield f"{'  ' * len(groups)}{item.no} {item.printed_title}{departments}"


def _reorganise(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        plan = office.reorganise(args.before, args.after, args.year)
    made = plan.successions[-1]
    print(f"{plan.year}年度から {'、'.join(args.before)} → {'、'.join(made.after)}")
    return 0
