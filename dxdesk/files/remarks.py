"""The office's remarks from a JSON file: what `return` sends back to a department.

`{"remarks": [{"no": "12", "field": "result", "part": "(1)", "kpi": "…", "text": "…"}]}`: `field`
is result, issues, rating or kpi, and may be left out for a remark on the whole item.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from dxdesk.disk import read_bytes
from dxdesk.domain.asking import Remark
from dxdesk.domain.fields import RATING, field_of, reports_kpi, writes_slot
from dxdesk.domain.plan import Column, Item, Plan
from dxdesk.domain.text import likeness, squeeze, typed
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.typed_json import read_typed_json

_LIMIT = 4 * 1024 * 1024


class _Remark(BaseModel):
    model_config = ConfigDict(extra="forbid")
    no: str
    text: str
    field: Literal["result", "issues", "rating", "kpi"] | None = None
    part: str = ""
    kpi: str = ""


class _Document(BaseModel):
    remarks: list[_Remark]


def read_remarks(path: Path, plan: Plan, department: str) -> list[Remark]:
    """Read remarks and find the fields they are about.

    Raises:
        DxdeskError: not a remarks file, or about a place that the department does not have.
    """
    data = read_bytes(path, _LIMIT)
    try:
        document = _Document.model_validate(read_typed_json(data))
    except ValueError:
        raise DxdeskError(Trouble.BAD_REMARKS, file=path.name) from None
    placed: list[Remark] = []
    # Another department's item may have the same number.
    theirs = plan.only(plan.items_of(department)).by_no
    for remark in document.remarks:
        item = theirs.get(remark.no)
        if item is None:
            raise DxdeskError(Trouble.UNKNOWN_ITEM, item=remark.no)
        text = typed(remark.text)
        placed += [Remark(place, text) for place in _places(item, department, remark)]
    return placed


def _places(item: Item, department: str, remark: _Remark) -> list[str]:
    if remark.field is None:
        return [item.id]
    if remark.field == "rating":
        return [field_of(item, RATING)]
    if remark.field == "kpi":
        for kpi in item.kpis:
            if likeness(kpi.name, remark.kpi) == 1.0 and reports_kpi(item, kpi, department):
                return [field_of(item, kpi.id)]
        raise DxdeskError(Trouble.UNKNOWN_KPI, item=item.no, kpi=remark.kpi)
    slots = [
        slot
        for slot in item.slots_in(Column(remark.field))
        if writes_slot(item, slot, department)
        and (not remark.part or squeeze(slot.part) == squeeze(remark.part))
    ]
    if not slots:
        raise DxdeskError(Trouble.UNKNOWN_PART, item=item.no, part=remark.part)
    return [field_of(item, slot.id) for slot in slots]
