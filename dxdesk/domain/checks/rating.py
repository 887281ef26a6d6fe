"""Rating against KPI: what the scale's own wording says, beside what the figures say.

Nothing here blocks: a finding asks for a reason. Where a reason stands beside the rating
already (評価に関する補足), what remains is a hint. A target that is not due in the report's
year gives a hint as well, never a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxdesk.domain.checks.finding import Evidence, Example, Family, Finding, Rule
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.figures import Empty
from dxdesk.domain.judging import Judgement, Verdict, Why
from dxdesk.domain.plan import Grade
from dxdesk.domain.rating_reading import meant_code
from dxdesk.domain.rulebook import Rulebook, Severity
from dxdesk.domain.scale import Standing
from dxdesk.domain.text import one_line

_AGAINST_TARGET = "「{kpi}」は目標{target}に対して{actual}（達成率{rate}）"
_AGAINST_LATER = "「{kpi}」は{due}年度の目標{target}に対して{actual}（達成率{rate}）"
_TARGET_AND_ACTUAL = "「{kpi}」目標{target}、実績{actual}"
_NOT_COMPARABLE = "「{kpi}」の目標（{target}）と実績（{actual}）"

UNKNOWN = Rule(
    "rating-unknown",
    Family.RATING,
    Severity.ERROR,
    "評価「{rating}」は区分にありません。{known}から選んでください。",
    "自己評価が、この計画の評価の区分にありません。全角の記号や「A：計画どおり」のように、記号か文言から一つの区分に"
    "決まるものは、その記号に直せます。",
    Example(rating="Z"),
    Example(rating="A"),
    confirmable=False,
)
ACHIEVED_BUT_MISSED = Rule(
    "rated-achieved-kpi-missed",
    Family.RATING,
    Severity.WARNING,
    f"評価「{{rating}}」は「{{meaning}}」ですが、{_AGAINST_TARGET}です。"
    "評価か実績値を見直すか、理由を書いてください。",
    "評価の区分の文言が目標や計画の達成を表すのに、今年度までの目標に届いていない指標があります。"
    "届いていない指標がいくつあっても、項目に一つだけ示します。達成率は小数第1位までで比べ、届いていない"
    "ものを100.0%とは表しません。補足が書かれていれば参考にとどめます。",
    Example(target="100件", actual="85件", rating="A"),
    Example(target="100件", actual="100件", rating="A"),
    each=_AGAINST_TARGET,
)
ACHIEVED_BUT_BEHIND = Rule(
    "rated-achieved-kpi-behind",
    Family.RATING,
    Severity.HINT,
    f"評価「{{rating}}」ですが、{_AGAINST_LATER}です。このまま届く見込みか確かめてください。",
    "目標の年度がまだ先の指標です。計画の初めから目標まで毎年同じだけ進むとした目安を下回るとき、"
    "または年間の値で目安を置けず目標を下回るときに示します。目安は評価の根拠ではなく、参考です。",
    Example(target="2025年度末:100件", actual="30件", rating="A"),
    Example(target="2025年度末:100件", actual="80件", rating="A"),
    each=_AGAINST_LATER,
)
ACHIEVED_BUT_NOT_DONE = Rule(
    "rated-achieved-not-done",
    Family.RATING,
    Severity.WARNING,
    "評価「{rating}」は「{meaning}」ですが、取組実績は「{result}」です。評価か取組実績を見直してください。",
    "取組実績が未実施なのに、評価の区分の文言が目標や計画の達成を表しています。",
    Example(result="未実施", rating="A"),
    Example(result="未実施", rating="C"),
)
BELOW_BUT_REACHED = Rule(
    "rated-below-kpi-reached",
    Family.RATING,
    Severity.WARNING,
    f"評価「{{rating}}」は「{{meaning}}」ですが、指標は全て目標に届いています（{_TARGET_AND_ACTUAL}）。"
    "指標のほかに下回った点があれば、理由に書いてください。",
    "評価の区分の文言が目標や計画に届かないことを表すのに、指標は全て目標に届いています。"
    "目標が0の指標があるときは参考にとどめます。",
    Example(target="100件", actual="120件", rating="B"),
    Example(target="100件", actual="80件", rating="B"),
    each=_TARGET_AND_ACTUAL,
)
ABOVE_BUT_NOT_EXCEEDED = Rule(
    "rated-above-kpi-not-exceeded",
    Family.RATING,
    Severity.WARNING,
    f"評価「{{rating}}」は「{{meaning}}」ですが、目標を上回った指標がありません（{_TARGET_AND_ACTUAL}）。"
    "上回った点を理由に書いてください。",
    "評価の区分の文言が目標を上回ることを表すのに、指標はどれも目標ちょうどです。",
    Example(target="100件", actual="100件", rating="S"),
    Example(target="100件", actual="130件", rating="S"),
    each=_TARGET_AND_ACTUAL,
)
MILDER_THAN_FAR_BELOW = Rule(
    "rated-milder-than-far-below",
    Family.RATING,
    Severity.WARNING,
    f"{_AGAINST_TARGET}です。"
    "「{lower}」は「{lower_meaning}」ですが、評価は「{rating}」です。評価を見直すか、理由を書いてください。",
    "評価の区分に大幅に下回る（又は未実施）ことを表すものがあるのに、それより軽い評価です。"
    "達成率が計画の定める割合（決めがなければ50%）を下回るか、未実施のときに示します。",
    Example(target="100件", actual="35件", rating="B"),
    Example(target="100件", actual="35件", rating="C"),
    each=_AGAINST_TARGET,
)
RUNNING_BUT_ENDED = Rule(
    "rated-on-schedule-but-ended",
    Family.RATING,
    Severity.WARNING,
    "「{told}」とありますが、評価「{rating}」は「{meaning}」です。評価を見直すか、理由を書いてください。",
    "実績に事業やサービスの終了が書かれているのに、評価の区分の文言は進捗や達成を表しています。"
    "評価の区分に終了を表すものがない計画では参考にとどめます。",
    Example(target="100件", actual="サービス終了のため実施していない", rating="A"),
    Example(target="100件", actual="サービス終了のため実施していない", rating="D"),
)
NO_EVIDENCE = Rule(
    "rating-without-evidence",
    Family.RATING,
    Severity.HINT,
    f"評価「{{rating}}」を裏づける数値がありません。{_NOT_COMPARABLE}は比べられません。",
    "指標はあるのに、目標と比べられる実績が一つもありません。言葉だけの目標、幾つもの数がある目標、幅のある実績、把握できない"
    "などの場合です。まだ書かれていない実績や、数値の指摘が別に出る実績では示しません。",
    Example(target="できるだけ増やす", actual="120件", rating="A"),
    Example(target="100件", actual="120件", rating="A"),
    each=_NOT_COMPARABLE,
)

RULES = (
    UNKNOWN,
    ACHIEVED_BUT_MISSED,
    ACHIEVED_BUT_BEHIND,
    ACHIEVED_BUT_NOT_DONE,
    BELOW_BUT_REACHED,
    ABOVE_BUT_NOT_EXCEEDED,
    MILDER_THAN_FAR_BELOW,
    RUNNING_BUT_ENDED,
    NO_EVIDENCE,
)


def check(view: ItemView) -> Iterator[Finding]:
    """Look at the rating of one item."""
    grade = view.grade
    if grade is None:
        if view.rating.strip():
            meant = meant_code(view.rating, view.plan.scale)
            written, known = one_line(view.rating), "・".join(view.plan.codes)
            facts = {"rating": written, "known": known}
            yield view.finding(UNKNOWN, evidence=facts, fix=meant or None)
        return
    standing = grade.says
    if standing is Standing.ENDED or standing is Standing.NOT_RATED:
        return
    if standing is not Standing.NOT_SAID and (ended := _told_ended(view)):
        weak = all(other.says is not Standing.ENDED for other in view.plan.scale)
        yield _finding(view, RUNNING_BUT_ENDED, grade, {"told": ended}, weak=weak)
        return
    if standing.achieved:
        yield from _check_achieved(view, grade)
    elif standing.achieved is False:
        yield from _check_below(view, grade)
    yield from _check_evidence(view)


def _check_achieved(view: ItemView, grade: Grade) -> Iterator[Finding]:
    if view.result.strip() == Empty.NOT_DONE.value:
        yield _finding(view, ACHIEVED_BUT_NOT_DONE, grade, {"result": view.result.strip()})
    # What is further off than anybody misses a target is told at the figure.
    missed = [one for one in view.judgements if one.missed and not one.far_off]
    behind = [one for one in view.judgements if one.behind]
    if missed:
        yield _finding(view, ACHIEVED_BUT_MISSED, grade, _listed(missed))
    elif behind:
        yield _finding(view, ACHIEVED_BUT_BEHIND, grade, _listed(behind))
    elif grade.says is Standing.ABOVE and _none_above(view.judgements):
        yield _finding(view, ABOVE_BUT_NOT_EXCEEDED, grade, _listed(view.judgements))


def _none_above(judgements: Sequence[Judgement]) -> bool:
    known = [one for one in judgements if one.verdict is not Verdict.UNKNOWN and not one.later]
    return bool(known) and len(known) == len(judgements) and all(_is_met(one) for one in known)


def _is_met(judgement: Judgement) -> bool:
    return judgement.verdict is Verdict.MET


def _check_below(view: ItemView, grade: Grade) -> Iterator[Finding]:
    judgements = view.judgements
    if judgements and all(one.reached and not one.far_off for one in judgements):
        # What is reached by doing nothing says little.
        weak = any(one.target.value == 0 for one in judgements)
        yield _finding(view, BELOW_BUT_REACHED, grade, _listed(judgements), weak=weak)
    lower = next((g for g in view.plan.scale if g.says is Standing.FAR_BELOW), None)
    if lower is None or grade.says is Standing.FAR_BELOW:
        return
    far = [one for one in judgements if one.missed and is_far(one, view.rulebook)]
    if far:
        evidence = {**_listed(far), "lower": lower.code, "lower_meaning": lower.meaning}
        yield _finding(view, MILDER_THAN_FAR_BELOW, grade, evidence)


def is_far(judgement: Judgement, rulebook: Rulebook) -> bool:
    """Whether a missed target counts as far missed: not done, or under the plan's own share."""
    if judgement.empty is Empty.NOT_DONE:
        return True
    return judgement.rate is not None and judgement.rate < rulebook.far_below


