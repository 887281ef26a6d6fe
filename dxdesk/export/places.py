"""The places of a layout's texts: what `{title}` and its like stand for, in one table a scope."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dxdesk.domain.directions import Source, direction_of
from dxdesk.domain.excerpt import excerpt
from dxdesk.domain.judging import Judgement, Verdict, judge
from dxdesk.domain.plan import Group, Phase, RatingStage
from dxdesk.domain.summary import StageSaid
from dxdesk.domain.text import era_year
from dxdesk.export.report import Entry, KpiLine, Report, StageLine
from dxdesk.messages import DIRECTION_WORDS

_PLAIN_NAME = re.compile(r"[^\s、，,・：:。（(]{1,40}[課室局所署館部係]")
_VERDICTS = {Verdict.ABOVE: "達成", Verdict.MET: "達成", Verdict.MISSED: "未達成"}
# What is reported and cannot be judged, so that it is told from what is not reported.
_NOT_KNOWN = "―"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a layout prints lists of departments, and what stands before an actual.

    `plain_between` separates names that are plainly departments, `between` all others.
    `document` is the document's title where the plan has none of its own for this layout.
    """

    between: str = "、"
    plain_between: str = "、"
    lead: str = "{name}："
    document: str = ""
    as_published: bool = False


class Scope(NamedTuple):
    """Where a text is printed: the report, and the item, group, KPI, year or stage it is about."""

    report: Report
    manner: Manner
    entry: Entry | None = None
    group: Group | None = None
    kpi: KpiLine | None = None
    phase: Phase | None = None
    year: int = 0
    stage: StageLine | None = None

    @property
    def item(self) -> Entry:
        """The item; only texts that stand in one ask for it."""
        assert self.entry is not None
        return self.entry

    def of_entry(self, entry: Entry, group: Group | None = None) -> Scope:
        """The same place, about one item and the innermost of several groups above it."""
        return Scope(self.report, self.manner, entry, group)

    def of_group(self, group: Group) -> Scope:
        """The same place, about a group."""
        return Scope(self.report, self.manner, self.entry, group)

    def of_kpi(self, kpi: KpiLine) -> Scope:
        """The same place, about one of the item's KPIs."""
        return self._replace(kpi=kpi)

    def of_phase(self, phase: Phase | None, year: int = 0) -> Scope:
        """The same place, about one phase of the schedule or one year before."""
        return self._replace(phase=phase, year=year)

    def of_stage(self, stage: StageLine) -> Scope:
        """The same place, about one of the ratings behind the departments' own."""
        return self._replace(stage=stage)


def _judged(kpi: KpiLine, report: Report) -> Judgement:
    return _judge(kpi.kpi, kpi.actual, report.year, report.years)


# A row asks twice for the same KPI.
_judge = lru_cache(maxsize=4)(judge)


def _verdict(scope: Scope) -> str:
    if scope.kpi is None:
        return ""
    found = _judged(scope.kpi, scope.report)
    said = _VERDICTS.get(found.verdict, _not_known(scope.kpi))
    early = found.verdict is Verdict.MISSED and found.later
    return f"{said}（目標年度前）" if early else said


def _rate(scope: Scope) -> str:
    if scope.kpi is None:
        return ""
    rate = _judged(scope.kpi, scope.report).rate
    return _not_known(scope.kpi) if rate is None else f"{rate}%"


def _not_known(kpi: KpiLine) -> str:
    return _NOT_KNOWN if kpi.actual.strip() else ""


def _direction(scope: Scope) -> str:
    if scope.kpi is None:
        return ""
    known = direction_of(scope.kpi.kpi, scope.report.year)
    return "" if known.source is Source.NOT_KNOWN else DIRECTION_WORDS[known.direction]


# What a meeting writes by hand where the plan has no stage behind the departments' own.
BY_HAND = StageLine(RatingStage("", "外部評価", comments=True))
_NOT_SAID = StageSaid(BY_HAND.stage)


def _said(scope: Scope) -> StageSaid:
    """What the stage says of the item; nothing where there is neither."""
    entry, line = scope.entry, scope.stage
    if entry is None or line is None:
        return _NOT_SAID
    return next((one for one in entry.stages if one.stage.id == line.stage.id), _NOT_SAID)


def _stage_name(scope: Scope) -> str:
    return scope.stage.stage.name if scope.stage else ""


def _stage_meaning(scope: Scope) -> str:
    return scope.stage.meaning_of(_said(scope).rating) if scope.stage else ""


