"""Commands of a clerk: open a request, answer it, hand it in."""

from __future__ import annotations

import argparse
from pathlib import Path

from dxdesk.cli.commands import Commands, add_carrier, add_out


def declare(commands: Commands) -> None:
    """Declare open, answer, submit and reopen."""
    sub = commands.add("open", _open, "request")
    sub.add_argument("--to", type=Path, required=True, metavar="DESK")
    commands.add("answer", _answer, "desk", "answers")
    sub = commands.add("submit", _submit, "desk")
    sub.add_argument("--by", required=True, metavar="NAME")
    add_out(sub, "FILE")
    add_carrier(sub)
    commands.add("reopen", _reopen, "desk")


def _open(args: argparse.Namespace) -> int:
    from dxdesk.department import Desk

    with Desk.start(args.request, args.to) as desk:
        request = desk.request
        print(
            f"{request.department} {request.plan.year}年度 第{request.round}回: "
            f"{len(request.plan.items)}項目、回答欄{len(request.open)}"
        )
    return 0


def _answer(args: argparse.Namespace) -> int:
    from dxdesk.department import Desk

    with Desk.open(args.desk) as desk:
        print(f"{desk.type_answers(args.answers)}欄に入力しました。")
    return 0


def _submit(args: argparse.Namespace) -> int:
    from dxdesk.department import Carrier, Desk

    with Desk.open(args.desk) as desk:
        submission = desk.hand_in(args.by, args.out, Carrier(args.carrier))
        left = len(desk.findings())
    print(f"{args.out} 第{submission.number}回提出 照合コード {submission.code} 指摘 {left}件")
    return 0


def _reopen(args: argparse.Namespace) -> int:
    from dxdesk.department import Desk

    with Desk.open(args.desk) as desk:
        desk.reopen()
        print(f"{desk.request.department}の回答を再び入力できるようにしました。")
    return 0
