"""The fields of the open data: each with its JSON key, its CSV heading and its value.

The order is that of both files. A city's page links to the columns by name, so a field is added
at the end of its table, and none is renamed or taken away without a new `VERSION`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Generic, TypeAlias, TypeVar

from dxdesk.domain.directions import Source
from dxdesk.domain.figures import Direction
from dxdesk.domain.judging import Verdict, Why
from dxdesk.domain.plan import Phase
from dxdesk.export.open_data import (
    ItemRecord,
    KpiRecord,
    OpenData,
    Remark,
    StageRecord,
    State,
)

VERSION = 2

Single: TypeAlias = str | int | Decimal | bool | Enum | Phase | None
Value: TypeAlias = Single | tuple[Single, ...]
Record = TypeVar("Record")


@dataclass(frozen=True)
class Field(Generic[Record]):
    """One column: an empty text and None are "nothing there", an empty tuple is an empty list."""

    key: str
    heading: str
    of: Callable[[Record], Value]


PLAN_FIELDS: tuple[Field[OpenData], ...] = (
    Field("municipality_code", "全国地方公共団体コード", lambda data: data.municipality_code),
    Field("municipality", "地方公共団体名", lambda data: data.municipality),
    Field("plan", "計画名", lambda data: data.plan),
    Field("year", "年度", lambda data: data.year),
)
# What says which item a row is about; in the table of KPIs it leads back to the one of items.
ITEM_KEYS: tuple[Field[ItemRecord], ...] = (
    Field("no", "項目番号", lambda item: item.no),
    Field("title", "取組項目", lambda item: item.title),
)
ITEM_FIELDS: tuple[Field[ItemRecord], ...] = (
    *ITEM_KEYS,
    Field("groups", "施策体系", lambda item: item.groups),
    Field("departments", "担当課", lambda item: item.departments),
    Field("content", "取組内容", lambda item: item.content),
    Field("goal", "目標", lambda item: item.goal),
    Field("result", "取組実績", lambda item: item.result),
    Field("issues", "課題等", lambda item: item.issues),
    Field("rating", "自己評価", lambda item: item.rating),
    Field("rating_meaning", "自己評価の内容", lambda item: item.rating_meaning),
    Field("achieved", "達成の有無", lambda item: item.achieved),
    Field("rating_note", "自己評価の補足", lambda item: item.rating_note),
    Field("schedule", "スケジュール", lambda item: item.schedule),
)
KPI_FIELDS: tuple[Field[KpiRecord], ...] = (
    Field("number", "指標番号", lambda kpi: kpi.number),
    Field("name", "指標名", lambda kpi: kpi.name),
    Field("target", "目標の記載", lambda kpi: kpi.target),
    Field("target_value", "目標値", lambda kpi: kpi.target_value),
    Field("target_unit", "目標値の単位", lambda kpi: kpi.target_unit),
    Field("target_year", "目標年度", lambda kpi: kpi.target_year),
    Field("actual", "実績の記載", lambda kpi: kpi.actual),
    Field("actual_value", "実績値", lambda kpi: kpi.actual_value),
    Field("actual_unit", "実績値の単位", lambda kpi: kpi.actual_unit),
    Field("actual_state", "実績の区分", lambda kpi: kpi.actual_state),
    Field("better", "望ましい方向", lambda kpi: kpi.better),
    Field("verdict", "判定", lambda kpi: kpi.verdict),
    Field("reason", "判定できない理由", lambda kpi: kpi.reason),
    Field("rate", "達成率（％）", lambda kpi: kpi.rate),
    Field("remarks", "判定の留意点", lambda kpi: kpi.remarks),
    Field("better_source", "望ましい方向の根拠", lambda kpi: kpi.better_source),
)
STAGE_FIELDS: tuple[Field[StageRecord], ...] = (
    Field("stage", "段階", lambda said: said.stage),
    Field("name", "段階の名称", lambda said: said.name),
    Field("rating", "評価", lambda said: said.rating),
    Field("rating_meaning", "評価の内容", lambda said: said.rating_meaning),
    Field("note", "評価の理由", lambda said: said.note),
    Field("comment", "意見", lambda said: said.comment),
    Field("response", "対応状況", lambda said: said.response),
)

WORDS: Mapping[Enum, str] = {
    State.UNWRITTEN: "未記入",
    State.NOT_APPLICABLE: "該当なし",
    State.NOT_DONE: "未実施",
    State.UNKNOWN: "把握できない",
    State.ENDED: "終了",
    State.ZERO: "ゼロ",
    State.NUMBER: "数値",
    State.TEXT: "文字",
    Direction.MORE: "増加",
    Direction.LESS: "減少",
    Direction.KEEP: "維持",
    Source.SET: "担当部局による指定",
    Source.SAID: "計画の記載",
    Source.SHOWN: "基準値や目標値の推移",
    Verdict.ABOVE: "目標を上回る",
    Verdict.MET: "目標どおり",
    Verdict.MISSED: "目標に届かない",
    Verdict.UNKNOWN: "判定できない",
    Why.UNREPORTED: "実績の報告がない",
    Why.TARGET_IN_WORDS: "目標が数値でない",
    Why.ACTUAL_IN_WORDS: "実績が数値でない",
    Why.OTHER_UNIT: "単位が異なる",
    Why.SEVERAL_MEASURES: "数値が複数ある",
    Why.DOUBTFUL: "数値を読み取れない",
    Why.SPAN: "目標か実績に幅がある",
    Why.DIRECTION_NOT_KNOWN: "望ましい方向が示されていない",
    Why.KEPT: "維持が目標で、増減の評価が示されていない",
    Why.CHANGE: "増減の幅と値とは比べられない",
    Why.OTHER_PERIOD: "期間が異なる",
    Remark.NOT_DUE: "目標年度前",
}
