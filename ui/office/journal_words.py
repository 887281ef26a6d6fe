"""What the journal of the file says of each event, in words."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QCoreApplication

from dxdesk.domain.asking import Stage
from dxdesk.domain.fields import split_field
from dxdesk.domain.plan import Plan
from dxdesk.office import Event, EventKind
from ui.office.places import item_words, place_words


class Topic(Enum):
    """What an event is about; the value is the word on screen."""

    YEARS = "年度と計画"
    FILES = "照会と提出"
    TEXTS = "修正"
    FINDINGS = "指摘の確認"
    STAGES = "段階"


def topic_of(event: Event) -> Topic:
    """What an event is about."""
    return _KINDS[event.kind][0]


def event_words(event: Event, plan: Plan) -> str:
    """One sentence; places are named as the plan of the year that is shown does."""
    return _KINDS[event.kind][1](event, plan)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Journal", text)


def _year(event: Event, plan: Plan) -> str:
    year = event.detail.get("year")
    return plan.year_name(year) if isinstance(year, int) else ""


def _place(event: Event, plan: Plan) -> str:
    field = str(event.detail.get("field", ""))
    if not field:
        return _tr("一覧全体")
    return place_words(plan, field) if split_field(field)[0] in plan.by_id else field


def _plain(words: str) -> Callable[[Event, Plan], str]:
    return lambda _event, _plan: _tr(words)


def _of_year(words: str) -> Callable[[Event, Plan], str]:
    return lambda event, plan: _tr(words).format(_year(event, plan))


def _of_place(words: str) -> Callable[[Event, Plan], str]:
    return lambda event, plan: _tr(words).format(_year(event, plan), _place(event, plan))


def _of_item(words: str) -> Callable[[Event, Plan], str]:
    def said(event: Event, plan: Plan) -> str:
        item = plan.by_id.get(str(event.detail.get("item", "")))
        return _tr(words).format(_year(event, plan), item_words(item) if item else "―")

    return said


def _inspected(event: Event, plan: Plan) -> str:
    ids = event.detail.get("items")
    known = [plan.by_id[one] for one in ids if one in plan.by_id] if isinstance(ids, list) else []
    some = "、".join(item_words(item) for item in known[:3])
    more = _tr("など{}項目").format(len(known)) if len(known) > 3 else ""
    return _tr("点検しました：{}　{}").format(_year(event, plan), some + more)


def _plan_changed(event: Event, plan: Plan) -> str:
    words = _tr("{}の計画を変えました").format(_year(event, plan))
    fields = event.detail.get("directions")
    if not isinstance(fields, list) or not fields:
        return words
    some = "、".join(_kpi(str(field), plan) for field in fields[:3])
    more = _tr("など") if len(fields) > 3 else ""
    return words + _tr("（指標のよい向き{}件：{}）").format(len(fields), some + more)


def _kpi(field: str, plan: Plan) -> str:
    """A KPI by its item and its name; the field where the plan of the year shown has none."""
    no, name = split_field(field)
    item = plan.by_id.get(no)
    names = [kpi.name for kpi in item.kpis if kpi.id == name] if item else []
    return _tr("項目{}「{}」").format(item.no, names[0]) if item and names else field


def _of_department(words: str) -> Callable[[Event, Plan], str]:
    return lambda event, plan: _tr(words).format(
        _year(event, plan), event.detail.get("department", "―")
    )


def _requested(event: Event, _plan: Plan) -> str:
    names = event.detail.get("departments")
    known = [str(name) for name in names] if isinstance(names, list) else []
    some = "、".join(known[:3]) + (_tr("など") if len(known) > 3 else "")
    return _tr("照会ファイルを作りました（{}課：{}）").format(len(known), some)


def _marked(event: Event, plan: Plan) -> str:
    name = str(event.detail.get("stage", ""))
    stage = Stage[name].value if name in Stage.__members__ else name
    words = _tr("段階を「{2}」にしました：{0}　{1}")
    return words.format(_year(event, plan), event.detail.get("department", "―"), stage)


def _checked(event: Event, plan: Plan) -> str:
    done = _tr("読取りの記録を確かめました：{}")
    again = _tr("読取りの記録を、まだ確かめていないことにしました：{}")
    return (done if event.detail.get("done") else again).format(_year(event, plan))


def _merged(event: Event, _plan: Plan) -> str:
    return _tr("提出ファイルを取り込みました（{}件）").format(event.detail.get("submissions", "―"))


_KINDS: dict[EventKind, tuple[Topic, Callable[[Event, Plan], str]]] = {
    EventKind.CREATED: (Topic.YEARS, _plain("台帳を作りました")),
    EventKind.IMPORTED: (Topic.YEARS, _of_year("{}の資料を読み込みました")),
    EventKind.BEGUN: (Topic.YEARS, _of_year("{}の計画を手で作り始めました")),
    EventKind.ROLLED_OVER: (Topic.YEARS, _of_year("{}を始めました")),
    EventKind.PLAN_CHANGED: (Topic.YEARS, _plan_changed),
    EventKind.CLOSED: (Topic.YEARS, _of_year("{}を締め切りました")),
    EventKind.REOPENED: (Topic.YEARS, _of_year("{}の締切りを解きました")),
    EventKind.READING_CHECKED: (Topic.YEARS, _checked),
    EventKind.REQUESTED: (Topic.FILES, _requested),
    EventKind.MERGED: (Topic.FILES, _merged),
    EventKind.UNDONE: (Topic.FILES, _plain("取込みを取り消しました")),
    EventKind.EXTENDED: (Topic.FILES, _of_department("期限を変えました：{}　{}")),
    EventKind.COPY_MERGED: (Topic.FILES, _plain("写しで行った作業を取り込みました")),
    EventKind.COPY_UNDONE: (Topic.FILES, _plain("写しの取込みを取り消しました")),
    EventKind.DECIDED: (Topic.TEXTS, _of_place("文を決めました：{}　{}")),
    EventKind.DECISION_WITHDRAWN: (Topic.TEXTS, _of_place("修正を元に戻しました：{}　{}")),
    EventKind.DRAFTED: (
        Topic.FILES,
        _of_department("差戻しの所見の下書きを写しから取り込みました：{}　{}"),
    ),
    EventKind.INSPECTED: (Topic.FINDINGS, _inspected),
    EventKind.INSPECTION_WITHDRAWN: (Topic.FINDINGS, _of_item("点検の印を外しました：{}　{}")),
    EventKind.CONFIRMED: (Topic.FINDINGS, _of_place("指摘を確認しました：{}　{}")),
    EventKind.CONFIRMATION_WITHDRAWN: (
        Topic.FINDINGS,
        _of_place("指摘の確認を取り消しました：{}　{}"),
    ),
    EventKind.MARKED: (Topic.STAGES, _marked),
    EventKind.UNMARKED: (Topic.STAGES, _of_department("段階の印を外しました：{}　{}")),
}
