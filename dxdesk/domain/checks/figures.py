"""Figures: the actual of each KPI, as it was typed, against its target, last year and the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from dxdesk.domain.checks.finding import Example, Family, Finding, Plain, Rule
from dxdesk.domain.checks.prose import candidates
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figure_words import is_unset
from dxdesk.domain.figures import Basis, Empty, Kind, Measure
from dxdesk.domain.judging import Judgement, Why, counted_as
from dxdesk.domain.rulebook import Severity
from dxdesk.domain.scale import Standing
from dxdesk.domain.text import likeness, same_name, squeeze
from dxdesk.domain.units import amount, same_unit

ACTUAL_MISSING = Rule(
    "actual-missing",
    Family.FIGURES,
    Severity.ERROR,
    "「{kpi}」の実績値がありません。数えられなければ「把握できない」などを選んでください。",
    "目標が数の指標に、実績値が書かれていません。空欄は0とは見ません。取組実績の文に同じ単位の数が"
    "あれば、候補として示します。",
    Example(target="100件", actual=""),
    Example(target="100件", actual="120件"),
    unwritten=True,
    confirmable=False,
)
MILESTONE_UNREPORTED = Rule(
    "milestone-unreported",
    Family.FIGURES,
    Severity.HINT,
    "「{kpi}」（{target}）をどこまで行ったか、実績値の欄にも書いてください。",
    "目標が数ではなく、時期や言葉で示された指標に、実績が書かれていません。目標の年度がまだ先のときは"
    "示しません。",
    Example(target="2024年度運用開始", actual=""),
    Example(target="2025年度運用開始", actual=""),
    unwritten=True,
)
NOT_A_NUMBER = Rule(
    "not-a-number",
    Family.FIGURES,
    Severity.WARNING,
    "「{kpi}」の実績値「{actual}」を数として読めません（目標値は{target}）。数と単位で書いてください。",
    "目標が数なのに、実績値から数を読み取れません。該当なし、未実施、把握できない、終了と、"
    "それを表す短い文（サービス終了のため実施していない など）は、そのまま受け取ります。",
    Example(target="100件", actual="おおむね順調"),
    Example(target="100件", actual="把握できない"),
)
DOUBTFUL = Rule(
    "figure-doubtful",
    Family.FIGURES,
    Severity.WARNING,
    "「{kpi}」の「{actual}」は、どの数か確かでありません（目標は{target}）。{doubts}を確かめてください。",
    "数字の読み方が幾通りもあります。桁区切りの位置、数字の間の読点や空白、英字のOやl、漢数字、"
    "増減とその結果が並ぶもの、目標が万や千円で書かれているときの桁、％の目標に対する1より小さい数などです。"
    "確かでない数は、目標との比較に使いません。",
    Example(target="1,000件", actual="1,2345件"),
    Example(target="1,000件", actual="12,345件"),
)
OTHER_UNIT = Rule(
    "other-unit",
    Family.FIGURES,
    Severity.WARNING,
    "「{kpi}」の単位が目標の「{unit}」と違います（「{typed}」）。",
    "実績値の単位が目標の単位と違うため、比べられません。つづりだけの違い（％と%、㏊とha）、人と名、"
    "換算できる単位（千円と円、時間と分、割と%など）は同じ単位と見ます。単位のない実績値は目標の単位と見ます。",
    Example(target="100件", actual="120人"),
    Example(target="50%", actual="60％"),
)
UNIT_ADDED = Rule(
    "unit-added",
    Family.FIGURES,
    Severity.HINT,
    "「{kpi}」の目標に単位はありませんが、実績値は「{typed}」の単位で書かれています。同じ数え方か確かめてください。",
    "目標が数だけで書かれているのに、実績値に単位があります。同じものを数えているか分からないので、比べません。",
    Example(target="100", actual="120件"),
    Example(target="100", actual="120"),
)
DECIMALS_DIFFER = Rule(
    "decimals-differ",
    Family.FIGURES,
    Severity.HINT,
    "「{kpi}」の小数の桁が{against}（{other}）と違います（{actual}）。",
    "小数の桁数が、昨年度の実績値と、昨年度がなければ小数で書かれた目標値と違います。"
    "0と100%は桁を問いません。",
    Example(target="42.0%", actual="45%"),
    Example(target="42.0%", actual="45.3%"),
)
PERCENT_OUT_OF_RANGE = Rule(
    "percent-out-of-range",
    Family.FIGURES,
    Severity.WARNING,
    "「{kpi}」が0%から100%までの範囲にありません（{actual}）。",
    "割合の実績値が100%を超えるか、負の数です。目標が範囲の外にある指標と、増加率、前年比、達成率など"
    "100%を超えることのある指標、増減（△、+、増、減）で書かれた値は除きます。",
    Example(target="50%", actual="104%"),
    Example(kpi="前年比", target="50%", actual="104%"),
)
CUMULATIVE_FELL = Rule(
    "cumulative-fell",
    Family.FIGURES,
    Severity.WARNING,
    "「{kpi}」は累計ですが、昨年度の{before}から{actual}に減っています。",
    "累計（延べ、通算）の値が、昨年度より小さくなっています。",
    Example(target="累計100件", actual="累計90件", last_actual="累計120件", rating="B"),
    Example(target="累計100件", actual="累計130件", last_actual="累計120件"),
)
POWER_OF_TEN = Rule(
    "power-of-ten",
    Family.FIGURES,
    Severity.WARNING,
    "「{kpi}」の{actual}は、{against}（{other}）と桁が違います。入力の誤りがないか確かめてください。",
    "実績値が、昨年度の実績値のほぼ10倍、100倍、10分の1などです。昨年度がなければ目標値と比べますが、"
    "評価がその大きな差を表しているときと、目標の年度がまだ先のときは示しません。",
    Example(target="1,000件", actual="10,300件", last_actual="1,020件"),
    Example(target="1,000件", actual="1,100件", last_actual="1,020件"),
)
SEVERAL_MEASURES = Rule(
    "several-measures",
    Family.FIGURES,
    Severity.HINT,
    "「{kpi}」の実績「{actual}」には幾つもの数があり、目標（{target}）と比べられません。",
    "目標は一つの数なのに、実績値には幾つもの数があり、どれを比べるのか決まりません。"
    "目標と同じ単位の数が一つだけあれば、それを比べます。",
    Example(target="年間200会議・業務", actual="92会議、927人、92,186枚"),
    Example(target="年間90会議", actual="92会議、927人、92,186枚"),
)
NOT_COMPARED = Rule(
    "not-compared",
    Family.FIGURES,
    Severity.HINT,
    "「{kpi}」の「{actual}」は{reason}、目標（{target}）と比べません。",
    "実績値は数として読めますが、目標と同じものを数えているとは限りません。増減と値のどちらか、何年分かが"
    "違うもの、年度の一部だけのもの、満点の違うもの、約や未満などの幅が目標をまたぐものです。",
    Example(kpi="紙の使用量", target="20%減", actual="18%"),
    Example(kpi="紙の使用量", target="20%減", actual="18%減"),
)
FAR_OFF = Rule(
    "figure-far-off",
    Family.FIGURES,
    Severity.WARNING,
    "「{kpi}」は目標{target}に対して{actual}で、達成率が{rate}です。評価「{rating}」と合わないので、"
    "単位や桁を確かめてください。",
    "達成率が5%に届かないか1,000%を超え、評価がそれと反対のことを述べています。単位や桁の誤りと見て、"
    "評価との食い違いとしては示しません。実績が0のときは除きます。",
    Example(target="1,000件", actual="12件", rating="A"),
    Example(target="1,000件", actual="12件", rating="C"),
)
NAME_CHANGED = Rule(
    "kpi-name-changed",
    Family.FIGURES,
    Severity.HINT,
    "指標の名前が{where}の「{before}」から「{kpi}」に変わっています。同じ数え方か確かめてください。",
    "同じ指標の名前が昨年度と違うか、目標の名前と実績に添えられた名前が違います。",
    Example(target="100件", actual="120件", last_kpi="利用者数", last_actual="110件"),
    Example(target="100件", actual="120件", last_kpi="利用件数", last_actual="110件"),
)

RULES = (
    ACTUAL_MISSING,
    MILESTONE_UNREPORTED,
    NOT_A_NUMBER,
    DOUBTFUL,
    OTHER_UNIT,
    UNIT_ADDED,
    DECIMALS_DIFFER,
    PERCENT_OUT_OF_RANGE,
    CUMULATIVE_FELL,
    POWER_OF_TEN,
    SEVERAL_MEASURES,
    NOT_COMPARED,
    FAR_OFF,
    NAME_CHANGED,
)

_HUNDRED = Decimal(100)
_REASONS = {
    Why.CHANGE: "増減と値のどちらかが目標と違うので",
    Why.OTHER_PERIOD: "目標と期間が違うので",
    Why.SPAN: "幅があるので",
    Why.OTHER_UNIT: "目標と数え方が違うので",
}
_OF_A_CHANGE = re.compile(r"[▲△+＋]|[前対同昨]\S{0,4}比|基準\S{0,3}比")
_MAY_PASS_100 = re.compile(r"[前対同]\S{0,3}比|倍|(?:増加|伸び|成長|達成|進捗|上昇|超過)率")
# Documents write 持つ beside もつ and leave out a の.
_SAME_NAME = 0.8
_ADDS_UP = re.compile(r"累計|累積|延べ|のべ|通算")


def check(view: ItemView) -> Iterator[Finding]:
    """Look at the KPIs of one item."""
    for judged in view.judgements:
        yield from _check_name(view, judged)
        actual = judged.actual
        if actual.empty is Empty.UNWRITTEN:
            yield from _check_unwritten(view, judged)
        elif judged.empty is None:
            yield from _check_reading(view, judged)
            if judged.counted is not None:
                yield from _check_value(view, judged, judged.counted)


def _check_unwritten(view: ItemView, judged: Judgement) -> Iterator[Finding]:
    if judged.target.kind is Kind.NUMBER:
        shown: dict[str, Plain] = {"target": judged.kpi.target}
        if said := candidates(view, judged):
            shown["candidates"] = "、".join(said)
        yield _finding(view, ACTUAL_MISSING, judged, shown)
    elif not is_unset(judged.target) and not judged.later:
        yield _finding(view, MILESTONE_UNREPORTED, judged, {"target": judged.kpi.target})


def _check_reading(view: ItemView, judged: Judgement) -> Iterator[Finding]:
    """What of the text could be read, and be set beside the target."""
    actual, target = judged.actual, judged.target
    if actual.measures and judged.why is None:
        return
    shown = {"actual": actual.text.strip(), "target": judged.kpi.target}
    doubts = actual.doubts or ((judged.doubt,) if judged.doubt else ())
    if doubts:
        said = "・".join(doubt.value for doubt in doubts)
        yield _finding(view, DOUBTFUL, judged, {**shown, "doubts": said})
    elif (
        target.kind is Kind.NUMBER
        and (not actual.measures or judged.why is Why.ACTUAL_IN_WORDS)
        and not is_unset(actual)
    ):
        yield _finding(view, NOT_A_NUMBER, judged, shown)
    elif judged.why is Why.SEVERAL_MEASURES and len(target.measures) == 1:
        yield _finding(view, SEVERAL_MEASURES, judged, shown)
    elif judged.why in _REASONS and not _in_other_unit(judged):
        yield _finding(view, NOT_COMPARED, judged, {**shown, "reason": _REASONS[judged.why]})


def _check_value(view: ItemView, judged: Judgement, counted: Measure) -> Iterator[Finding]:
    """What the one number of an actual says beside its target and last year's."""
    target, typed = judged.target, judged.actual.text.strip()
    if _in_other_unit(judged):
        rule = OTHER_UNIT if target.whole_unit else UNIT_ADDED
        shown = {"unit": target.whole_unit, "typed": judged.actual.unit, "actual": typed}
        yield _finding(view, rule, judged, shown)
    if counted.unit == "%" and not 0 <= counted.value <= _HUNDRED and _stays_within(judged):
        yield _finding(view, PERCENT_OUT_OF_RANGE, judged, {"actual": typed})
    far = judged.far_off and _says_otherwise(view, judged)
    if far:
        shown = {"actual": typed, "target": judged.kpi.target, "rate": f"{judged.rate}%"}
        yield _finding(view, FAR_OFF, judged, {**shown, "rating": view.rating})
    text = view.last(judged.kpi.id)
    last = counted_as(target, read_figure(text)) if text else None
    if last is not None and not same_unit(last.unit, counted.unit):
        last = None
    if last is not None and _adds_up(judged) and _less(counted, last):
        yield _finding(view, CUMULATIVE_FELL, judged, {"actual": typed, "before": text.strip()})
    yield from _check_beside(view, judged, counted, last, told=far)


