"""The table of KPIs and which way is better: written for a person to fill in, and read back.

A row has the number of the item, the name of the KPI and the direction; the other columns help to
answer. As text it is tab-separated; what a spreadsheet makes of it (commas, Shift_JIS) is read too,
and so is the same as JSON. A row without a direction says nothing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from dxdesk.disk import read_bytes
from dxdesk.domain.direction_questions import Clue, Question
from dxdesk.domain.direction_words import read_direction
from dxdesk.domain.fields import field_of
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import Plan
from dxdesk.domain.text import fold, squeeze
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.plain_text import decoded
from dxdesk.files.typed_json import read_typed_json
from dxdesk.messages import SPEAKS_WORDS
from dxdesk.sheets.cell_text import visible

FORMAT = 1
_LARGEST_TABLE = 32 * 1024 * 1024
# Beyond these rows no heading is looked for.
_ABOVE_HEADING = 20

_FILLED_IN = {Direction.MORE: "増", Direction.LESS: "減", Direction.KEEP: "維持"}
_NO, _KPI, _DIRECTION, _FIELD = "項目番号", "指標", "よい向き", "欄"
_HEADING = (
    _NO,
    _KPI,
    _DIRECTION,
    "提案",
    "目標",
    "増の手掛かり",
    "減の手掛かり",
    "維持の手掛かり",
    _FIELD,
)
# What people call these columns, folded.
_CALLED = {
    _NO: {"項目番号", "取組項目番号", "番号", "項目", "no", "no.", "item"},
    _KPI: {"指標", "指標名", "指標の名称", "kpi", "kpi名"},
    _DIRECTION: {
        "よい向き",
        "良い向き",
        "向き",
        "方向",
        "望ましい方向",
        "増減",
        "direction",
        "better",
    },
    _FIELD: {"欄", "field"},
}
# Takes away what was set.
_UNSAID = "unsaid"


class _Row(NamedTuple):
    """What one row says, and where it stands, as a person counts."""

    place: str
    no: str
    kpi: str
    direction: str
    field: str = ""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    item: str
    kpi: str
    direction: str | None = None
    field: str = ""
    target: str = ""
    proposal: str | None = None
    clues: list[dict[str, str]] = []


class _Document(BaseModel):
    directions: list[_Entry]
    year: int | None = None


def directions_as_table(questions: Iterable[Question]) -> str:
    """The questions as tab-separated lines under a heading, for a person to fill in."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(_HEADING)
    for one in questions:
        hints = (_hints(one.clues, side) for side in _FILLED_IN)
        proposal = _FILLED_IN.get(one.proposal, "")
        cells = (one.item.no, one.kpi.name, "", proposal, one.kpi.target, *hints, one.field)
        writer.writerow([" ".join(visible(cell).split()) for cell in cells])
    return out.getvalue()


def _hints(clues: Iterable[Clue], side: Direction) -> str:
    mine = (clue for clue in clues if clue.side is side)
    return "、".join(f"{SPEAKS_WORDS[one.speaks]} {one.text}".strip() for one in mine)


def directions_as_json(questions: Sequence[Question], year: int) -> dict[str, Any]:
    """The same as JSON values."""
    return {
        "format": FORMAT,
        "year": year,
        "count": len(questions),
        "directions": [
            {
                "item": one.item.no,
                "kpi": one.kpi.name,
                "direction": None,
                "target": one.kpi.target,
                "proposal": one.proposal.value or None,
                "clues": [
                    {"speaks": clue.speaks.value, "side": clue.side.value, "text": clue.text}
                    for clue in one.clues
                ],
                "field": one.field,
            }
            for one in questions
        ],
    }


