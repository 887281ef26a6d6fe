"""Answers given from outside the form: which field each text belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dxdesk.domain.asking import Request
from dxdesk.domain.cells import read_blocks
from dxdesk.domain.fields import RATING, RATING_NOTE, field_of, reports_kpi, writes_slot
from dxdesk.domain.plan import Column, Item, Slot
from dxdesk.domain.text import likeness, squeeze
from dxdesk.errors import DxdeskError, Trouble


@dataclass(frozen=True, slots=True)
class KpiAnswer:
    """The actual of one KPI as typed."""

    name: str
    actual: str


@dataclass(frozen=True, slots=True)
class PartAnswer:
    """What is written for one numbered part; None leaves the field alone."""

    label: str
    result: str | None = None
    issues: str | None = None


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """What is answered for one item; None leaves the field alone."""

    no: str
    result: str | None = None
    issues: str | None = None
    rating: str | None = None
    rating_note: str | None = None
    kpis: tuple[KpiAnswer, ...] = ()
    parts: tuple[PartAnswer, ...] = ()


def place_answers(request: Request, answers: tuple[ItemAnswer, ...]) -> dict[str, str]:
    """Give every answered text its field.

    Raises:
        DxdeskError: an item, KPI or part does not exist, or is not asked of this department, or
            two texts are for one field.
    """
    texts: dict[str, str] = {}
    for answer in answers:
        item = request.plan.by_no.get(answer.no)
        if item is None:
            raise DxdeskError(Trouble.UNKNOWN_ITEM, item=answer.no)
        for name, text in _place(item, request.department, answer):
            field = field_of(item, name)
            if field not in request.open:
                raise DxdeskError(Trouble.NOT_ASKED, item=item.no, department=request.department)
            if texts.setdefault(field, text) != text:
                raise DxdeskError(Trouble.ANSWERED_TWICE, item=item.no)
    return texts


def _place(item: Item, department: str, answer: ItemAnswer) -> Iterator[tuple[str, str]]:
    for column, text in ((Column.RESULT, answer.result), (Column.ISSUES, answer.issues)):
        if text is not None:
            yield from _place_cell(item, department, column, text)
    for part in answer.parts:
        for column, text in ((Column.RESULT, part.result), (Column.ISSUES, part.issues)):
            if text is not None:
                yield _slot_of_part(item, department, column, part.label).id, text
    for kpi_answer in answer.kpis:
        yield _kpi_id(item, department, kpi_answer.name), kpi_answer.actual
    if answer.rating is not None:
        yield RATING, answer.rating
    if answer.rating_note is not None:
        yield RATING_NOTE, answer.rating_note


def _mine(item: Item, department: str, column: Column) -> tuple[Slot, ...]:
    return tuple(s for s in item.slots_in(column) if writes_slot(item, s, department))


def _place_cell(
    item: Item, department: str, column: Column, text: str
) -> Iterator[tuple[str, str]]:
    """A whole cell: into the slot without a part, into the only slot, or by its own labels."""
    slots = _mine(item, department, column)
    whole = [slot for slot in slots if not slot.part] or list(slots)
    if len(whole) == 1 or (whole and not whole[0].part):
        yield whole[0].id, text
        return
    blocks = [block for block in read_blocks(text, ()) if block.text]
    by_part = {squeeze(slot.part): slot for slot in slots}
    if not text:
        yield from ((slot.id, "") for slot in slots)
    elif blocks and all(squeeze(block.part) in by_part for block in blocks):
        yield from ((by_part[squeeze(block.part)].id, block.text) for block in blocks)
    else:
        labels = "、".join(slot.part for slot in slots)
        raise DxdeskError(Trouble.UNCLEAR_PLACE, item=item.no, parts=labels)


def _slot_of_part(item: Item, department: str, column: Column, label: str) -> Slot:
    slots = _mine(item, department, column)
    for slot in slots:
        if squeeze(slot.part) == squeeze(label):
            return slot
    # A department with one field for the whole column may still be asked part by part in the
    # other one; the text is not refused for that.
    if len(slots) == 1 and not slots[0].part and label == "":
        return slots[0]
    raise DxdeskError(Trouble.UNKNOWN_PART, item=item.no, part=label)


def _kpi_id(item: Item, department: str, name: str) -> str:
    for kpi in item.kpis:
        if likeness(kpi.name, name) == 1.0:
            if not reports_kpi(item, kpi, department):
                break
            return kpi.id
    raise DxdeskError(Trouble.UNKNOWN_KPI, item=item.no, kpi=name)