def _in_other_unit(judged: Judgement) -> bool:
    """Whether the one number stands in a unit that is another word than the target's."""
    if judged.why is not Why.OTHER_UNIT or judged.counted is None or judged.target.value is None:
        return False
    return judged.actual.unit != judged.target.unit


def _says_otherwise(view: ItemView, judged: Judgement) -> bool:
    """Whether the rating says the opposite of a rate that can hardly be true."""
    achieved = view.grade.says.achieved if view.grade else None
    return achieved is not None and achieved is not judged.reached


def _stays_within(judged: Judgement) -> bool:
    goal = judged.target.value
    if judged.why is Why.CHANGE or _MAY_PASS_100.search(judged.kpi.name):
        return False
    # A sign tells of a change, and 前年度比 of a rate to another year: neither is a share.
    if any(_OF_A_CHANGE.search(one.text) for one in (judged.actual, judged.target)):
        return False
    return goal is None or 0 <= goal <= _HUNDRED


def _adds_up(judged: Judgement) -> bool:
    bases = (judged.target.basis, judged.actual.basis)
    return Basis.CUMULATIVE in bases or bool(_ADDS_UP.search(judged.kpi.name))


def _check_beside(
    view: ItemView, judged: Judgement, mine: Measure, last: Measure | None, *, told: bool
) -> Iterator[Finding]:
    """Decimals and size beside last year's figure, or beside the target where there is none.

    `told` says that the size was told of already.
    """
    if last is None:
        measures = judged.target.measures
        if len(measures) != 1 or not same_unit(measures[0].unit, mine.unit):
            return
        theirs, told = measures[0], told or judged.later or _says_far(view)
    else:
        theirs = last
    if mine.decimals != theirs.decimals and (mine.scale, mine.unit) == (theirs.scale, theirs.unit):
        whole = mine.value in (0, _HUNDRED) or theirs.value in (0, _HUNDRED)
        if not whole and (theirs.decimals > 0 or last is not None):
            yield _beside(view, DECIMALS_DIFFER, judged, last)
    if not told and _is_off_by_ten(*_amounts(mine, theirs)):
        yield _beside(view, POWER_OF_TEN, judged, last)