def read_directions(path: Path, plan: Plan) -> dict[str, Direction]:
    """What a filled table says of the plan's KPIs, by their fields.

    Raises:
        DxdeskError: FILE_MISSING, FILE_UNREADABLE, FILE_TOO_LARGE, NOT_TEXT; OTHER_YEAR;
            BAD_DIRECTIONS for what is no such table or has nothing filled in;
            DIRECTION_UNCLEAR, DIRECTION_OF_NOTHING, DIRECTION_OF_SEVERAL and DIRECTION_TWICE for
            the first row that cannot be taken.
    """
    name = path.name
    text = decoded(read_bytes(path, _LARGEST_TABLE), name).strip("\n")
    rows = _of_json(text, plan, name) if text.lstrip()[:1] in ("{", "[") else _of_table(text, name)
    fields, found = _fields(plan), dict[str, Direction]()
    for row in rows:
        is_taken_away = _key(row.direction) == _UNSAID
        direction = Direction.NOT_SAID if is_taken_away else read_direction(row.direction)
        if direction is Direction.NOT_SAID and not is_taken_away:
            continue
        if direction is None:
            raise DxdeskError(Trouble.DIRECTION_UNCLEAR, file=name, place=row.place)
        named = fields.get((_key(row.no), _key(row.kpi)), ())
        if row.field:
            # A spreadsheet makes a date of the number 1-1; the field is whose it was.
            item, _, kpi = row.field.partition("/")
            known = (
                {one.id: one.name for one in plan.by_id[item].kpis} if item in plan.by_id else {}
            )
            named = (row.field,) if _key(known.get(kpi, "\0")) == _key(row.kpi) else ()
        if len(named) != 1:
            why = Trouble.DIRECTION_OF_SEVERAL if named else Trouble.DIRECTION_OF_NOTHING
            raise DxdeskError(why, file=name, place=row.place)
        if found.setdefault(named[0], direction) is not direction:
            raise DxdeskError(Trouble.DIRECTION_TWICE, file=name, place=row.place)
    if not found:
        raise DxdeskError(Trouble.BAD_DIRECTIONS, file=name)
    return found


def _fields(plan: Plan) -> dict[tuple[str, str], tuple[str, ...]]:
    """The KPIs by the number of their item and their name; one field, where nothing is amiss."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for item in plan.own_items:
        for kpi in item.kpis:
            key = _key(item.no), _key(kpi.name)
            found[key] = (*found.get(key, ()), field_of(item, kpi.id))
    return found


def _key(text: str) -> str:
    return squeeze(fold(text)).casefold()


def _of_json(text: str, plan: Plan, name: str) -> Iterator[_Row]:
    whole = text if text.lstrip()[0] == "{" else f'{{"directions": {text}}}'
    try:
        document = _Document.model_validate(read_typed_json(whole.encode("utf-8")))
    except ValueError:
        raise DxdeskError(Trouble.BAD_DIRECTIONS, file=name) from None
    if document.year not in (None, plan.year):
        raise DxdeskError(Trouble.OTHER_YEAR, file=name)
    for number, one in enumerate(document.directions, 1):
        yield _Row(f"{number}件目", one.item, one.kpi, one.direction or "", one.field)


def _of_table(text: str, name: str) -> Iterator[_Row]:
    """The rows under the heading; where there is none, the first three columns are meant."""
    delimiter = "\t" if "\t" in text else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[str, list[str]]] = []
    try:
        rows.extend((f"{reader.line_num}行目", cells) for cells in reader)
    except csv.Error:
        raise DxdeskError(Trouble.BAD_DIRECTIONS, file=name) from None
    at, begins = {_NO: 0, _KPI: 1, _DIRECTION: 2}, 0
    for number, (_, cells) in enumerate(rows[:_ABOVE_HEADING], 1):
        if {_KPI, _DIRECTION} <= (columns := _columns(cells)).keys():
            at, begins = columns, number
            break
    if not {_NO, _FIELD} & at.keys():
        raise DxdeskError(Trouble.BAD_DIRECTIONS, file=name)
    for place, cells in rows[begins:]:
        said = {called: cells[n] for called, n in at.items() if n < len(cells)}
        yield _Row(place, *(said.get(called, "") for called in (_NO, _KPI, _DIRECTION, _FIELD)))


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Where the columns stand that a row names; of two that are called alike the first counts."""
    found: dict[str, int] = {}
    for number, cell in enumerate(cells):
        for called, words in _CALLED.items():
            if _key(cell) in {_key(word) for word in words}:
                found.setdefault(called, number)
    return found
