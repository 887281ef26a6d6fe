"""The rows of a form: what is asked, what is known, what is answered, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from dxdesk.domain.asking import Request
from dxdesk.domain.fields import (
    DIRECTION,
    RATING,
    RATING_NOTE,
    fields_of,
    split_field,
    split_name,
)
from dxdesk.domain.plan import Column, Item, Kpi, Plan, Slot


class Ask(Enum):
    """The kinds of question; the value is the heading that the form shows."""

    RESULT = "取組実績"
    ISSUES = "改善・拡充策、課題等"
    KPI = "指標の実績"
    DIRECTION = "指標のよい向き"
    RATING = "自己評価"
    RATING_NOTE = "評価の理由"


PROMPTS = {
    Ask.RESULT: "この年度に取り組んだことを書いてください。",
    Ask.ISSUES: "残っている課題と、これからの改善・拡充策を書いてください。",
    Ask.KPI: "実績値を単位を付けて書いてください。",
    Ask.DIRECTION: "多いほどよいか少ないほどよいか、課の考えを選んでください。",
    Ask.RATING: "次から選んでください。",
    Ask.RATING_NOTE: "評価の理由を書いてください。",
}
# What the office wrote over is said like a remark.
CORRECTED = "事務局が直しました。もとの文：{}"
_OF_COLUMN = {Column.RESULT: Ask.RESULT, Column.ISSUES: Ask.ISSUES}


@dataclass(frozen=True, slots=True)
class FormRow:
    """One field in the form. `is_open` is whether the department answers it or only reads it.

    `part` is the part's label, or the name of the indicator.
    """

    field: str
    no: str
    title: str
    ask: Ask
    part: str
    asked: str
    last: str
    answer: str
    note: str
    is_open: bool

    @property
    def place(self) -> str:
        """The kind of field and its part, as the form names it beside the question."""
        return f"{self.ask.value}\n{self.part}" if self.part else self.ask.value


def form_rows(request: Request, answers: Mapping[str, str]) -> list[FormRow]:
    """The rows of every item with open fields, and what other departments wrote in it."""
    is_open = frozenset(request.open)
    remarks: dict[str, list[str]] = {}
    for remark in request.remarks:
        remarks.setdefault(remark.place, []).append(remark.text)
    corrected = {one.field: CORRECTED.format(one.text or "（空欄）") for one in request.corrections}
    rows: list[FormRow] = []
    for item in request.plan.items:
        names = [name for name in fields_of(item) if name in is_open or request.base.get(name)]
        if not is_open.intersection(names):
            continue
        notes = list(remarks.get(item.id, ()))
        head = _about(item)
        for name in names:
            opened = name in is_open
            if opened:
                notes += remarks.get(name, ())
            answer = answers.get(name, "") if opened else request.base[name]
            said = [*(notes if opened else []), *([corrected[name]] if name in corrected else [])]
            rows.append(_row(request, item, name, answer, head, said, opened))
            head = ""
            notes = [] if opened else notes
    return rows


def _row(
    request: Request,
    item: Item,
    name: str,
    answer: str,
    head: str,
    notes: list[str],
    opened: bool,
) -> FormRow:
    inner = split_field(name)[1]
    slot = next((slot for slot in item.slots if slot.id == inner), None)
    plain, beside = split_name(inner)
    kpi = next((kpi for kpi in item.kpis if kpi.id == plain), None)
    ask = Ask.DIRECTION if beside == DIRECTION else _kind(inner, slot, kpi)
    asked = _question(request.plan, ask, kpi) if opened else _read_only(slot, kpi)
    return FormRow(
        name,
        item.no,
        item.title,
        ask,
        slot.part if slot else kpi.name if kpi else "",
        f"{head}\n{asked}" if head else asked,
        request.last.get(name, ""),
        answer,
        "\n".join(notes),
        opened,
    )


def _kind(inner: str, slot: Slot | None, kpi: Kpi | None) -> Ask:
    if slot:
        return _OF_COLUMN[slot.column]
    if kpi:
        return Ask.KPI
    return {RATING: Ask.RATING, RATING_NOTE: Ask.RATING_NOTE}[inner]


def _about(item: Item) -> str:
    said = (("【取組内容】", item.content), ("【目標】", item.goal))
    return "\n".join(f"{label}{text}" for label, text in said if text)


def _question(plan: Plan, ask: Ask, kpi: Kpi | None) -> str:
    prompt = PROMPTS[ask]
    if kpi:
        unit = f"（単位：{kpi.unit}）" if kpi.unit else ""
        said = (("【指標】", kpi.name), ("【目標値】", f"{kpi.target}{unit}"))
        return "\n".join([*(f"{label}{text}" for label, text in said if text), prompt])
    if ask is Ask.RATING:
        return "\n".join([prompt, *(f"{grade.code}：{grade.meaning}" for grade in plan.scale)])
    return prompt


def _read_only(slot: Slot | None, kpi: Kpi | None) -> str:
    owners = (slot.departments if slot else ()) or (kpi.departments if kpi else ())
    names = "、".join(owners)
    return f"（参考：{names}の記入）" if names else "（参考：今回は記入不要）"
