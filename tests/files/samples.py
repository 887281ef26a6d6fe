"""A small request and its answer, with parts, several departments, KPIs and awkward texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

from dxdesk.domain.asking import Remark, Request, Submission
from dxdesk.domain.plan import Column, Grade, Item, Kpi, Plan, Slot
from dxdesk.domain.sealing import is_signed
from dxdesk.files import native

SECRET = "5a" * 32

AWKWARD = (
    "=1+1",
    "#N/A",
    "_x000D_",
    "_x005F_x000D_",
    " 前後の空白　",
    "一行目\n\n三行目\n",
    "😀𠮷野家と\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "制御\x00\x07\x1b文字",
    "<b>&amp;\"'",
    "+81",
    "@SUM(A1)",
    "\ufffe\uffff",
    "1e5",
    "令和6年度末：累計40,000件、年間92会議",
    "",
)

PLAN = Plan(
    "plan-1",
    "みどり市ＤＸ推進計画",
    "みどり市",
    2024,
    (2022, 2023, 2024),
    (Grade("S", "計画以上", True), Grade("A", "計画どおり", True), Grade("B", "やや遅れ", False)),
    (),
    (
        Item(
            "i001",
            "1",
            "窓口の予約",
            ("市民課", "情報課"),
            None,
            "予約の仕組みをつくる。",
            "すべての窓口で予約できる。",
            (Kpi("k1", "予約件数", "92会議"), Kpi("k2", "利用率", "42.0%", "", ("情報課",))),
            (),
            (
                Slot("result-1", Column.RESULT, "(1)", ("市民課",)),
                Slot("result-2", Column.RESULT, "(2)", ("情報課",)),
                Slot("issues-1", Column.ISSUES, "(1)", ("市民課",)),
            ),
        ),
        Item(
            "i002",
            "9-3",
            "書かない窓口",
            ("市民課",),
            slots=(Slot("result-1", Column.RESULT), Slot("issues-1", Column.ISSUES)),
        ),
    ),
)

OPEN = (
    "i001/result-1",
    "i001/k1",
    "i001/issues-1",
    "i001/rating",
    "i001/rating_note",
    "i002/result-1",
    "i002/issues-1",
    "i002/rating",
    "i002/rating_note",
)

REQUEST = Request(
    "request-1",
    PLAN,
    "市民課",
    1,
    SECRET,
    "2025-04-01T09:00:00",
    OPEN,
    {
        "i001/result-1": "窓口を開いた。\n=SUM(1)",
        "i001/result-2": "情報課の記入。",
        "i001/rating": "A",
        "i002/result-1": "記入例\x07_x000D_",
    },
    {"i001/result-1": "昨年度の記入。"},
    2023,
    "2025年5月9日",
    (Remark("i001", "数を入れてください。"), Remark("i002/result-1", "具体的に。")),
)


def submission(
    answers: dict[str, str] | None = None, *, request: Request = REQUEST, number: int = 1
) -> Submission:
    """A sealed answer to a request; fields that are not in `answers` are left as they were."""
    base = {name: request.base.get(name, "") for name in request.open}
    return native.seal(
        Submission(
            request.id,
            request.plan.id,
            request.plan.year,
            request.department,
            request.round,
            number,
            "山田 花子",
            "2025-05-01T10:00:00",
            base | (ANSWERS if answers is None else answers),
            base,
        ),
        request.secret,
    )


ANSWERS = {
    "i001/result-1": "予約を始めた。\n延べ1,204件。",
    "i001/k1": "92会議",
    "i001/issues-1": "=来年度の課題",
    "i001/rating": "A",
    "i001/rating_note": "",
    "i002/result-1": "該当なし",
    "i002/rating": "B",
}


def long_request(text: str) -> Request:
    """A request whose first field already holds `text`."""
    return replace(REQUEST, base={**REQUEST.base, OPEN[0]: text})


def rezip(
    data: bytes,
    change: Callable[[str, bytes], bytes | None] = lambda _, content: content,
    *,
    extra: dict[str, bytes] | None = None,
    reverse: bool = False,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """Pack a zip again as another program would; `change` gives None to drop an entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        names = old.namelist()
        for name in reversed(names) if reverse else names:
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return out.getvalue()


def is_sealed(submission: Submission, secret: str) -> bool:
    """Whether a submission was sealed with a secret."""
    return is_signed(secret, native.signed_bytes(submission), submission.seal)
