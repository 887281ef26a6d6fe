"""The files of every format ever shipped, and the one function that writes a new set.

A set is written once, when its format ships, and never again: tests open it for ever.
Its content is spelled out here and is independent of the samples, which may change.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dxdesk.domain.asking import Correction, Remark, Request, Submission
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.figures import Direction
from dxdesk.domain.plan import (
    Column,
    Grade,
    Group,
    Item,
    Kpi,
    Order,
    Phase,
    Plan,
    RatingStage,
    Slot,
    Succession,
    Target,
    YearStyle,
)
from dxdesk.domain.rulebook import Rulebook, Severity, Signs
from dxdesk.domain.scale import Standing
from dxdesk.files import native
from dxdesk.files.carriers import REQUEST_SUFFIX, Carrier, request_bytes, write_submission

OLD_FILES = Path(__file__).parent.parent / "old_files"

OLD_REQUEST = Request(
    id="r-2024-1",
    plan=Plan(
        id="p-1",
        title="あおば市デジタル推進計画",
        municipality="あおば市",
        year=2024,
        years=(2023, 2024, 2025),
        scale=(Grade("A", "達成", True), Grade("B", "未達成", False), Grade("C", "終了")),
        groups=(Group("g1", 0, "施策", "1", "窓口"), Group("g2", 1, "", "", "予約", "g1")),
        items=(
            Item(
                "i1",
                "1-2",
                "窓口予約",
                ("市民課", "情報課"),
                "g2",
                "予約を受ける。",
                "全窓口で使える。",
                (Kpi("k1", "予約率", "2024年度末：42.0%", "実績値：", ("市民課",)),),
                (Phase("2024", "実施"), Phase("2025以降", "検証")),
                (
                    Slot("result-1", Column.RESULT, "(1)", ("市民課",), "（市民課）"),
                    Slot("result-2", Column.RESULT, "(1)", ("情報課",), "", opens=False),
                    Slot("issues-1", Column.ISSUES, "", ("市民課",)),
                ),
            ),
        ),
        layout="wide",
        year_style=YearStyle.WESTERN,
        schedule_years=("2024", "2025以降"),
        document_title="進捗状況",
    ),
    department="市民課",
    round=2,
    secret="0123456789abcdef" * 4,
    made_at="2025-04-10T09:00:00",
    open=("i1/result-1", "i1/k1", "i1/issues-1", "i1/rating", "i1/rating_note"),
    base={"i1/result-1": "=書きかけ\n😀\x07_x000D_ ", "i1/result-2": "支援した。"},
    last={"i1/result-1": "準備した。"},
    last_year=2023,
    deadline="2025-05-09",
    remarks=(Remark("i1", "数を入れてください。"),),
)

_ANSWERS = {
    "i1/result-1": "予約を始めた。\n\n延べ1,204件。",
    "i1/k1": "45.3%",
    "i1/issues-1": "長い課題。" * 9_000,
    "i1/rating": "A",
    "i1/rating_note": "",
}

OLD_SUBMISSION = native.seal(
    Submission(
        request="r-2024-1",
        plan="p-1",
        year=2024,
        department="市民課",
        round=2,
        number=3,
        by="山田 花子",
        at="2025-05-01T10:00:00",
        answers=_ANSWERS,
        base={name: OLD_REQUEST.base.get(name, "") for name in _ANSWERS},
    ),
    OLD_REQUEST.secret,
)

_SUFFIX = {Carrier.NATIVE: ".dxsub", Carrier.XLSX: ".xlsx"}


# Format 2 brings answers to findings, and what the checks are told of the plan.
OLD_REQUEST_2 = replace(
    OLD_REQUEST,
    plan=replace(
        OLD_REQUEST.plan,
        scale=(Grade("A", "達成", True), Grade("B", "未達成", False, Standing.FAR_BELOW)),
        items=tuple(
            replace(item, kpis=tuple(replace(k, direction=Direction.LESS) for k in item.kpis))
            for item in OLD_REQUEST.plan.items
        ),
        rulebook=Rulebook(
            {"unit-missing": None, "a-rule-of-tomorrow": Severity.ERROR},
            ("B",),
            60,
            1,
            True,
            Signs.JIS_X_0213,
            "〜",
        ),
    ),
    last_names={"i1/k1": "予約の割合"},
    departments=("市民課", "情報課", "人事課"),
    confirmations=(
        Confirmation("rated-unlike", "i1/rating", "ab" * 16, "移転のため。", "係長", "2025-04-09"),
    ),
)

OLD_SUBMISSION_2 = native.seal(
    replace(
        OLD_SUBMISSION,
        confirmations=(
            *OLD_REQUEST_2.confirmations,
            Confirmation(
                "a-rule-of-tomorrow",
                "i1/k1",
                "cd" * 16,
                "=理由は\n二行で、😀と書く。",
                "山田 花子",
                "2025-05-01T09:30:00",
            ),
        ),
    ),
    OLD_REQUEST.secret,
)

# Format 3 brings the office's corrections, and more of what a plan says.
OLD_REQUEST_3 = replace(
    OLD_REQUEST_2,
    plan=replace(
        OLD_REQUEST_2.plan,
        items=tuple(
            replace(
                item,
                kpis=tuple(replace(k, targets=(Target(2025, "50.0%"),)) for k in item.kpis),
                came_from=("i9",),
            )
            for item in OLD_REQUEST_2.plan.items
        ),
        order=Order.BEST_FIRST,
        self_name="担当課評価",
        stages=(
            RatingStage("office", "事務局評価", (Grade("5", "達成", True), Grade("1", "未達成"))),
            RatingStage("outside", "外部評価", rates=False, comments=True),
        ),
        successions=(Succession(("市民生活課",), ("市民課", "情報課")),),
        ended=("i8",),
        deadline="令和7年5月9日",
        carriers={"市民課": "xlsx"},
        office="情報政策室",
    ),
    corrections=(Correction("i1/result-1", "担当課が出した文"),),
)

OLD = {
    1: (OLD_REQUEST, OLD_SUBMISSION),
    2: (OLD_REQUEST_2, OLD_SUBMISSION_2),
    3: (OLD_REQUEST_3, OLD_SUBMISSION_2),
}


def write_old_files(number: int, folder: Path = OLD_FILES) -> None:
    """Write the set of one format; files that are there already are left alone."""
    asked, answered = OLD[number]
    for carrier in Carrier:
        request = folder / f"request-{number}{REQUEST_SUFFIX[carrier]}"
        answer = folder / f"submission-{number}{_SUFFIX[carrier]}"
        if not request.exists():
            request.write_bytes(request_bytes(asked, carrier))
        if not answer.exists():
            write_submission(answered, asked, answer, carrier)


# The second form has ids on both sides, instructions and lists; what it carries is format 2.
OLD_FORMS = {2: (OLD_REQUEST_2, OLD_SUBMISSION_2)}


def write_old_forms(number: int, folder: Path = OLD_FILES) -> None:
    """Write the workbooks of one form; files that are there already are left alone."""
    asked, answered = OLD_FORMS[number]
    request, answer = (folder / f"{kind}-form-{number}.xlsx" for kind in ("request", "submission"))
    if not request.exists():
        request.write_bytes(request_bytes(asked, Carrier.XLSX))
    if not answer.exists():
        write_submission(answered, asked, answer, Carrier.XLSX)
