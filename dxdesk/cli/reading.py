"""Commands that read: a published table, everything of a year, the demo."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.cli.commands import Commands, open_file, print_json, year
from dxdesk.errors import DxdeskError
from dxdesk.messages import note_sentence

if TYPE_CHECKING:
    from dxdesk.domain.reading import Note


def declare(commands: Commands) -> None:
    """Declare import, dump and demo."""
    sub = commands.add("import", _import, "source", "office")
    sub.add_argument("--report", type=Path, metavar="FILE")
    sub.add_argument("--year", type=year)
    sub = commands.add("dump", _dump, "file")
    sub.add_argument("--year", type=year)
    sub = commands.add("demo", _demo)
    sub.add_argument("dir", type=Path, nargs="?", default=Path("dxdesk-demo"), metavar="DIR")


def _import(args: argparse.Namespace) -> int:
    from dxdesk.cli.open_questions import open_lines
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
            with suppress(OSError):
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
    for line in open_lines(plan, args.office):
        print(line)
    return 0


def _note_line(note: Note) -> str:
    item = f" 項目{note.item}" if note.item else ""
    return f"{note.place or '全体'}{item} [{note.noted.value}] {note_sentence(note)}"


def _indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.split("\n") if line)


def _dump(args: argparse.Namespace) -> int:
    from dxdesk.department import Desk

    with open_file(args.file, read_only=True) as opened:
        print_json(opened.dump() if isinstance(opened, Desk) else opened.dump(args.year))
    return 0


def _demo(args: argparse.Namespace) -> int:
    from dxdesk.demo import run

    return run(args.dir)