@dataclass(frozen=True, slots=True)
class Place:
    """What a place stands for: told to people, and found in a scope."""

    meaning: str
    of: Callable[[Scope], str]


OF_DOCUMENT: dict[str, Place] = {
    "plan": Place("計画名", lambda s: s.report.title),
    "document": Place("資料名", lambda s: document_title(s.report, s.manner)),
    "municipality": Place("団体名", lambda s: s.report.municipality),
    "municipality.unsaid": Place(
        "団体名。資料名から分かるときは空", lambda s: _unsaid_place(s.report, s.manner)
    ),
    "year": Place("年度（令和6年度）", lambda s: s.report.year_text),
    "year.both": Place(
        "西暦と元号の年度（2024(令和6)年度）", lambda s: both_calendars(s.report.year)
    ),
    "year.before": Place("前年度", lambda s: s.report.year_before_text),
    "period": Place(
        "計画期間（令和4年度から令和6年度まで）",
        lambda s: (
            f"{s.report.years_text[0]}から{s.report.years_text[-1]}まで"
            if len(s.report.years) > 1
            else ""
        ),
    ),
    "period.unsaid": Place(
        "計画期間。資料名から分かるときは空", lambda s: _unsaid_period(s.report, s.manner)
    ),
    "period.sentence": Place("計画期間と資料の位置付けの文", lambda s: period(s.report)),
    "rating.name": Place("担当課の評価の名称（自己評価）", lambda s: s.report.self_name),
    "total": Place("取組項目の数", lambda s: str(s.report.total)),
    "unrated": Place(
        "評価の記載がない項目の数。ないときは空", lambda s: str(s.report.unrated or "")
    ),
    "rounded": Place(
        "割合の和が100%にならないとき「100%」、ほかは空", lambda s: _rounded(s.report)
    ),
}
OF_GROUP: dict[str, Place] = OF_DOCUMENT | {
    "group.no": Place("区分の番号", lambda s: s.group.no if s.group else ""),
    "group.title": Place("区分の名称", lambda s: s.group.title if s.group else ""),
    "group": Place("区分（取組方針1「…」）", lambda s: s.group.heading if s.group else ""),
}
OF_ITEM: dict[str, Place] = OF_GROUP | {
    "no": Place("番号", lambda s: s.item.no),
    "title": Place("取組項目の名称", lambda s: s.item.title),
    "departments": Place("担当課", lambda s: joined(s.item.departments, s.manner)),
    "lead": Place("取りまとめの課", lambda s: s.item.departments[0] if s.item.departments else ""),
    "groups": Place("上位の区分", lambda s: " ＞ ".join(group.heading for group in s.item.groups)),
    "content": Place("取組内容", lambda s: s.item.content),
    "goal": Place("目標", lambda s: s.item.goal),
    "result": Place("取組実績", lambda s: s.item.result),
    "result.first": Place("取組実績を表す最初の一文", lambda s: excerpt(s.item.result)),
    "issues": Place("改善・拡充策、課題等", lambda s: s.item.issues),
    "issues.first": Place("改善・拡充策、課題等を表す最初の一文", lambda s: excerpt(s.item.issues)),
    "rating": Place("自己評価", lambda s: s.item.rating),
    "rating.meaning": Place("自己評価の説明", lambda s: s.report.meaning_of(s.item.rating)),
    "rating.note": Place("評価に関する補足", lambda s: s.item.rating_note),
    "rating.before": Place("前年度の自己評価", lambda s: s.item.rating_before),
    "result.before": Place("前年度の取組実績", lambda s: s.item.result_before),
    "issues.before": Place("前年度の改善・拡充策、課題等", lambda s: s.item.issues_before),
    "phases": Place(
        "スケジュールの行の数。ないときは空",
        lambda s: str(len(s.item.schedule)) if s.item.schedule else "",
    ),
    "kpis": Place("指標の数。ないときは空", lambda s: str(len(s.item.kpis)) if s.item.kpis else ""),
}
OF_KPI: dict[str, Place] = {
    "kpi.name": Place("指標の名称", lambda s: s.kpi.name if s.kpi else ""),
    "kpi.target": Place("目標値", lambda s: s.kpi.target if s.kpi else ""),
    "kpi.baseline": Place("基準値", lambda s: s.kpi.kpi.baseline if s.kpi else ""),
    "kpi.aim": Place(
        "望ましい方向の記載（↓、減少を目指す）", lambda s: s.kpi.kpi.aim if s.kpi else ""
    ),
    "kpi.direction": Place("望ましい方向（多いほどよい）。分からないときは空", _direction),
    "kpi.actual": Place("実績値", lambda s: s.kpi.actual if s.kpi else ""),
    "kpi.lead": Place("実績値の前に印刷する語", lambda s: _lead(s.kpi, s.manner) if s.kpi else ""),
    "kpi.unit": Place("単位", lambda s: s.kpi.kpi.unit if s.kpi else ""),
    "kpi.verdict": Place("目標に達したか。判定できないときは―", _verdict),
    "kpi.rate": Place("達成率。出せないときは―", _rate),
    "kpi.before": Place(
        "前年度の実績値", lambda s: s.kpi.past.get(s.report.year - 1, "") if s.kpi else ""
    ),
    "kpi.past": Place("その年度の実績値", lambda s: s.kpi.past.get(s.year, "") if s.kpi else ""),
}
OF_PHASE: dict[str, Place] = {
    "phase.year": Place("スケジュールの年度", lambda s: s.phase.year if s.phase else ""),
    "phase.label": Place("スケジュールの内容", lambda s: s.phase.label if s.phase else ""),
}
OF_STAGE: dict[str, Place] = {
    "stage.name": Place("後の段階の評価の名称（事務局評価）", _stage_name),
    "stage.rating": Place("その評価", lambda s: _said(s).rating),
    "stage.meaning": Place("その評価の説明", _stage_meaning),
    "stage.note": Place("その評価の理由", lambda s: _said(s).note),
    "stage.comment": Place("その段階の意見", lambda s: _said(s).comment),
    "stage.response": Place("意見への対応状況", lambda s: _said(s).response),
}
OF_COLUMN: dict[str, Place] = {
    "column.year": Place("その列の年度", lambda s: s.phase.year if s.phase else ""),
    "column.stage": Place("その列の段階の名称", _stage_name),
}
OF_ROW: dict[str, Place] = OF_ITEM | OF_KPI | OF_PHASE | OF_STAGE


