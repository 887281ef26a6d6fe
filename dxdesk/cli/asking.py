"""Commands that go out to the departments and come back: requests, submissions, returns."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dxdesk.cli.commands import (
    Commands,
    add_carrier,
    add_out,
    add_year,
    print_json,
    year,
)
from dxdesk.disk import check_suffix
from dxdesk.messages import older_words, sentence, stray_sentence, unplaced_label

if TYPE_CHECKING:
    from dxdesk.intake import Taken
    from dxdesk.office import Office, Unplaced


def declare(commands: Commands) -> None:
    """Declare request, merge, undo, return and accept."""
    _declare_request(commands)
    sub = commands.add("merge", _merge, "office")
    sub.add_argument("files", type=Path, nargs="+", metavar="FILE")
    sub.add_argument("--json", action="store_true")
    sub.add_argument("--marked", type=Path, metavar="DIR")
    sub.add_argument("--list", type=Path, metavar="FILE.csv|FILE.xlsx")
    commands.add("undo", _undo, "office")
    sub = commands.add("return", _return, "office")
    sub.add_argument("--department", required=True, metavar="NAME")
    sub.add_argument("--remarks", type=Path, required=True, metavar="FILE")
    add_out(sub, "FILE")
    add_carrier(sub)
    add_year(sub)
    sub = commands.add("accept", _accept, "office")
    which = sub.add_mutually_exclusive_group(required=True)
    which.add_argument("--department", metavar="NAME")
    which.add_argument("--all-without-findings", action="store_true")
    add_year(sub)


def _declare_request(commands: Commands) -> None:
    sub = commands.add("request", _request, "office")
    sub.add_argument("--year", type=year, required=True, metavar="Y")
    add_out(sub, "DIR")
    add_carrier(sub)
    sub.add_argument("--department", action="append", metavar="NAME")
    sub.add_argument("--deadline", metavar="TEXT")
    packing = sub.add_mutually_exclusive_group()
    for name in ("folders", "zip"):
        packing.add_argument(
            f"--{name}", dest="packing", action="store_const", const=name, default="flat"
        )
    sub.add_argument("--covering", action="store_true")
    sub.add_argument("--ask-directions", action="store_true")


def _request(args: argparse.Namespace) -> int:
    from dxdesk.office import Carrier, Covering, Office, Packing

    paint = args.painter.covering if args.painter else None
    with Office.open(args.office) as office:
        files = office.make_requests(
            args.year,
            args.out,
            Carrier(args.carrier),
            args.department,
            args.deadline,
            Packing(args.packing),
            Covering(paint) if args.covering else None,
            ask_directions=args.ask_directions,
        )
    for file in files:
        print(file)
    return 0


def _merge(args: argparse.Namespace) -> int:
    from dxdesk.office import Office, files_in
    from dxdesk.office.taken_table import export_taken

    if args.list:
        check_suffix(args.list, ".csv", ".xlsx")
    with Office.open(args.office) as office:
        lines = office.merge(files_in(args.files))
        marked = [_marked(office, line, args.marked) for line in lines]
    if args.list:
        export_taken(lines, args.list)
    if args.json:
        files = [_taken_json(line, path) for line, path in zip(lines, marked, strict=True)]
        print_json({"format": 1, "files": files})
    else:
        for line, path in zip(lines, marked, strict=True):
            print(_taken_line(line))
            for one in line.unplaced:
                print(f"  {_unplaced_line(one)}")
            if path:
                print(f"  印を付けた照会ファイル {path}")
    return 1 if any(line.error for line in lines) else 0


def _marked(office: Office, line: Taken, folder: Path | None) -> Path | None:
    """The form with marks, where one is wanted and it is known whose it would be."""
    if folder is None or not line.unplaced or line.submission is None:
        return None
    return office.write_marked(line, folder)


def _taken_line(line: Taken) -> str:
    if line.error:
        return f"refused {line.path}: {sentence(line.error)}"
    counts = f"変更 {len(line.changed)}欄、競合 {len(line.collisions)}欄"
    if line.answered:
        counts += f"、指摘の確認 {len(line.answered)}欄"
    if line.verdict.value == "older" and line.submission:
        counts += f"（{older_words(line.submission)}）"
    if line.gone:
        counts += f"、計画からなくなった欄 {len(line.gone)}欄"
    if line.unplaced:
        counts += f"、{unplaced_label(line.unplaced)} {len(line.unplaced)}件"
    if line.is_matched:
        counts += "（データがなく、照会番号などで見分けました。送り主に確かめてください）"
    return f"{line.verdict.value} {line.path}: {counts}"


def _unplaced_line(one: Unplaced) -> str:
    near = f"（{'、'.join(one.near)}か）" if one.near else ""
    text = " ".join(one.text.split())
    return f"「{one.sheet}」{one.column}{one.row}{near} {stray_sentence(one.why)} {text}"


def _taken_json(line: Taken, marked: Path | None) -> dict[str, Any]:
    return {
        "file": str(line.path),
        "verdict": line.verdict.value,
        "department": line.submission.department if line.submission else None,
        "changed": list(line.changed),
        "conflicts": list(line.collisions),
        "answered": list(line.answered),
        "gone": list(line.gone),
        "unplaced": [
            {
                "sheet": one.sheet,
                "row": one.row,
                "column": one.column,
                "text": one.text,
                "why": one.why.value,
                "near": list(one.near),
            }
            for one in line.unplaced
        ],
        "matched": line.is_matched,
        "marked": str(marked) if marked else None,
        "message": sentence(line.error) if line.error else None,
    }


def _undo(args: argparse.Namespace) -> int:
    from dxdesk.office import Office
    from dxdesk.office.rejoin_words import undone_words

    with Office.open(args.office) as office:
        merge = office.undo_merge()
        asked = office.asked_by(merge)
    what = "写し" if merge.is_copy else f"{len(merge.submissions)}件"
    print(f"{merge.at}の取込み（{what}）を取り消しました。{undone_words(asked)}")
    return 0


def _return(args: argparse.Namespace) -> int:
    from dxdesk.office import Carrier, Office

    with Office.open(args.office) as office:
        remarks = office.remarks_in(args.remarks, args.department, args.year)
        request = office.send_back(
            args.department, remarks, args.out, Carrier(args.carrier), args.year
        )
    print(f"{args.out} 第{request.round}回 開いた欄 {len(request.open)}")
    return 0


def _accept(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        if args.all_without_findings:
            done = office.accept_clean(args.year)
            for left in done.left:
                print(f"残し\t{left.department}\t指摘{left.findings}件\t競合{left.collisions}欄")
            print(f"{len(done.accepted)}課を受理しました。残したのは{len(done.left)}課です。")
            return 0
        office.accept(args.department, args.year)
    print(f"{args.department}の提出を受理しました。")
    return 0
