"""Rows of a copied table become items; nothing of them is lost, and hostile sizes are refused."""

from __future__ import annotations

import pytest

from dxdesk.domain.plan import Item, Plan
from dxdesk.domain.plan_editing import add_items
from dxdesk.domain.plan_pasting import items_in
from dxdesk.errors import DxdeskError, Trouble

ROWS = [
    (
        "five columns",
        "1\t予約\t市民課、情報課\t内容\t目標\r\n2\t申請\t市民課\t\t\r\n",
        [
            Item("", "1", "予約", ("市民課", "情報課"), content="内容", goal="目標"),
            Item("", "2", "申請", ("市民課",)),
        ],
    ),
    (
        "headings in another order",
        "担当課\tNo.\t取組項目\t目標\t備考\n市民課\t3\t予約\t減らす\t別紙",
        [Item("", "3", "予約", ("市民課",), content="別紙", goal="減らす")],
    ),
    (
        "a cell with line ends",
        '1\t予約\t"市民課\n情報課"\t"一行目\n""二行目"""',
        [Item("", "1", "予約", ("市民課", "情報課"), content='一行目\n"二行目"')],
    ),
    ("titles alone", "予約\n申請\n\n", [Item("", "", "予約"), Item("", "", "申請")]),
    (
        "a sixth column",
        "1\t題\t課\t文\t目\t余り",
        [Item("", "1", "題", ("課",), None, "文\n余り", "目")],
    ),
    ("nothing", " \t \n", []),
]


@pytest.mark.parametrize(("text", "items"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_rows_become_items(text: str, items: list[Item]) -> None:
    assert list(items_in(text)) == items


@pytest.mark.parametrize("text", ["あ" * 2_000_001, "1\t題\n" * 2_001])
def test_hostile_sizes_are_refused(text: str) -> None:
    with pytest.raises(DxdeskError) as refused:
        items_in(text)
    assert refused.value.trouble is Trouble.PASTE_TOO_LONG


def test_they_are_added_in_their_order() -> None:
    plan = Plan("p", "計画", "海市", 2025, items=(Item("i001", "1", "先"),))
    added = add_items(plan, items_in("2\t題\t課\n3\t別"), taken={"i007/k1"})
    assert [(item.id, item.no) for item in added.items] == [
        ("i001", "1"),
        ("i008", "2"),
        ("i009", "3"),
    ]
    assert [slot.departments for slot in added.items[1].slots] == [("課",), ("課",)]