def _beside(view: ItemView, rule: Rule, judged: Judgement, last: Measure | None) -> Finding:
    other = judged.target.text if last is None else view.last(judged.kpi.id)
    against = "目標値" if last is None else "昨年度の実績値"
    shown = {"actual": judged.actual.text.strip(), "other": other.strip(), "against": against}
    return _finding(view, rule, judged, shown)


def _amounts(one: Measure, other: Measure) -> tuple[Decimal, Decimal]:
    """Both in one unit."""
    if one.unit == other.unit:
        return one.value, other.value
    return amount(one.value, one.unit), amount(other.value, other.unit)


def _less(one: Measure, other: Measure) -> bool:
    mine, theirs = _amounts(one, other)
    return mine < theirs


def _says_far(view: ItemView) -> bool:
    """Whether the rating itself tells of a large difference from the target."""
    return view.grade is not None and view.grade.says in (Standing.FAR_BELOW, Standing.ABOVE)


def _is_off_by_ten(value: Decimal, other: Decimal) -> bool:
    """Whether one is about ten, a hundred… times the other; small counts jump like that by nature."""
    small, large = abs(value), abs(other)
    if small > large:
        small, large = large, small
    if small < 10 or large < small * 8 or large < 100 or value * other < 0:
        return False
    times = large / small
    power = Decimal(10)
    while power * 2 <= times:
        power *= 10
    return power * 4 <= times * 5 <= power * 6


def _check_name(view: ItemView, judged: Judgement) -> Iterator[Finding]:
    name = judged.kpi.name
    last = view.last_name(judged.kpi.id)
    if last and not same_name(last, name):
        yield _finding(view, NAME_CHANGED, judged, {"before": last, "where": "昨年度"})
        return
    if not judged.kpi.lead_in:
        return
    printed = judged.kpi.lead_in.strip("・ 　\t\n：:→")
    if printed and not _is_short_for(printed, name):
        yield _finding(view, NAME_CHANGED, judged, {"before": printed, "where": "実績"})


def _is_short_for(printed: str, name: str) -> bool:
    """Whether what stands before an actual is the KPI's name in other words or fewer."""
    short, long = squeeze(printed), squeeze(name)
    return short in long or long in short or likeness(short, long) >= _SAME_NAME


def _finding(
    view: ItemView,
    rule: Rule,
    judged: Judgement,
    evidence: Mapping[str, Plain],
    fix: str | None = None,
) -> Finding:
    return view.finding(rule, judged.kpi.id, evidence, kpi=judged.kpi.name, fix=fix)
