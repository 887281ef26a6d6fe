"""Plans that no city has: the longest, the most, the smallest, and characters at risk everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle, islice

from dxdesk.domain.plan import Column, Item, Kpi, Phase, Plan, Slot
from tests.export.samples import item, three_columns, wide, written

Year = tuple[Plan, dict[str, str]]

# What fonts, XML, spreadsheets and readers are known to lose, change or run.
AT_RISK = (
    "Ａ㈱①",
    "髙﨑",
    "𠮷野",
    "葛\U000e0100",
    "👩‍💻😀",
    "ﾊﾝｶｸﾊﾟ",
    "か\u3099き\u309a",
    "前\t後",
    "_x000D_",
    "=1+1",
    "#N/A",
    "+81",
    "@A1",
    "制\x00\x07\x1b",
    "無\ufffe",
    "<b>&amp;]]>",
    "～〜−－",
)
RISK = "、".join(AT_RISK)


def prose(length: int) -> str:
    """Sentences with characters at risk, of exactly this length."""
    sentence = (
        f"関係課と協議し、{RISK}を確かめた。\nhttps://example.invalid/reports/2024を公表した。"
    )
    return "".join(islice(cycle(sentence), length))


def long_cells() -> Year:
    """5,000 characters in every cell of three items, of several departments and of one."""
    text = prose(5_000)
    plan = three_columns()
    items = tuple(replace(each, content=text, goal=text) for each in plan.items)
    return _answered(replace(plan, items=items), text)


def many_kpis() -> Year:
    """30 KPIs in each of three items."""
    kpis = tuple(
        Kpi(f"k{n}", f"第{n}の指標（{AT_RISK[n % len(AT_RISK)]}）", f"2025年度末：{n * 1_000:,}件")
        for n in range(1, 31)
    )
    plan = three_columns()
    return _answered(replace(plan, items=tuple(replace(i, kpis=kpis) for i in plan.items)), RISK)


def one_letter() -> Year:
    """A letter in every place, so that no cell is higher than one line."""
    plan = wide()
    items = tuple(
        replace(each, title="題", content="あ", goal="x", departments=("課",))
        for each in plan.items
    )
    groups = tuple(replace(group, title="群") for group in plan.groups)
    return _answered(replace(plan, title="計画", items=items, groups=groups), "字")


def many_items() -> Year:
    """400 items in 20 groups, from one line to some forty, the characters at risk in turn."""
    base = wide()
    outer = tuple(replace(base.groups[0], id=f"o{n}", title=f"分野{n}") for n in range(20))
    inner = tuple(
        replace(base.groups[1], id=f"n{n}", no=str(n + 1), title=f"施策{n}", parent=f"o{n // 2}")
        for n in range(40)
    )
    items = tuple(_one_of_many(n) for n in range(400))
    plan = replace(base, groups=outer + inner, items=items)
    answers = written(plan)
    for number, each in enumerate(items):
        answers[f"{each.id}/result-1"] = prose(10 + number * 37 % 900)
        answers[f"{each.id}/issues-1"] = AT_RISK[number % len(AT_RISK)]
    return plan, answers


def _one_of_many(number: int) -> Item:
    risk = AT_RISK[number % len(AT_RISK)]
    return item(
        number,
        f"n{number // 10}",
        no=f"{number // 10 + 1}-{number % 10 + 1}",
        title=f"窓口の見直し{number}（{risk}）",
        content=prose(20 + number * 53 % 400),
        kpis=(Kpi("k1", f"件数{number}", "2024年度末:1,000件"),) if number % 3 else (),
        schedule=(Phase("2022", "検討"), Phase("2023", f"実施{risk}")),
    )


def nothing_written() -> Year:
    """A plan before anybody has answered; its items have neither content nor goal."""
    plan = wide()
    items = tuple(replace(i, content="", goal="", kpis=(), schedule=()) for i in plan.items)
    return replace(plan, items=items), {}


def many_departments() -> Year:
    """An item of 30 departments, each with a block of its own in both columns."""
    names = tuple(f"第{n}地域振興センター髙﨑担当課" for n in range(1, 31))
    slots = tuple(
        Slot(f"{column.value}-{n}", column, f"({n})", (name,))
        for column in Column
        for n, name in enumerate(names, 1)
    )
    plan = three_columns()
    return _answered(replace(plan, items=(item(1, departments=names, slots=slots),)), RISK)


def _answered(plan: Plan, text: str) -> Year:
    """Answers with `text` in every slot and as every reason."""
    answers = written(plan)
    for each in plan.items:
        answers |= {f"{each.id}/{slot.id}": text for slot in each.slots}
        answers[f"{each.id}/rating_note"] = text
    return plan, answers


EXTREMES: dict[str, Callable[[], Year]] = {
    "long cells": long_cells,
    "many kpis": many_kpis,
    "one letter": one_letter,
    "many items": many_items,
    "nothing written": nothing_written,
    "many departments": many_departments,
}
