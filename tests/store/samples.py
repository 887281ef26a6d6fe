"""A small plan and its year, for the tests of the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dxdesk.domain.asking import LastYear, Remark, Request, Submission, Ticket, cut_request
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.plan import Column, Grade, Group, Item, Kpi, Phase, Plan, Slot
from dxdesk.store.values import Received

YEAR = 2024
AT = "2025-04-01T09:00:00"

ITEMS = (
    Item(
        "i1",
        "1",
        "窓口のオンライン化",
        ("市民課", "情報課"),
        "g1",
        "内容\n二行目",
        "目標①",
        (Kpi("k1", "申請件数", "1,000件", departments=("市民課",)),),
        (Phase("2024", "実施"),),
        (
            Slot("result-1", Column.RESULT, "(1)", ("市民課",), "（市民課）"),
            Slot("result-2", Column.RESULT, "(2)", ("情報課",), "（情報課）"),
            Slot("issues-1", Column.ISSUES, "", ("市民課", "情報課")),
        ),
    ),
    Item(
        "i2",
        "2",
        "職員の研修",
        ("人事課",),
        "g1",
        slots=(Slot("result-1", Column.RESULT), Slot("issues-1", Column.ISSUES)),
    ),
)
PLAN = Plan(
    "plan-1",
    "DX推進計画",
    "見本市",
    YEAR,
    (2023, 2024, 2025),
    (Grade("A", "達成", True), Grade("B", "未達成", False), Grade("C", "終了")),
    (Group("g1", 0, "取組方針", "1", "便利な市役所"),),
    ITEMS,
)
BASE = {"i1/result-1": "昨年の実績", "i1/k1": "800件", "i2/result-1": "研修を2回", "i2/rating": "B"}
# Empty, zero, full width, a surrogate pair, control characters, line ends, a name kanji that
# NFC would change, a formula, NUL: all of it is kept.
TEXTS = (
    "",
    "0",
    "１２３",
    "𠮷野家",
    "a\tb\u000b\x07",
    "一行目\n二行目",
    "\ufa10～〜",
    "=1+1",
    "a\0b",
)


def request(
    department: str = "市民課",
    round_: int = 1,
    *,
    identity: str = "",
    answers: Mapping[str, str] = BASE,
    remarks: tuple[Remark, ...] = (),
    plan: Plan = PLAN,
) -> Request:
    """A request as the office cuts it."""
    return cut_request(
        plan,
        department,
        answers,
        Ticket(identity or f"req-{department}-{round_}", "ab" * 32, AT),
        round_=round_,
        last=LastYear(YEAR - 1, {"i1/result-1": "一昨年"}),
        deadline="2025-05-31",
        remarks=remarks,
    )


def submission(
    to: Request,
    answers: Mapping[str, str],
    number: int = 1,
    confirmations: tuple[Confirmation, ...] = (),
) -> Submission:
    """An answer to a request; fields that are not named stay as the form showed them."""
    base = {field: to.base.get(field, "") for field in to.open}
    return Submission(
        to.id,
        to.plan.id,
        to.plan.year,
        to.department,
        to.round,
        number,
        "山田 太郎",
        f"2025-05-0{number}T10:00:00",
        {**base, **answers},
        base,
        "cd" * 32,
        confirmations,
    )


def received(
    to: Request,
    answers: Mapping[str, str],
    number: int = 1,
    confirmations: tuple[Confirmation, ...] = (),
) -> Received:
    """The same on its way into the office; its identity follows from what it says."""
    said = submission(to, answers, number, confirmations)
    identity = f"{to.department}-{to.round}-{number}-{sorted(answers.items())}"
    if confirmations:
        identity += f"-{confirmations}"
    return Received(identity, said, f"{to.department}.zip", "native")


def newer(to: Request, answers: Mapping[str, str], open_: tuple[str, ...] | None = None) -> Request:
    """The next round of a request, with the texts that the office then has."""
    round_ = to.round + 1
    return replace(
        to,
        id=f"req-{to.department}-{round_}",
        round=round_,
        base=dict(answers),
        open=to.open if open_ is None else open_,
    )
