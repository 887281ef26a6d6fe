"""Open data as files: JSON, or a table of items and one of KPIs as CSV.

Two tables, because an item has any number of KPIs: in one, items would be counted and their
texts repeated as often as they have KPIs. Equal data give equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import BinaryIO, TypeAlias

from dxdesk.disk import Write, check_suffix, write_atomically, write_together
from dxdesk.domain.plan import Phase
from dxdesk.domain.text import typed
from dxdesk.export.csv_text import write_csv
from dxdesk.export.open_data import ItemRecord, KpiRecord, OpenData
from dxdesk.export.open_data_fields import (
    ITEM_FIELDS,
    ITEM_KEYS,
    KPI_FIELDS,
    PLAN_FIELDS,
    STAGE_FIELDS,
    VERSION,
    WORDS,
    Field,
    Record,
    Single,
    Value,
)

_Json: TypeAlias = "str | int | Decimal | bool | list[_Json] | dict[str, _Json] | None"

ITEM_HEADER = tuple(field.heading for field in (*PLAN_FIELDS, *ITEM_FIELDS))
STAGE_HEADER = tuple(field.heading for field in (*PLAN_FIELDS, *ITEM_KEYS, *STAGE_FIELDS))
KPI_HEADER = tuple(field.heading for field in (*PLAN_FIELDS, *ITEM_KEYS, *KPI_FIELDS))
# Between the values of a list in one cell, as the standard data sets of Japanese cities have it.
SEPARATOR = ";"


def write_open_data(data: OpenData, out: Path) -> list[Path]:
    """Write what the name of the file asks for and return the files that were written.

    NAME.json is one file; NAME.csv has the items, and NAME-kpi.csv beside it the KPIs. Where the
    plan has ratings behind the departments' own, NAME-stage.csv has them.

    Raises:
        DxdeskError: WRONG_SUFFIX, or a file that cannot be written; every one is as it was then.
    """
    if check_suffix(out, ".csv", ".json") == ".json":
        write_atomically(out, lambda file: write_json(data, file))
        return [out]
    tables = {
        out: (ITEM_HEADER, item_rows),
        kpi_path(out): (KPI_HEADER, kpi_rows),
    }
    if any(item.stages for item in data.items):
        tables[stage_path(out)] = (STAGE_HEADER, stage_rows)

    def table(header: Sequence[str], rows: Callable[[OpenData], Iterator[list[str]]]) -> Write:
        return lambda file: write_csv(header, rows(data), file)

    write_together({path: table(*one) for path, one in tables.items()})
    return list(tables)


def kpi_path(out: Path) -> Path:
    """Where the KPIs stand when the items are in `out`."""
    return out.with_name(f"{out.stem}-kpi{out.suffix}")


def stage_path(out: Path) -> Path:
    """Where the later ratings stand when the items are in `out`."""
    return out.with_name(f"{out.stem}-stage{out.suffix}")


def item_rows(data: OpenData) -> Iterator[list[str]]:
    """The cells of each item, in the order of `ITEM_HEADER`."""
    of_plan = _cells(PLAN_FIELDS, data)
    return ([*of_plan, *_cells(ITEM_FIELDS, item)] for item in data.items)


def kpi_rows(data: OpenData) -> Iterator[list[str]]:
    """The cells of each KPI, in the order of `KPI_HEADER`."""
    of_plan = _cells(PLAN_FIELDS, data)
    for item in data.items:
        of_item = [*of_plan, *_cells(ITEM_KEYS, item)]
        for kpi in item.kpis:
            yield [*of_item, *_cells(KPI_FIELDS, kpi)]


def stage_rows(data: OpenData) -> Iterator[list[str]]:
    """The cells of each rating behind the departments' own, in the order of `STAGE_HEADER`."""
    of_plan = _cells(PLAN_FIELDS, data)
    for item in data.items:
        of_item = [*of_plan, *_cells(ITEM_KEYS, item)]
        for said in item.stages:
            yield [*of_item, *_cells(STAGE_FIELDS, said)]


def _cells(fields: Iterable[Field[Record]], record: Record) -> list[str]:
    return [_cell(field.of(record)) for field in fields]


def _cell(value: Value) -> str:
    return SEPARATOR.join(map(_word, value)) if isinstance(value, tuple) else _word(value)


def _word(value: Single) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Enum():
            return WORDS[value]
        case Decimal():
            return f"{value:f}"
        case Phase(year, label):
            return f"{year}：{label}"
        case _:
            return str(value)


def write_json(data: OpenData, file: BinaryIO) -> None:
    """Write JSON, UTF-8 without BOM; a number has the digits that are printed (42.0)."""
    head: dict[str, _Json] = {
        "format": VERSION,
        **_keyed(PLAN_FIELDS, data),
        "license": _json(data.license),
    }
    text = "".join(f"{_text(key)}:{_text(value)},\n" for key, value in head.items())
    items = ",\n".join(_text(_item(item)) for item in data.items)
    file.write(f'{{{text}"items":[\n{items}\n]}}\n'.encode())


def _item(item: ItemRecord) -> _Json:
    kpis: list[_Json] = [_kpi(kpi) for kpi in item.kpis]
    said: dict[str, _Json] = {**_keyed(ITEM_FIELDS, item), "kpis": kpis}
    if item.stages:
        said["stages"] = [_keyed(STAGE_FIELDS, stage) for stage in item.stages]
    return said


def _kpi(kpi: KpiRecord) -> _Json:
    return _keyed(KPI_FIELDS, kpi)


def _keyed(fields: Iterable[Field[Record]], record: Record) -> dict[str, _Json]:
    return {field.key: _json(field.of(record)) for field in fields}


def _json(value: Value) -> _Json:
    match value:
        case tuple():
            return [_json(each) for each in value]
        case Enum():
            return str(value.value)
        case Phase(year, label):
            return {"year": typed(year), "label": typed(label)}
        case str():
            return typed(value) or None
        case _:
            return value


def _text(value: _Json) -> str:
    """Write JSON. The json module would turn decimals into floats (42.50 into 42.5)."""
    match value:
        case dict():
            inside = ",".join(f"{_text(key)}:{_text(each)}" for key, each in value.items())
            return f"{{{inside}}}"
        case list():
            return f"[{','.join(map(_text, value))}]"
        case Decimal():
            return f"{value:f}"
        case _:
            return json.dumps(value, ensure_ascii=False)
