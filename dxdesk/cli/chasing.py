"""Commands that say where departments stand: by file, by what they told otherwise, until when."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from dxdesk.cli.commands import Commands, add_year, print_json
from dxdesk.domain.asking import Stage
from dxdesk.messages import days_words

if TYPE_CHECKING:
    from datetime import date

    from dxdesk.office import Standing

_NEVER = (Stage.NOT_SENT, Stage.FILLING)
_STAGES = {stage.name.lower().replace("_", "-"): stage for stage in Stage if stage not in _NEVER}


def declare(commands: Commands) -> None:
    """Declare status, mark, unmark and extend."""
    sub = commands.add("status", _status, "office")
    add_year(sub)
    sub.add_argument("--json", action="store_true")
    sub = commands.add("mark", _mark, "office")
    _add_department(sub)
    sub.add_argument("--stage", choices=tuple(_STAGES), required=True)
    sub.add_argument("--note", default="", metavar="TEXT")
    sub = commands.add("unmark", _unmark, "office")
    _add_department(sub)
    sub = commands.add("extend", _extend, "office")
    _add_department(sub)
    sub.add_argument("--deadline", required=True, metavar="TEXT")


def _add_department(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--department", required=True, metavar="NAME")
    add_year(sub)


def _status(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office, read_only=True) as office:
        standings, conflicts = office.status(args.year), office.collisions(args.year)
        year, today = office.plan(args.year).year, office.today
    if args.json:
        departments = [_json(standing, today) for standing in standings]
        print_json(
            {"format": 1, "year": year, "departments": departments, "conflicts": len(conflicts)}
        )
        return 0
    for standing in standings:
        print("\t".join(_columns(standing, today)))
    print(f"競合 {len(conflicts)}欄")
    return 0


def _columns(standing: Standing, today: date) -> list[str]:
    left = standing.left(today)
    said = [
        standing.stage.value,
        standing.department,
        f"{standing.items}項目",
        f"指摘{standing.findings}件",
        standing.deadline or "―",
        "" if left is None else days_words(left),
    ]
    if standing.is_by_hand and standing.mark:
        said.append(f"手で記録 {standing.mark.note}".strip())
    return said


def _json(standing: Standing, today: date) -> dict[str, Any]:
    mark = standing.mark if standing.is_by_hand else None
    return {
        "department": standing.department,
        "stage": standing.stage.value,
        "items": standing.items,
        "written": standing.written,
        "findings": standing.findings,
        "conflicts": standing.collisions,
        "round": standing.round,
        "deadline": standing.deadline or None,
        "days_left": standing.left(today),
        "late": standing.is_late(today),
        "submitted_at": standing.submission.at if standing.submission else None,
        "last_contact": standing.contact.at if standing.contact else None,
        "mark": {"note": mark.note, "by": mark.by, "at": mark.at} if mark else None,
    }


def _mark(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    stage = _STAGES[args.stage]
    with Office.open(args.office) as office:
        office.mark(args.department, stage, args.note, args.year)
    print(f"{args.department}を「{stage.value}」と記録しました。")
    return 0


def _unmark(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        office.unmark(args.department, args.year)
    print(f"{args.department}の記録を取り消しました。")
    return 0


def _extend(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        office.extend(args.department, args.deadline, args.year)
        standings = office.status(args.year)
    until = next(one.deadline for one in standings if one.department == args.department)
    print(f"{args.department}の期限は{until or '決まっていません'}。")
    return 0