def document_title(report: Report, manner: Manner) -> str:
    """The title of the document: the plan's own where it was published in this layout."""
    if manner.as_published and report.document_title:
        return report.document_title
    return manner.document.replace("{plan}", report.title) or report.title


def joined(names: tuple[str, ...], manner: Manner) -> str:
    """A list of departments; names that are not plainly departments could hold a middle dot."""
    plain = all(_PLAIN_NAME.fullmatch(name) for name in names)
    return (manner.plain_between if plain else manner.between).join(names)


def both_calendars(year: int) -> str:
    """A fiscal year in both calendars: 2023(令和5)年度."""
    return f"{year}({era_year(year).removesuffix('年度')})年度"


def period(report: Report) -> str:
    """What years the plan covers and which one this is."""
    year = report.year_text
    covers = f"この資料は、{year}の取組実績と自己評価を取りまとめたものである。"
    if not report.years:
        return covers
    first, last = report.years_text[0], report.years_text[-1]
    count = len(report.years)
    span = f"{first}から{last}までの{count}年間" if count > 1 else f"{first}の1年間"
    number = report.years.index(report.year) + 1 if report.year in report.years else 0
    if number:
        covers = covers.replace(f"、{year}", f"、その{number}年目に当たる{year}", 1)
    return f"「{report.title}」は、{span}を計画期間としている。{covers}"


def _unsaid_place(report: Report, manner: Manner) -> str:
    place = report.municipality
    said = document_title(report, manner).startswith(place)
    # 四日市市 looks like 四日市 to whoever reads the title alone.
    return "" if said and not re.search("[都道府県市区町村]", place[:-1]) else place


def _unsaid_period(report: Report, manner: Manner) -> str:
    if len(report.years) < 2:
        return ""
    named = f"{report.years[0]}.{{1,6}}{report.years[-1]}"
    said = re.search(named, document_title(report, manner))
    return "" if said else f"{report.years_text[0]}から{report.years_text[-1]}まで"


def _rounded(report: Report) -> str:
    whole = report.unrated or not report.tallies or not report.total
    return "" if whole or sum(tally.percent for tally in report.tallies) == 100 else "100%"


def _lead(kpi: KpiLine, manner: Manner) -> str:
    if manner.as_published and kpi.lead_in:
        return kpi.lead_in
    return manner.lead.replace("{name}", kpi.name)