def _check_evidence(view: ItemView) -> Iterator[Finding]:
    """Where there are KPIs and none can be compared, unless a finding at the figure says why."""
    judgements = view.judgements
    if judgements and all(_is_no_evidence(one) for one in judgements):
        evidence = {"rating": view.rating, **_listed(judgements)}
        yield view.finding(
            NO_EVIDENCE, evidence=evidence, kpi=judgements[0].kpi.name, weak=bool(view.note)
        )


def _is_no_evidence(judgement: Judgement) -> bool:
    if judgement.actual.empty is Empty.UNWRITTEN or judgement.missed or judgement.reached:
        return False
    # A target of several figures, or a doubtful one, is found at no figure of the report.
    if judgement.target.doubts or len(judgement.target.measures) > 1:
        return judgement.verdict is Verdict.UNKNOWN
    return judgement.empty is not None or judgement.why in (Why.TARGET_IN_WORDS, Why.SPAN)


def _told_ended(view: ItemView) -> str:
    """The words that say that the work came to its end; empty where none do."""
    if view.result.strip() == Empty.ENDED.value:
        return view.result.strip()
    # Where to end it was the target, it is reached.
    ended = [one for one in view.judgements if one.empty is Empty.ENDED and not one.reached]
    return ended[0].actual.text.strip() if ended else ""


