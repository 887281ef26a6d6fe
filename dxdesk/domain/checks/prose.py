"""Figures in the prose beside those in the KPI fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dxdesk.domain.checks.finding import Example, Family, Finding, Rule
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.figure_reading import is_figure, read_figure
from dxdesk.domain.figure_search import figures_in
from dxdesk.domain.figures import Empty, Kind, Measure
from dxdesk.domain.judging import Judgement, counted_as
from dxdesk.domain.plan import Column
from dxdesk.domain.rulebook import Severity
from dxdesk.domain.text import fold, squeeze
from dxdesk.domain.units import amount, same_unit

DIFFERS = Rule(
    "prose-figure-differs",
    Family.FIGURES,
    Severity.WARNING,
    "取組実績の文では「{kpi}」が{in_prose}ですが、実績値の欄は{actual}です。どちらかを直してください。",
    "取組実績の文に指標の名前とその直後の数があり、実績値の欄の数と違います。目標値、昨年度の値、"
    "単位の違う数、前年からの増減は数えません。",
    Example(target="100件", actual="120件", result="案内を改めた。利用件数は130件であった。"),
    Example(target="100件", actual="120件", result="案内を改めた。利用件数は120件であった。"),
)
WITHOUT_KPI = Rule(
    "actual-without-kpi",
    Family.FIGURES,
    Severity.WARNING,
    "「{in_prose}」に当たる指標がこの項目にありません。指標の名前を確かめるか、文に直してください。",
    "取組実績に【名前：数】の形で書かれた実績がありますが、その名前の指標が目標にありません。",
    Example(target="100件", actual="120件", result="案内を改めた。\n【来庁者数：90人】"),
    Example(target="100件", actual="120件", result="案内を改めた。来庁者は90人であった。"),
)

RULES = (DIFFERS, WITHOUT_KPI)

_DIGIT = re.compile(r"\d")
_MARKED = re.compile(r"【([^【】：:\n]{2,80})[：:]([^【】\n]{1,80})】")
_BETWEEN = re.compile(
    r"(?:の(?:実績|合計|総数|数|件数))?(?:は|が|も|を|:|=|\(|は、|が、|、)*(?:累計|計|合計|約|延べ)*\s*"
)


def check(view: ItemView) -> Iterator[Finding]:
    """Look at the result of one item."""
    if not _DIGIT.search(view.result):
        return
    for judged in view.judgements:
        # A name is seldom written out; its ends are looked for before anything is read closely.
        name = judged.kpi.name
        if name[:2] in view.result and name[-2:] in view.result and judged.counted is not None:
            yield from _check_said(view, judged, judged.counted)
    if "【" in view.result:
        yield from _check_marked(view)


def candidates(view: ItemView, judged: Judgement) -> tuple[str, ...]:
    """Figures of the prose that a missing actual may be: in the target's unit, and not the target."""
    unit, goal = judged.target.unit, judged.target.value
    if not unit:
        return ()
    said = (found.figure for found in figures_in(view.result))
    return tuple(
        dict.fromkeys(f.text for f in said if same_unit(f.unit, unit) and f.value != goal)
    )[:3]


def _check_said(view: ItemView, judged: Judgement, counted: Measure) -> Iterator[Finding]:
    last = counted_as(judged.target, read_figure(view.last(judged.kpi.id)))
    known = {
        amount(one.value, one.unit)
        for one in (counted, last, *judged.target.measures)
        if one and same_unit(one.unit, counted.unit)
    }
    name, result = fold(squeeze(judged.kpi.name)), fold(squeeze(view.result))
    at = result.find(name)
    while at >= 0:
        behind = result[at + len(name) : at + len(name) + 30]
        gap = _BETWEEN.match(behind)
        found = next(figures_in(behind), None)
        if found and gap and found.start == gap.end() and _ends_there(behind, found.figure.text):
            figure = found.figure
            value = figure.measures[0].value
            alike = same_unit(figure.unit, counted.unit)
            if alike and amount(value, figure.unit) not in known:
                shown = {"in_prose": figure.text, "actual": judged.actual.text.strip()}
                yield view.finding(DIFFERS, judged.kpi.id, shown, kpi=judged.kpi.name)
                return
        at = result.find(name, at + len(name))


def _ends_there(behind: str, figure: str) -> bool:
    """Whether the sentence does not go on about a change or a goal (3件増え, 100件に届かず)."""
    rest = behind[behind.find(figure) + len(figure) :]
    return not re.match(r"に届|を目|増|減|上回|下回|から|以上を|程度を|の目標|ず?つ", rest)


def _check_marked(view: ItemView) -> Iterator[Finding]:
    names = {squeeze(kpi.name) for kpi in view.item.kpis}
    names |= {squeeze(kpi.lead_in.rstrip("：:")) for kpi in view.item.kpis}
    for slot, text in view.slots:
        if slot.column is Column.RESULT and "【" in text:
            for name, said in _MARKED.findall(text):
                figure = read_figure(said)
                written = figure.kind is Kind.NUMBER or figure.empty not in (None, Empty.UNWRITTEN)
                if squeeze(name) not in names and written and is_figure(said):
                    yield view.slot_finding(WITHOUT_KPI, slot, {"in_prose": f"{name}：{said}"})
