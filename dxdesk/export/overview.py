"""The 総括: what the figures say, in the sober sentences of a municipal report.

Only what can be counted is said. Where the scale does not tell which codes count as achieved,
nothing is said about achievement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Tally:
    """One row of the summary: how many items have a code, in per cent of all items as printed."""

    code: str
    meaning: str
    count: int
    percent: Decimal
    achieved: bool | None = None


# The share of several codes together, by their codes.
Together = Callable[[Iterable[str]], Decimal]


def overview(
    year_text: str, tallies: Sequence[Tally], total: int, unrated: int, together: Together
) -> tuple[str, ...]:
    """The paragraphs of 総括 for a year; at least one."""
    if not total:
        return (f"{year_text}の対象となる取組項目はない。",)
    if unrated == total:
        return (f"{year_text}の対象である{total}項目について、自己評価はまだ記載されていない。",)
    paragraphs = [_distribution(year_text, tallies, total)]
    if any(tally.achieved is not None for tally in tallies):
        paragraphs += [
            _achieved(tallies, total, together),
            _below(tallies, total, together),
            _outside(tallies),
        ]
    paragraphs.append(_unrated(unrated, total))
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def _distribution(year_text: str, tallies: Sequence[Tally], total: int) -> str:
    given = [tally for tally in tallies if tally.count]
    if len(given) == 1 and given[0].count == total:
        return (
            f"{year_text}の自己評価は、対象である{total}項目のすべてが「{given[0].code}」であった。"
        )
    counts = "、".join(f"「{t.code}」が{t.count}項目（{t.percent}%）" for t in given)
    none = [tally for tally in tallies if not tally.count]
    text = f"{year_text}の自己評価は、対象である{total}項目のうち、{counts}であった。"
    return text + (f"{_listed(none)}とした項目はなかった。" if none else "")


def _achieved(tallies: Sequence[Tally], total: int, together: Together) -> str:
    positive = [tally for tally in tallies if tally.achieved]
    count = sum(tally.count for tally in positive)
    if not positive:
        return ""
    if not count:
        return "目標や計画の水準に達したとする項目はなかった。"
    if count == total:
        return (
            "すべての項目が目標や計画の水準に達している。"
            "得られた成果を保ちながら、各項目の次の段階に取り組むこととする。"
        )
    return (
        f"このうち、目標や計画の水準に達したとする項目（{_listed(positive)}）は{count}項目で、"
        f"全体の{together(t.code for t in positive)}%を占める。"
        "得られた成果を保ちながら、各項目の次の段階に取り組むこととする。"
    )


def _below(tallies: Sequence[Tally], total: int, together: Together) -> str:
    negative = [tally for tally in tallies if tally.achieved is False]
    count = sum(tally.count for tally in negative)
    if not count:
        return ""
    given = _listed(tally for tally in negative if tally.count)
    percent = together(t.code for t in negative)
    extent = "すべての項目" if count == total else f"{count}項目（{percent}%）"
    return (
        f"目標や計画の水準に届かなかった項目（{given}）は{extent}である。"
        "今後の対応は一覧に項目ごとに示しており、担当課がこれを進め、その状況を次回の評価で確かめる。"
    )


def _outside(tallies: Sequence[Tally]) -> str:
    neutral = [tally for tally in tallies if tally.achieved is None and tally.count]
    count = sum(tally.count for tally in neutral)
    return f"{_listed(neutral)}の{count}項目は、達成の有無を問わない区分である。" if neutral else ""


def _unrated(unrated: int, total: int) -> str:
    if not unrated:
        return ""
    return f"なお、自己評価の記載がない項目が{unrated}項目あり、割合は全{total}項目に対するものである。"


def _listed(tallies: Iterable[Tally]) -> str:
    names = [f"「{tally.code}」" for tally in tallies]
    return "及び".join(filter(None, ("、".join(names[:-1]), names[-1])))