def _finding(
    view: ItemView, rule: Rule, grade: Grade, evidence: Evidence, *, weak: bool = False
) -> Finding:
    name = evidence.get("kpi")
    shown = {"rating": grade.code, "meaning": grade.meaning, **evidence}
    if view.note:
        shown["note"] = view.note
    return view.finding(
        rule, evidence=shown, kpi=str(name) if name else "", weak=weak or bool(view.note)
    )


def _listed(judgements: Sequence[Judgement]) -> Evidence:
    """The KPIs as evidence: the one that is furthest from its target in front, then all of them."""
    ordered = sorted(judgements, key=lambda one: (one.rate is not None, one.rate or 0))
    first = ordered[0]
    evidence: dict[str, str | int | float | list[dict[str, str | int | float | None]] | None] = {
        "kpi": first.kpi.name,
        **_figures(first),
    }
    if len(ordered) > 1:
        evidence["kpis"] = [{"kpi": one.kpi.name, **_figures(one)} for one in ordered]
    return evidence


def _figures(judgement: Judgement) -> dict[str, str | int | float | None]:
    """Target, actual and rate of one KPI; what only later targets have is left out elsewhere."""
    shown: dict[str, str | int | float | None] = {
        "target": judgement.kpi.target,
        "actual": judgement.actual.text.strip(),
        "rate": f"{judgement.rate}%" if judgement.rate is not None else "―",
    }
    if judgement.later and judgement.target.due:
        shown["due"] = judgement.target.due.year
        if judgement.straight_line is not None:
            shown["straight_line"] = float(judgement.straight_line)
    return shown
