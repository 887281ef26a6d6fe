"""What a document says of its own list, beside the list: counts, shares and the 総括.

The summary that dxdesk prints is derived and cannot disagree. These rules are for documents
that were published before, and for what stands in them as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from dxdesk.domain.checks.finding import Evidence, Example, Family, Finding, Rule
from dxdesk.domain.checks.view import Material
from dxdesk.domain.plan import Plan, Stated
from dxdesk.domain.rulebook import Rulebook, Severity
from dxdesk.domain.summary import Summary, share, shares_to_100, summarise
from dxdesk.domain.text import fold

if TYPE_CHECKING:
    from dxdesk.domain.claims import Claim, Claims

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
    "総括の文にある件数や割合が、その文に挙げられた評価（A評価以上、S・A評価、A～Cなどの組を含む）の件数、"
    "または全体の件数と違います。「7割」「3分の2」などは5ポイントまでの差を、%は四捨五入と切捨ての"
    "どちらも認めます。前年度との比較、分野や担当課ごとの数、どの評価のことか文から決まらない数は比べません。",
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

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。]+")


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
    # A clerk's form, which has no 総括, starts without its grammar.
    from dxdesk.domain.claims import read_claims

    spoken_of = set[int | None]()
    for sentence in _of_the_whole(fold(stated.closing), material.plan):
        claimed = read_claims(sentence, material.plan)
        if any(whole.bare and whole.count in spoken_of for whole in claimed.wholes):
            continue
        spoken_of |= {claim.count for claim in claimed.claims}
        for said, counted in _differences(claimed, summary):
            shown = {"sentence": sentence, "claim": said, "counted": counted}
            yield _finding(material, CLOSING_DIFFERS, shown)


def _differences(claimed: Claims, summary: Summary) -> Iterator[tuple[str, str]]:
    """What is said and what the list says instead; where the whole is wrong, all that is at once."""
    whole = next((one for one in claimed.wholes if one.count != summary.total), None)
    # A share of a wrong whole is wrong with it.
    known = (replace(one, share=None) if whole else one for one in claimed.claims)
    wrong = [(one.text, _counted(one, summary)) for one in known if not _holds(one, summary)]
    if whole is None:
        yield from wrong
    else:
        said = [claim for claim, _ in wrong]
        if not any(whole.text in claim for claim in said):
            said.insert(0, whole.text)
        counted = "、".join((f"全{summary.total}件", *(counted for _, counted in wrong)))
        yield "、".join(said), counted


def _of_the_whole(closing: str, plan: Plan) -> Iterator[str]:
    """The sentences of a 総括, without those that go on about a part of the plan.

    A line that names a part and is no sentence heads all that follows it; a sentence that does is
    gone on with until its line ends, or speaks of 全体.
    """
    from dxdesk.domain.claims import is_about_a_part

    headed = False
    for line in _LINE.findall(closing):
        of_part = headed = headed or ("。" not in line and is_about_a_part(line, plan))
        for sentence in _SENTENCE.findall(line):
            of_part = (of_part and "全体" not in sentence) or is_about_a_part(sentence, plan)
            if not of_part:
                yield sentence


def _holds(claim: Claim, summary: Summary) -> bool:
    counts = [summary.counts[code] for code in claim.codes]
    together = _fits(claim, sum(counts), summary.total)
    if claim.each is False or (claim.each is None and together):
        return together
    return all(_fits(claim, count, summary.total) for count in counts)


def _fits(claim: Claim, count: int, total: int) -> bool:
    right = claim.count is None or claim.count == count
    return right and (claim.share is None or claim.share.fits(count, total, len(claim.codes)))


def _counted(claim: Claim, summary: Summary) -> str:
    """What the list says where a claim does not hold, in the terms of the claim."""
    counts = [summary.counts[code] for code in claim.codes]
    if claim.each and len(counts) > 1:
        shown = "、".join(f"{c} {n}件" for c, n in zip(claim.codes, counts, strict=True))
    else:
        shown = f"{sum(counts)}件"
        if claim.share:
            shown += f"、{share(sum(counts), summary.total, 1)}%"
    return f"{shown}、評価のない項目{summary.unrated}件" if summary.unrated else shown
