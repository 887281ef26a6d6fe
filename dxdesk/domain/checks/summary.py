"""What a document says of its own list, beside the list: counts, shares and the 総括.

The summary that dxdesk prints is derived and cannot disagree. These rules are for documents
that were published before, and for what stands in them as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from dxdesk.domain.checks.finding import Evidence, Example, Family, Finding, Rule
from dxdesk.domain.checks.view import Material
from dxdesk.domain.plan import Stated
from dxdesk.domain.rulebook import Rulebook, Severity
from dxdesk.domain.summary import Summary, share, shares_to_100, summarise
from dxdesk.domain.text import fold

COUNT_DIFFERS = Rule(
    "stated-count-differs",
    Family.SUMMARY,
    Severity.WARNING,
    "表紙の集計では「{code}」が{stated}件ですが、一覧では{counted}件です（評価のない項目{unrated}件）。",
    "読み込んだ文書の集計表の件数（合計を含む）が、一覧から数えた件数と違います。",
    Example(stated={"A": 2}),
    Example(stated={"A": 1}),
)
PERCENT_DIFFERS = Rule(
    "stated-percent-differs",
    Family.SUMMARY,
    Severity.WARNING,
    "表紙の集計では「{code}」の割合が{stated}ですが、一覧から計算すると{counted}です。",
    "読み込んだ文書の集計表の割合が、印刷された小数の桁で四捨五入した値とも、合計が100%になるように"
    "整えた値とも違います。",
    Example(stated={"A": 1}, stated_percents={"A": "90%"}),
    Example(stated={"A": 1}, stated_percents={"A": "100%"}),
)
CLOSING_DIFFERS = Rule(
    "closing-differs",
    Family.SUMMARY,
    Severity.WARNING,
    "総括の「{claim}」が一覧と合いません（一覧では{counted}）。",
    "総括の文にある件数や割合が、その文に挙げられた評価の件数、または全体の件数と違います。"
    "「約7割」などは5ポイントまでの差を認めます。どの評価のことか文から決まらない数は比べません。",
    Example(stated={"A": 1}, closing="A評価の3項目については、引き続き着実に取り組む。"),
    Example(stated={"A": 1}, closing="A評価の1項目については、引き続き着実に取り組む。"),
)
NOT_100 = Rule(
    "percents-not-100",
    Family.SUMMARY,
    Severity.HINT,
    "評価ごとの割合を足すと{sum}%です。合計を100%にそろえるなら、検査の設定で選べます。",
    "四捨五入した割合の合計が100%になりません。誤りではありませんが、表を見た人から問われることがあります。"
    "評価のない項目があるときと、100%にそろえる設定のときは示しません。",
    Example(
        rating="S",
        rulebook=Rulebook(),
        other=Example(rating="A", other=Example(rating="B")),
    ),
    Example(
        rating="S",
        rulebook=Rulebook(percent_to_100=True),
        other=Example(rating="A", other=Example(rating="B")),
    ),
)

RULES = (COUNT_DIFFERS, PERCENT_DIFFERS, CLOSING_DIFFERS, NOT_100)

_SENTENCE = re.compile(r"[^。\n]+")
_THINGS = r"\s*(?:の)?(?:取組項目|項目|施策|事業)"
_WHOLE = re.compile(rf"(?:全て?の?|総数|合計|全部で)\s*(\d+){_THINGS}")
_COUNT = re.compile(rf"(?<![\d全総])(\d+){_THINGS}")
_TENTHS = re.compile(r"(約)?(\d)割")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)%")


def check(material: Material) -> Iterator[Finding]:
    """Look at the whole list."""
    plan = material.plan
    summary = summarise(plan, material.answers)
    if plan.stated:
        yield from _check_counts(material, plan.stated, summary)
        yield from _check_percents(material, plan.stated, summary)
        yield from _check_closing(material, plan.stated, summary)
    whole = sum(summary.shares.values())
    if not summary.unrated and summary.total and whole != 100:
        yield _finding(material, NOT_100, {"sum": str(whole)})


def _finding(material: Material, rule: Rule, evidence: Evidence) -> Finding:
    severity = material.plan.rulebook.levels.get(rule.code, rule.severity) or rule.severity
    return Finding(rule, severity, "", "", evidence=evidence)


def _check_counts(material: Material, stated: Stated, summary: Summary) -> Iterator[Finding]:
    said = [(code, count, summary.counts.get(code, 0)) for code, count in stated.counts.items()]
    if stated.total is not None:
        said.append(("合計", stated.total, summary.total))
    for code, count, counted in said:
        if count != counted:
            shown = {"code": code, "stated": count, "counted": counted, "unrated": summary.unrated}
            yield _finding(material, COUNT_DIFFERS, shown)


def _check_percents(material: Material, stated: Stated, summary: Summary) -> Iterator[Finding]:
    codes = list(summary.counts)
    for code, printed in stated.percents.items():
        number = Decimal(printed.rstrip("%"))
        decimals = max(0, -int(number.as_tuple().exponent))
        if code not in summary.counts:
            continue
        counts = [*summary.counts.values(), summary.unrated]
        plain = share(summary.counts[code], summary.total, decimals)
        if number not in (plain, shares_to_100(counts, decimals)[codes.index(code)]):
            shown = {"code": code, "stated": printed, "counted": f"{plain}%"}
            yield _finding(material, PERCENT_DIFFERS, shown)


def _check_closing(material: Material, stated: Stated, summary: Summary) -> Iterator[Finding]:
    for sentence in _SENTENCE.findall(fold(stated.closing)):
        for said, counted in _differences(sentence, summary):
            shown = {"sentence": sentence, "claim": said, "counted": counted}
            yield _finding(material, CLOSING_DIFFERS, shown)


def _differences(sentence: str, summary: Summary) -> Iterator[tuple[str, str]]:
    """What a sentence says, and what the list says instead."""
    for found in _WHOLE.finditer(sentence):
        if int(found[1]) != summary.total:
            yield found[0], f"全{summary.total}件"
    pairs = {
        code: found
        for code in summary.counts
        if (found := re.search(rf"「{re.escape(fold(code))}」が(\d+){_THINGS}", sentence))
    }
    for code, found in pairs.items():
        if int(found[1]) != summary.counts[code]:
            yield found[0], f"{summary.counts[code]}件"
    named = [code for code in summary.counts if _names(sentence, fold(code))]
    # 「S」～「C」の4段階 names the scale, not items.
    if pairs or not named or "段階" in sentence:
        return
    count = sum(summary.counts[code] for code in named)
    counts = _COUNT.findall(_WHOLE.sub("", sentence))
    if len(counts) == 1 and int(counts[0]) != count:
        yield f"{'・'.join(named)} {counts[0]}件", f"{count}件"
    yield from _shares(sentence, count, summary.total)


def _shares(sentence: str, count: int, total: int) -> Iterator[tuple[str, str]]:
    exact = Decimal(100 * count) / total if total else Decimal(0)
    tenths = _TENTHS.findall(sentence)
    if len(tenths) == 1:
        about, digit = tenths[0]
        if abs(exact - int(digit) * 10) > (5 if about else Decimal("0.5")):
            yield f"{about}{digit}割", f"{share(count, total)}%"
    percents = _PERCENT.findall(sentence)
    if len(percents) == 1:
        number = Decimal(percents[0])
        step = Decimal(1).scaleb(int(number.as_tuple().exponent))
        if abs(exact - number) > step:
            yield (
                f"{percents[0]}%",
                f"{share(count, total, max(0, -int(step.as_tuple().exponent)))}%",
            )


def _names(sentence: str, code: str) -> bool:
    """Whether a sentence names a grade: A評価, 評価A, 「A」."""
    marked = re.escape(code)
    return bool(
        re.search(rf"(?<![A-Za-z]){marked}評価|評価「?{marked}(?![A-Za-z])|「{marked}」", sentence)
    )
