"""The outcome of files as a table for people: to be copied, or written as a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dxdesk.export.csv_text import harmless
from dxdesk.export.people_table import PeopleTable, write_table
from dxdesk.intake import Taken, Verdict
from dxdesk.messages import older_words, sentence

HEADINGS = (
    *("結果", "課", "提出者", "回", "号", "変わった欄", "競合した欄", "置く欄の分からない文"),
    *("理由", "ファイル"),
)
_WIDTHS = (14.0, 24.0, 14.0, 6.0, 6.0, 10.0, 10.0, 12.0, 60.0, 40.0)
_TITLE = "取込みの結果"
VERDICT_WORDS = {
    Verdict.REFUSED: "受け取れません",
    Verdict.CONFLICTS: "競合",
    Verdict.OLDER: "古い提出",
    Verdict.TAKEN: "取込み済",
    Verdict.UNCHANGED: "変更なし",
}


def reason_of(line: Taken) -> str:
    """What is to be said of a line beside its outcome; empty where nothing is."""
    said: list[str] = []
    if line.error:
        said.append(sentence(line.error))
    if line.verdict is Verdict.OLDER and line.submission:
        said.append(f"{older_words(line.submission)}。")
    if line.gone:
        said.append(f"計画からなくなった欄の文が{len(line.gone)}件あります。")
    if line.is_matched:
        said.append("データのシートがありません。送り主に確かめてください。")
    return "".join(said)


def taken_cells(line: Taken) -> tuple[str, ...]:
    """A line as cells, under `HEADINGS`."""
    said = line.submission
    return (
        VERDICT_WORDS[line.verdict],
        said.department if said else "",
        said.by if said else "",
        str(said.round) if said else "",
        str(said.number) if said else "",
        str(len(line.changed)),
        str(len(line.collisions)),
        str(len(line.unplaced)),
        reason_of(line),
        line.path.name,
    )


def as_clipboard(lines: Iterable[Taken]) -> str:
    """Lines as a spreadsheet pastes them: cells parted by tabs, none read as a formula."""
    rows = [[harmless(" ".join(cell.split())) for cell in taken_cells(line)] for line in lines]
    return "\n".join("\t".join(row) for row in (HEADINGS, *rows))


def export_taken(lines: Iterable[Taken], out: Path) -> None:
    """Write lines as a table, .csv or .xlsx; see `write_table`."""
    rows = [taken_cells(line) for line in lines]
    table = PeopleTable(_TITLE, _TITLE, _TITLE, HEADINGS, _WIDTHS, rows, freeze="B2")
    write_table(table, out)
