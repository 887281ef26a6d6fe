"""Examples of the rules as plans with texts."""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.asking import LastYear, with_places_to_answer
from dxdesk.domain.cells import read_blocks
from dxdesk.domain.checks import Example, Finding, Material, check_list
from dxdesk.domain.fields import RATING, RATING_NOTE, field_of
from dxdesk.domain.plan import Column, Grade, Item, Kpi, Phase, Plan, Slot, Stated

SCALE = (
    Grade("S", "目標や計画を上回った。", True),
    Grade("A", "目標や計画どおりであった。", True),
    Grade("B", "目標や計画を下回った。", False),
    Grade("C", "目標や計画を大幅に下回った（又は未実施）。", False),
    Grade("D", "事業が終了した。"),
)


def material(example: Example) -> Material:
    """The plan that an example speaks of, with this year's texts and last year's."""
    examples = [example]
    while examples[-1].other:
        examples.append(examples[-1].other)
    items: list[Item] = []
    answers: dict[str, str] = {}
    last: dict[str, str] = {}
    names: dict[str, str] = {}
    before: dict[str, Item] = {}
    for number, one in enumerate(examples, 1):
        item, texts = _item(one, f"i{number:03}", str(number))
        items.append(item)
        answers |= {field: text for field, text in texts.items() if text}
        then = {
            "k1": one.last_actual,
            "result-1": one.last_result,
            "issues-1": one.last_issues,
            RATING: one.last_rating,
        }
        last |= {field_of(item, name): text for name, text in then.items() if text}
        if one.last_kpi:
            names[field_of(item, "k1")] = one.last_kpi
        if one.last_title or one.last_departments or one.last_gone_kpi:
            before[item.id] = _last_item(one, item)
    stated = None
    if example.stated or example.stated_percents or example.closing:
        stated = Stated(
            dict(example.stated),
            dict(example.stated_percents),
            sum(example.stated.values()) or None,
            example.closing,
        )
    plan = Plan(
        "plan",
        "情報化計画",
        "みどり市",
        2024,
        (2022, 2023, 2024, 2025),
        SCALE,
        items=tuple(items),
        rulebook=example.rulebook,
        stated=stated,
    )
    known = LastYear(2023, last, names, items=before) if last or names or before else None
    return Material(plan, answers, known)


def _last_item(example: Example, item: Item) -> Item:
    """The item as the year before had it."""
    gone = (Kpi("k9", example.last_gone_kpi),) if example.last_gone_kpi else ()
    return replace(
        item,
        title=example.last_title or item.title,
        departments=example.last_departments or item.departments,
        kpis=(*item.kpis, *gone),
    )


def _item(example: Example, identity: str, no: str) -> tuple[Item, dict[str, str]]:
    """An item with the slots that reading its cells gives."""
    slots: list[Slot] = []
    texts: dict[str, str] = {}
    for column, cell in ((Column.RESULT, example.result), (Column.ISSUES, example.issues)):
        blocks = read_blocks(cell, example.departments)
        for count, block in enumerate(blocks, 1):
            slot = Slot(
                f"{column.value}-{count}",
                column,
                block.part,
                block.departments,
                block.signature,
                block.opens,
            )
            slots.append(slot)
            texts[f"{identity}/{slot.id}"] = block.text
    kpi = Kpi("k1", example.kpi, example.target, example.lead_in, direction=example.direction)
    kpis = (kpi,) if example.target else ()
    item = Item(
        identity,
        no,
        f"取組{no}",
        example.departments,
        content=example.content,
        goal="便利にする。",
        kpis=kpis,
        schedule=(Phase("2024", example.schedule),) if example.schedule else (),
        slots=tuple(slots),
    )
    if not example.result or not example.issues:
        item = with_places_to_answer(item)
    texts |= {
        f"{identity}/k1": example.actual if kpis else "",
        f"{identity}/{RATING}": example.rating,
        f"{identity}/{RATING_NOTE}": example.note,
    }
    return item, texts


def findings(example: Example) -> tuple[Finding, ...]:
    """What the checks find in an example."""
    return check_list(material(example))


def codes(example: Example) -> list[str]:
    """The codes of what the checks find in an example, sorted."""
    return sorted(finding.code for finding in findings(example))
