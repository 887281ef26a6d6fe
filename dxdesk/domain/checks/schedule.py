"""The schedule against the text: a phase of the report's year that the result does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from dxdesk.domain.checks.finding import Example, Family, Finding, Rule
from dxdesk.domain.checks.view import ItemView
from dxdesk.domain.figures import Empty
from dxdesk.domain.plan import Column
from dxdesk.domain.rulebook import Severity
from dxdesk.domain.scale import Standing
from dxdesk.domain.text import fold, read_year

NOT_SHOWN = Rule(
    "phase-not-in-result",
    Family.COMPLETENESS,
    Severity.HINT,
    "スケジュールでは{year}に「{phase}」とありますが、取組実績からは分かりません。"
    "行ったことか、遅れている理由を書いてください。",
    "スケジュールのその年度の欄に導入、運用開始、策定、構築、移行、実証、拡充などとあるのに、取組実績にも"
    "実績値にもそれを行ったことが書かれていません。「導入を検討した」のように、これからのこととしてだけ"
    "書かれているときも示します。延期や遅れ、翌年度のことが書かれていれば示しません。"
    "矢印、継続、実施、検討などの欄と、「2025以降」のような欄は見ません。",
    Example(schedule="システムの導入", result="職員から意見を聞いた。"),
    Example(schedule="システムの導入", result="システムを入れ、職員が使い始めた。"),
)

RULES = (NOT_SHOWN,)


class _Deed(NamedTuple):
    """What a schedule calls a deed, and the words by which a report says that it was done."""

    planned: str
    shown: str


_DEEDS = (
    _Deed(
        r"(?:運用|供用|利用|提供|配信|受付|サービス|業務|事業)の?開始|稼働|開設|公開|リリース",
        r"開始|稼働|運用|供用|公開|開設|開い|リリース|スタート|始め|始ま|提供|導入|使え|使わ|利用でき",
    ),
    _Deed(
        "導入|配備|設置|整備|更新|改修|調達",
        "導入|配備|配置|設置|置い|整備|更新|改修|調達|契約|締結|構築|稼働|運用|利用|開始|切替|切り替|入れ|購入|"
        "配布|完了|完成|始め|済",
    ),
    _Deed(
        "策定|制定|改定|改訂|計画作成|方針作成",
        "策定|制定|改定|改訂|作成|まとめ|決定|定め|公表|見直|作っ|作り",
    ),
    _Deed("移行|切替|切り替え", "移行|切替|切り替|移し|移設|完了|稼働"),
    _Deed("構築|開発", "構築|開発|設計|整備|完成|稼働|運用|設置|作成|作っ|作り|引渡|引き渡|導入"),
    _Deed("実証|試行|実験", "実証|試行|実験|試験|検証|モデル|先行|試し|導入|運用"),
    _Deed(
        "拡充|拡大|追加|展開",
        "拡充|拡大|追加|展開|増|加え|広げ|広が|新た|新し|充実|化し|対応|導入|開始",
    ),
)
_PARTS = re.compile(r"[、,・/／\n]|及び|並びに")
# What is drawn behind an arrow is of later years.
_ARROW = re.compile(r"→|⇒|➡|->|=>|>")
# A part that says no deed of its own: 導入の検討, 運用開始準備.
_NO_DEED = re.compile(r"検討|調査|研究|準備|予定|協議|調整|継続|評価|検証|支援|促進|計画$")
# Behind a word: the deed is still to come.
_TO_COME = r"[^、。\n]{0,8}?(?:検討|予定|準備|に向け|必要|目指|見込|課題)"
_SAID_OTHERWISE = re.compile(
    r"延期|見送|遅れ|遅延|先送|中止|断念|至ら(?:な|ず)|でき(?:な|ず|てい?ない)|て(?:い|お)(?:ない|らず)|なかった|"
    r"未(?:実施|導入|着手|完了|定|策定|整備)|次年度|翌年度|来年度|(?:前倒|既に|昨年度|前年度)"
)
_MORE_YEARS = re.compile("以降|以後|から|[~]|以前|まで")


def check(view: ItemView) -> Iterator[Finding]:
    """Look at the schedule of one item."""
    for phase in view.item.schedule:
        if not _is_of(phase.year, view.plan.year):
            continue
        deeds = _deeds(phase.label)
        if deeds and not _says_enough(view) and not all(_is_told(view, *deed) for deed in deeds):
            slot = next(slot for slot, text in view.slots if slot.column is Column.RESULT and text)
            told = {"phase": phase.label, "year": view.plan.year_name(view.plan.year)}
            yield view.slot_finding(NOT_SHOWN, slot, {**told, "result": view.result})
            return


def _says_enough(view: ItemView) -> bool:
    """Whether nothing is written yet, or the result or the rating says why there is no deed."""
    result = view.result.strip()
    ended = view.grade is not None and view.grade.says is Standing.ENDED
    return ended or result in ("", Empty.ENDED.value, Empty.NOT_DONE.value)


@lru_cache(maxsize=1024)
def _is_of(heading: str, year: int) -> bool:
    """Whether a heading of the schedule is that of one year: not of 2025以降, nor of 2024～2026."""
    return read_year(heading) == year and not _MORE_YEARS.search(fold(heading))


@lru_cache(maxsize=4096)
def _deeds(label: str) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The deeds that a phase names: each as the schedule says it, and as a report would."""
    found: list[tuple[re.Pattern[str], re.Pattern[str]]] = []
    for part in _PARTS.split(_ARROW.split(fold(label))[0]):
        if not _NO_DEED.search(part):
            found += (_PATTERNS[deed] for deed in _DEEDS if re.search(deed.planned, part))
    return tuple(found)


_PATTERNS = {
    deed: (re.compile(deed.planned), re.compile(rf"(?:{deed.shown})(?!{_TO_COME})"))
    for deed in _DEEDS
}


def _is_told(view: ItemView, planned: re.Pattern[str], shown: re.Pattern[str]) -> bool:
    """Whether the report shows a deed or says that it was put off, or a KPI is about it."""
    if any(planned.search(kpi.target) for kpi in view.item.kpis):
        return True
    done = "\n".join((view.result, view.note, *(view.text(kpi.id) for kpi in view.item.kpis)))
    return bool(shown.search(done) or _SAID_OTHERWISE.search(f"{done}\n{view.issues}"))
