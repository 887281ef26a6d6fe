"""Merging submissions against reading the same answers with plain scripts."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from openpyxl import load_workbook

from benchmarks import sample
from benchmarks.plain_form import ANSWERS_FROM, COLUMNS, write_plain_form
from benchmarks.timing import Contender, Rounds, faster, side_by_side, versus
from dxdesk.files.carriers import read_delivery
from dxdesk.intake import Taken, Verdict
from dxdesk.office import Office

DEPARTMENTS, FORMS = 1_000, 200

Row = tuple[str, str, str, str]

# Those that an office's file is written with: nothing is lost when the power goes.
_PRAGMAS = ("journal_mode=DELETE", "synchronous=EXTRA", "foreign_keys=ON")
_TABLE = (
    "CREATE TABLE answer (submission TEXT, field TEXT, base TEXT, text TEXT,"
    " PRIMARY KEY (submission, field))"
)


def report(folder: Path, rounds: Rounds) -> Iterator[str]:
    """Both comparisons, taken in turns over the same answers."""
    departments, forms = rounds.size(DEPARTMENTS), rounds.size(FORMS)
    year = sample.make_year(folder, departments * sample.ITEMS_EACH, forms=forms)
    plain = _plain_forms(folder, year, forms)
    fields = sum(
        len(read_delivery(path).submissions[0].submission.answers) for path in year.submissions
    )
    times = side_by_side(
        {
            "merge": _merge(year, folder / "merge.dxdesk"),
            "json": _script(folder / "json.db", lambda: _from_zips(year.submissions), fields),
            "plain": _script(folder / "plain.db", lambda: _from_plain_forms(plain), forms),
            "own": _script(folder / "own.db", lambda: _from_own_forms(year.forms), forms),
        },
        rounds.repeats,
    )
    yield versus(
        f"merge {departments:,} submissions, {fields:,} fields",
        times["merge"],
        "zipfile and json into sqlite3",
        times["json"],
        "aim: at most 4",
    )
    each = times["merge"] / departments
    for script, form in (("plain", "a plain .xlsx form"), ("own", "our own .xlsx form")):
        yield faster(
            "merge one of them",
            each,
            f"openpyxl into sqlite3, {form}",
            times[script] / forms,
            "aim: at least 5",
        )


def _merge(year: sample.Year, file: Path) -> Contender:
    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        shutil.copy(year.office, file)
        lines: list[Taken] = []

        def merge() -> None:
            with Office.open(file, clock=sample.clock) as office:
                lines.extend(office.merge(year.submissions))

        yield merge
        if any(line.verdict is not Verdict.TAKEN for line in lines):
            raise RuntimeError("a submission was not taken in")
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()

    return contender


def _script(file: Path, read: Callable[[], Iterable[Row]], least: int) -> Contender:
    """Rows from somewhere into one table of a new file, in one transaction."""

    def collect() -> None:
        with closing(sqlite3.connect(file)) as database:
            for pragma in _PRAGMAS:
                database.execute(f"PRAGMA {pragma}")
            database.execute(_TABLE)
            with database:
                database.executemany("INSERT INTO answer VALUES (?, ?, ?, ?)", read())

    @contextmanager
    def contender() -> Iterator[Callable[[], object]]:
        yield collect
        with closing(sqlite3.connect(file)) as database:
            if database.execute("SELECT count(*) FROM answer").fetchone()[0] < least:
                raise RuntimeError("the script did not read every answer")
        file.unlink()

    return contender


def _from_zips(files: Sequence[Path]) -> Iterator[Row]:
    for file in files:
        with zipfile.ZipFile(file) as packed:
            said = json.loads(packed.read("content.json"))
        base = said["base"]
        for field, text in said["answers"].items():
            yield said["request"], field, base[field], text


def _from_plain_forms(files: Sequence[Path]) -> Iterator[Row]:
    for file in files:
        book = load_workbook(file, read_only=True)
        for no, *cells in book.worksheets[0].iter_rows(min_row=ANSWERS_FROM, values_only=True):
            for column, text in zip(COLUMNS[1:], cells, strict=True):
                if column.is_answer:
                    yield file.name, f"{no}/{column.head}", "", str(text or "")
        book.close()


def _from_own_forms(files: Sequence[Path]) -> Iterator[Row]:
    for file in files:
        book = load_workbook(file, read_only=True)
        rows = book["記入"].iter_rows(values_only=True)
        head = next(row for row in rows if "回答" in row)
        answer, name = head.index("回答"), head.index("欄番号")
        for row in rows:
            yield file.name, str(row[name]), "", str(row[answer] or "")
        book.close()


def _plain_forms(folder: Path, year: sample.Year, count: int) -> list[Path]:
    with Office.open(year.office, clock=sample.clock, read_only=True) as office:
        plan = office.plan(sample.ASKED)
    made: list[Path] = []
    for number, path in enumerate(year.submissions[:count]):
        submission = read_delivery(path).submissions[0].submission
        items = plan.items_of(submission.department)
        made.append(folder / f"plain-{number:04}.xlsx")
        write_plain_form(items, submission.answers, made[-1])
    return made
