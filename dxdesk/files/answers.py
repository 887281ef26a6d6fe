"""Answers from a JSON file, in the format that DESIGN §9 gives for `answer`."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from dxdesk.disk import read_bytes
from dxdesk.domain.answering import ItemAnswer, KpiAnswer, PartAnswer
from dxdesk.domain.text import typed, typed_line
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.typed_json import read_typed_json

_LIMIT = 32 * 1024 * 1024


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Kpi(_Strict):
    name: str
    actual: str


class _Part(_Strict):
    label: str
    result: str | None = None
    issues: str | None = None


class _Item(_Strict):
    no: str
    result: str | None = None
    issues: str | None = None
    rating: str | None = None
    rating_note: str | None = None
    kpis: list[_Kpi] = []
    parts: list[_Part] = []


class _Document(BaseModel):
    items: list[_Item]


def _clean(text: str | None) -> str | None:
    return None if text is None else typed(text)


def read_answers(path: Path) -> tuple[ItemAnswer, ...]:
    """Read an answers file.

    Raises:
        DxdeskError: the file is missing, too large, or not an answers file; an unknown key is
            refused, since the text behind it would otherwise be lost in silence.
    """
    data = read_bytes(path, _LIMIT)
    try:
        document = _Document.model_validate(read_typed_json(data))
    except ValueError:
        raise DxdeskError(Trouble.BAD_ANSWERS, file=path.name) from None
    return tuple(
        ItemAnswer(
            item.no,
            _clean(item.result),
            _clean(item.issues),
            None if item.rating is None else typed_line(item.rating),
            _clean(item.rating_note),
            tuple(KpiAnswer(kpi.name, typed(kpi.actual)) for kpi in item.kpis),
            tuple(PartAnswer(p.label, _clean(p.result), _clean(p.issues)) for p in item.parts),
        )
        for item in document.items
    )
