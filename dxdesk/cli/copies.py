"""Commands for several people in the office: a copy to work on, and its way back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dxdesk.cli.commands import Commands, print_json

if TYPE_CHECKING:
    from dxdesk.domain.plan import Plan
    from dxdesk.office import Rejoined, RejoinLine


def declare(commands: Commands) -> None:
    """Declare copy and rejoin."""
    commands.add("copy", _copy, "office", "out")
    sub = commands.add("rejoin", _rejoin, "office", "copy")
    sub.add_argument("--json", action="store_true")


def _copy(args: argparse.Namespace) -> int:
    from dxdesk.machine import this_user
    from dxdesk.office import Office

    with Office.open(args.office, by=this_user(), read_only=True) as office:
        office.make_copy(args.out)
    print(args.out)
    return 0


def _rejoin(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        done = office.rejoin(args.copy)
        known = {line.year for line in done.lines} & set(office.years)
        plans = {year: office.plan(year) for year in known}
    if args.json:
        print_json(rejoined_json(done, plans))
        return 0
    for line in done.lines:
        print("\t".join(_words(line, plans)).rstrip("\t"))
    if not done.lines:
        print("新しいことはありません。")
    return 0


def rejoined_json(done: Rejoined, plans: dict[int, Plan]) -> dict[str, Any]:
    """What became of a copy; `merge` is null where nothing was taken."""
    lines = [
        {
            "what": line.what.name.lower(),
            "fate": line.fate.value,
            "year": line.year,
            "about": line.about or None,
            "why": line.why.value if line.why else None,
            "message": "　".join(words for words in _words(line, plans)[2:] if words),
        }
        for line in done.lines
    ]
    return {"format": 1, "merge": done.merge or None, "by": done.by or None, "lines": lines}


def _words(line: RejoinLine, plans: dict[int, Plan]) -> tuple[str, str, str, str]:
    from dxdesk.office.rejoin_words import FATES, about_words, line_words

    plan = plans.get(line.year)
    return FATES[line.fate], str(line.year), about_words(line, plan), line_words(line)
