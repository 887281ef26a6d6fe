"""What became of a copy, in words: for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.fields import split_field, split_name
from dxdesk.domain.plan import Plan
from dxdesk.messages import field_label, stage_field_label
from dxdesk.store.values import Brought, Fate, RejoinLine, Why

_NAMED = 5

FATES = {
    Fate.TAKEN: "取込み済",
    Fate.COLLIDES: "競合",
    Fate.LEFT: "取り込んでいません",
}
_WHY = {
    Why.CHANGED_HERE: "この台帳でも変えられています。この台帳の内容のままです。",
    Why.YEAR_CLOSED: "締めた年度です。取り込むには、年度を開き直してください。",
    Why.UNKNOWN_YEAR: "この台帳にない年度です。年度は、元の台帳で始めてください。",
    Why.UNKNOWN_PLACE: "この台帳の計画にありません。",
    Why.ALTERED: "dxdeskの外で書き換えられています。写しを作った人に確かめてください。",
    Why.UNDONE_HERE: "この台帳で取込みを取り消した提出です。要るときは、提出ファイルを取り込んでください。",
    Why.UNDONE_THERE: "写しでは取込みを取り消しています。この台帳では取り込んだままです。",
    Why.WITHDRAWN_THERE: "写しでは取り消していますが、前に取り込んだ文が残っています。",
    Why.ASKED_TWICE: "同じ回の照会を、この台帳でも作っています。どちらへの回答か確かめてください。",
}


_UNASKED = (
    "写しで作った{names}への照会と差戻しも取り消されました。それに答えた提出は、"
    "写しをもう一度取り込むまで受け取れません。"
)


def undone_words(departments: Sequence[str]) -> str:
    """What else an undo of a copy took back, by the departments that were asked there; or nothing."""
    more = len(departments) - _NAMED
    names = "、".join(departments[:_NAMED]) + (f"ほか{more}課" if more > 0 else "")
    return _UNASKED.format(names=names) if departments else ""


def line_words(line: RejoinLine) -> str:
    """Why something was left, or what has to be seen to; empty where nothing has."""
    if line.why is not None:
        return _WHY[line.why]
    return (
        "両方で変えられています。どの文にするか選んでください。"
        if line.fate is Fate.COLLIDES
        else ""
    )


def about_words(line: RejoinLine, plan: Plan | None) -> str:
    """What a line is about: 事務局の修正　12　取組実績."""
    place = _place(line.about, plan) if plan else line.about
    if line.what is Brought.PLAN and line.about and plan and place == line.about:
        place = "設定"
    return f"{line.what.value}　{place}".strip()


def _place(about: str, plan: Plan) -> str:
    one, name = split_field(about)
    item, group = plan.by_id.get(one), plan.groups_by_id.get(one)
    if group is not None:
        return group.heading
    if item is None:
        return about
    if not name:
        return f"{item.no}　{item.title}"
    kind, stage = split_name(name)
    names = {known.id: known.name for known in plan.stages}
    said = stage_field_label(kind, names[stage]) if stage in names else field_label(name)
    return f"{item.no}　{said}"
