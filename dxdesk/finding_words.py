"""What is said of findings: the sentences of their rules, their evidence and examples in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from dxdesk.domain.checks import Example, Family, Finding
from dxdesk.domain.figures import Doubt
from dxdesk.messages import Blank

FAMILY_WORDS = {
    Family.FIGURES: "数値",
    Family.RATING: "評価と指標",
    Family.COMPLETENESS: "記入もれ",
    Family.LAST_YEAR: "昨年度との比較",
    Family.WRITING: "表記",
    Family.SUMMARY: "集計",
}


def finding_sentence(finding: Finding) -> str:
    """Say what a finding means, in the words of its rule; of several KPIs all are named."""
    facts = {"kpi": finding.kpi, "part": finding.part, **finding.evidence}
    if doubts := facts.get("doubts"):
        facts["doubts"] = _doubts(str(doubts))
    rule, kpis = finding.rule, finding.evidence.get("kpis")
    if not rule.each or not isinstance(kpis, Sequence) or isinstance(kpis, str):
        return rule.wording.format_map(Blank(facts))
    before, _, behind = (
        part.format_map(Blank(facts)) for part in rule.wording.partition(rule.each)
    )
    said = (rule.each.format_map(Blank({**facts, **kpi})) for kpi in kpis)
    return before + "、".join(said) + behind


_EXAMPLE_WORDS = {
    "departments": "担当課",
    "content": "取組内容",
    "schedule": "スケジュール",
    "kpi": "指標",
    "target": "目標",
    "actual": "実績",
    "lead_in": "実績に添えた名前",
    "result": "取組実績",
    "issues": "課題等",
    "rating": "評価",
    "note": "補足",
    "last_title": "昨年度の題名",
    "last_departments": "昨年度の担当課",
    "last_kpi": "昨年度の指標",
    "last_gone_kpi": "昨年度のもう一つの指標",
    "last_actual": "昨年度の実績",
    "last_result": "昨年度の取組実績",
    "last_issues": "昨年度の課題等",
    "last_rating": "昨年度の評価",
    "stated": "表紙の件数",
    "stated_percents": "表紙の割合",
    "closing": "総括",
}


def example_text(example: Example) -> str:
    """Say in one line what an example of a rule has, as far as it is not the plain one."""
    plain, said = Example(), list[str]()
    for name, word in _EXAMPLE_WORDS.items():
        value = getattr(example, name)
        # A rule about figures is shown with the figures and the rating, changed or not.
        figures = bool(example.target) and name in ("target", "actual", "rating")
        if value != getattr(plain, name) or figures:
            said.append(f"{word}「{_example_value(value)}」")
    if example.other:
        said.append(f"もう一つの項目は{example_text(example.other)}")
    return "、".join(said) or "全ての欄が書かれ、指標のない項目"


def _example_value(value: object) -> str:
    if isinstance(value, Mapping):
        pairs = cast(Mapping[str, object], value)
        return "、".join(f"{code} {said}" for code, said in pairs.items())
    if isinstance(value, tuple):
        return "、".join(cast(tuple[str, ...], value))
    return str(value).replace("\n", " ") or "（空欄）"


EVIDENCE_WORDS = {
    "target": "目標",
    "actual": "実績",
    "rate": "達成率",
    "straight_line": "毎年同じだけ進むとした目安",
    "due": "目標の年度",
    "rating": "評価",
    "meaning": "評価の文言",
    "note": "評価に関する補足",
    "lower": "より低い評価",
    "lower_meaning": "その文言",
    "known": "評価の区分",
    "told": "書かれていること",
    "result": "取組実績",
    "issues": "課題等",
    "kpis": "指標",
    "unit": "単位",
    "typed": "書かれた文字",
    "wanted": "そろえる文字",
    "count": "件数",
    "before": "前の値",
    "where": "どこ",
    "against": "比べた相手",
    "other": "相手",
    "other_title": "相手の取組項目",
    "other_rating": "相手の評価",
    "other_rate": "相手の達成率",
    "doubts": "疑わしい点",
    "last": "昨年度",
    "lines": "行",
    "said": "書かれた順",
    "signs": "文字",
    "name": "書かれた名前",
    "nearest": "近い名前",
    "likeness": "一致の割合",
    "text": "今年度",
    "promised": "昨年度の改善策",
    "now": "今年度の評価",
    "before_meaning": "昨年度の文言",
    "missing": "欠けた番号",
    "extra": "余る番号",
    "column": "欄",
    "department": "担当課",
    "foreign": "担当課でない課",
    "candidates": "文にある数",
    "in_prose": "文にある実績",
    "code": "評価",
    "stated": "文書",
    "counted": "一覧",
    "unrated": "評価のない項目",
    "claim": "総括",
    "sentence": "総括の文",
    "sum": "割合の合計",
    "gone": "なくなったもの",
    "added": "加わったもの",
    "phase": "スケジュール",
    "reason": "比べない理由",
    "year": "年度",
}
_RATES = ("rate", "other_rate", "likeness")
_DOUBT_WORDS = {
    Doubt.GROUPING.value: "桁区切りの位置",
    Doubt.LETTER.value: "数字に似た英字",
    Doubt.KANJI_DIGITS.value: "漢数字",
    Doubt.TORN.value: "数字の間の読点や空白",
    Doubt.CHANGE_AND_VALUE.value: "増減とその結果のどちらが実績か",
    Doubt.SHARE.value: "％で書かれているか",
    Doubt.SCALE.value: "目標と同じ単位（桁）か",
}


def _doubts(codes: str) -> str:
    return "、".join(_DOUBT_WORDS[doubt] for doubt in codes.split("・"))


def evidence_text(finding: Finding) -> str:
    """The evidence of a finding as a line a fact: 目標：100件."""
    lines: list[str] = []
    for name, value in finding.evidence.items():
        if name == "kpi" or value is None or value == "":
            continue
        word = EVIDENCE_WORDS.get(name, name)
        if isinstance(value, str | int | float):
            lines.append(f"{word}：{_fact(name, value)}")
            continue
        for row in value:
            facts = (
                f"{EVIDENCE_WORDS.get(n, n)} {_fact(n, v)}" for n, v in row.items() if n != "kpi"
            )
            lines.append(f"{row.get('kpi') or word}：{'、'.join(facts)}")
    return "\n".join(lines)


def _fact(name: str, value: str | int | float | None) -> str:
    if value is None:
        return "―"
    if isinstance(value, float):
        value = f"{value:g}"
    shown = str(value)
    if name == "doubts":
        return _doubts(shown)
    return f"{shown}%" if name in _RATES and shown[-1:].isdigit() else shown
