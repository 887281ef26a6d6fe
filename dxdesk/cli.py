"""The command line: the doors without a screen (DESIGN §9)."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dxdesk import __version__
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.messages import finding_sentence, note_sentence, sentence

if TYPE_CHECKING:
    from dxdesk.domain.checks import Finding
    from dxdesk.domain.plan import Plan
    from dxdesk.domain.reading import Note
    from dxdesk.intake import Taken

Command = Callable[[argparse.Namespace], int]
WriteSheets = Callable[[Path, Path, int | None], int]


def main(argv: Sequence[str] | None = None, write_sheets: WriteSheets | None = None) -> int:
    """Run one command. Returns 0 done, 1 the world is wrong, 2 wrong usage.

    `write_sheets(file, out, year)` paints review sheets; the core cannot paint, so whoever
    starts the command line brings it.
    """
    _show_what_can_be_shown()
    parser = build_parser()
    try:
        args = parser.parse_args(argv)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 2
    if not hasattr(args, "run"):
        parser.print_usage(sys.stderr)
        return 2
    args.write_sheets = write_sheets
    try:
        status = args.run(args)
        print(end="", flush=True)
    except DxdeskError as error:
        print(sentence(error), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read the output has seen enough (dxdesk status … | head).
        _be_quiet()
        return 0
    return status


def _show_what_can_be_shown() -> None:
    """Print signs that the console's character set lacks as codes; they end nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _be_quiet() -> None:
    """Let Python's own last flush go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


class _Commands:
    """Declares the commands; `run` is the function that does one."""

    def __init__(self) -> None:
        self.parser = argparse.ArgumentParser(
            prog="dxdesk",
            description="Yearly reports of a city's plan: ask, answer, merge, export. "
            "Alone or with a file it opens the window.",
        )
        self.parser.add_argument("--version", action="version", version=f"dxdesk {__version__}")
        self._commands = self.parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(self, name: str, run: Command, text: str, *paths: str) -> argparse.ArgumentParser:
        """Declare a command with its leading file arguments."""
        sub = self._commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        for path in paths:
            sub.add_argument(path, type=Path, metavar=path.upper())
        return sub


def build_parser() -> argparse.ArgumentParser:
    """The parser with every command."""
    commands = _Commands()
    _declare_reading(commands)
    _declare_office(commands)
    _declare_clerk(commands)
    return commands.parser


def _declare_reading(commands: _Commands) -> None:
    sub = commands.add(
        "import", _import, "read a published table into a new office file", "source", "office"
    )
    sub.add_argument("--report", type=Path, metavar="FILE", help="write the whole report here")
    sub.add_argument("--year", type=_year, help="the fiscal year, where the document has none")
    sub = commands.add("dump", _dump, "everything of a year as JSON", "file")
    sub.add_argument("--year", type=_year)
    sub = commands.add("check", _check, "findings", "file")
    sub.add_argument("--json", action="store_true")
    sub = commands.add("demo", _demo, "one whole year on the sample plan; its files are left")
    sub.add_argument("dir", type=Path, nargs="?", default=Path("dxdesk-demo"), metavar="DIR")


def _declare_office(commands: _Commands) -> None:
    sub = commands.add("request", _request, "write one request per department", "office")
    sub.add_argument("--year", type=_year, required=True)
    _out(sub, "DIR")
    _carrier(sub)
    sub.add_argument("--department", action="append", metavar="NAME")
    sub.add_argument("--deadline", default="", metavar="TEXT")
    sub = commands.add("merge", _merge, "take submissions in, a line for each", "office")
    sub.add_argument("files", type=Path, nargs="+", metavar="FILE")
    sub.add_argument("--json", action="store_true")
    commands.add("undo", _undo, "take the last merge back", "office")
    sub = commands.add("return", _return, "send an answer back with remarks", "office")
    sub.add_argument("--department", required=True, metavar="NAME")
    sub.add_argument("--remarks", type=Path, required=True, metavar="FILE")
    _out(sub, "FILE")
    _carrier(sub)
    sub = commands.add("accept", _accept, "accept a department's answer", "office")
    sub.add_argument("--department", required=True, metavar="NAME")
    sub = commands.add("status", _status, "who stands where", "office")
    sub.add_argument("--json", action="store_true")
    sub = commands.add("export", _export, "write a year's document as a workbook", "office")
    sub.add_argument("--year", type=_year, required=True)
    sub.add_argument("--layout", required=True, metavar="NAME", help="three-column or wide")
    _out(sub, "FILE")
    sub = commands.add("sheets", _sheets, "review sheets as a PDF", "file")
    sub.add_argument("--year", type=_year)
    _out(sub, "FILE.pdf")
    sub = commands.add("rollover", _rollover, "begin the next year", "office")
    sub.add_argument("--to", type=_year, required=True, metavar="Y")


def _declare_clerk(commands: _Commands) -> None:
    sub = commands.add("open", _open, "begin or go on with a clerk's file", "request")
    sub.add_argument("--to", type=Path, required=True, metavar="DESK")
    commands.add("answer", _answer, "type answers as a clerk would", "desk", "answers")
    sub = commands.add("submit", _submit, "hand in: write the submission file", "desk")
    sub.add_argument("--by", required=True, metavar="NAME")
    _out(sub, "FILE")
    _carrier(sub)


def _out(parser: argparse.ArgumentParser, metavar: str) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar=metavar)


def _carrier(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--carrier", choices=("native", "xlsx"), default="native")


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == len("2024")):
        raise argparse.ArgumentTypeError(f"not a year: {text}")
    return int(text)


def _print_json(value: object) -> None:
    plain = "utf" in (getattr(sys.stdout, "encoding", None) or "").lower()
    print(json.dumps(value, ensure_ascii=not plain, indent=1))


def _import(args: argparse.Namespace) -> int:
    from dxdesk.disk import write_atomically
    from dxdesk.office import Office

    office, reading = Office.create(args.source, args.office, year=args.year)
    with office:
        plan = office.plan()
    if args.report:
        text = "".join(f"{_note_line(note)}\n{_indented(note.text)}" for note in reading.report)
        try:
            write_atomically(args.report, lambda file: file.write(text.encode("utf-8")))
        except DxdeskError:
            args.office.unlink()
            raise
    doubtful = [note for note in reading.report if note.doubtful]
    kpis = sum(len(item.kpis) for item in plan.items)
    print(
        f"{plan.title}（{plan.year}年度）: {len(plan.items)}項目、指標{kpis}、"
        f"担当課{len(plan.departments)}を読み込みました。確かめるところ: {len(doubtful)}件"
    )
    for note in doubtful:
        print(_note_line(note))
    return 0


def _note_line(note: Note) -> str:
    item = f" 項目{note.item}" if note.item else ""
    return f"{note.place or '全体'}{item} [{note.noted.value}] {note_sentence(note)}"


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.split("\n") if line)


def _dump(args: argparse.Namespace) -> int:
    from dxdesk import department, office

    if department.is_desk(args.file):
        with department.Desk.open(args.file) as desk:
            _print_json(desk.dump())
    else:
        with office.Office.open(args.file, read_only=True) as opened:
            _print_json(opened.dump(args.year))
    return 0


def _check(args: argparse.Namespace) -> int:
    from dxdesk import department, office

    if department.is_desk(args.file):
        with department.Desk.open(args.file) as desk:
            plan, findings = desk.request.plan, desk.findings()
    else:
        with office.Office.open(args.file, read_only=True) as opened:
            plan, findings = opened.plan(), opened.findings()
    if args.json:
        found = [_finding_json(plan, finding) for finding in findings]
        _print_json({"format": 1, "findings": found})
        return 0
    for finding in findings:
        print(f"項目{finding.item} {finding.part} {finding_sentence(finding)}")
    print(f"指摘: {len(findings)}件")
    return 0


def _finding_json(plan: Plan, finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "item": finding.item or None,
        "part": finding.part or None,
        "department": finding.department or None,
        "field": finding.field or None,
        "kpi": finding.kpi or None,
        "evidence": finding.evidence,
        "message": finding_sentence(finding),
    }


def _request(args: argparse.Namespace) -> int:
    from dxdesk.office import Carrier, Office

    with Office.open(args.office) as office:
        files = office.make_requests(
            args.year, args.out, Carrier(args.carrier), args.department, args.deadline
        )
    for file in files:
        print(file)
    return 0


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
    print(f"{args.out} 第{submission.number}回提出 照合番号 {submission.code} 指摘 {left}件")
    return 0


def _merge(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        lines = office.merge(args.files)
    if args.json:
        _print_json({"format": 1, "files": [_taken_json(line) for line in lines]})
    else:
        for line in lines:
            print(_taken_line(line))
    return 1 if any(line.error for line in lines) else 0


def _taken_line(line: Taken) -> str:
    if line.error:
        return f"refused {line.path}: {sentence(line.error)}"
    counts = f"変更 {len(line.changed)}欄、競合 {len(line.collisions)}欄"
    return f"{line.verdict.value} {line.path}: {counts}"


def _taken_json(line: Taken) -> dict[str, Any]:
    return {
        "file": str(line.path),
        "verdict": line.verdict.value,
        "department": line.submission.department if line.submission else None,
        "changed": list(line.changed),
        "conflicts": list(line.collisions),
        "message": sentence(line.error) if line.error else None,
    }


def _undo(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        merge = office.undo_merge()
    print(f"{merge.at}の取込み（{len(merge.submissions)}件）を取り消しました。")
    return 0


def _return(args: argparse.Namespace) -> int:
    from dxdesk.office import Carrier, Office

    with Office.open(args.office) as office:
        remarks = office.remarks_in(args.remarks, args.department)
        request = office.send_back(args.department, remarks, args.out, Carrier(args.carrier))
    print(f"{args.out} 第{request.round}回 開いた欄 {len(request.open)}")
    return 0


def _accept(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        office.accept(args.department)
    print(f"{args.department}の提出を受理しました。")
    return 0


def _status(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office, read_only=True) as office:
        standings, conflicts, year = office.status(), office.collisions(), office.year
    if args.json:
        departments = [
            {
                "department": s.department,
                "stage": s.stage.value,
                "items": s.items,
                "findings": s.findings,
                "round": s.round,
                "deadline": s.deadline or None,
                "submitted_at": s.submission.at if s.submission else None,
            }
            for s in standings
        ]
        _print_json(
            {"format": 1, "year": year, "departments": departments, "conflicts": len(conflicts)}
        )
        return 0
    for s in standings:
        print(f"{s.stage.value}\t{s.department}\t{s.items}項目\t指摘{s.findings}件")
    print(f"競合 {len(conflicts)}欄")
    return 0


def _export(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office, read_only=True) as office:
        lost = office.export(args.year, args.layout, args.out)
    print(args.out)
    for line in lost:
        print(f"この様式では表せません: {line}")
    return 0


def _sheets(args: argparse.Namespace) -> int:
    if args.write_sheets is None:
        raise DxdeskError(Trouble.NO_PAINTER)
    pages = args.write_sheets(args.file, args.out, args.year)
    print(f"{args.out} {pages}ページ")
    return 0


def _rollover(args: argparse.Namespace) -> int:
    from dxdesk.office import Office

    with Office.open(args.office) as office:
        plan = office.roll_over(args.to)
    print(f"{plan.year}年度を始めました。{len(plan.items)}項目、担当課{len(plan.departments)}")
    return 0


def _demo(args: argparse.Namespace) -> int:
    from dxdesk.demo import run

    return run(args.dir)
