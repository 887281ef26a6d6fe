"""Whether the deed of a milestone (2024年度運用開始, 毎年度実施) is said to be done.

Done is what an actual says is done (した, 済, 完了) or dates not after the due year; not done is what
is under way, put off, considered or planned. What was done in part, or for some of several, is neither.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dxdesk.domain.figures import Figure, Kind
from dxdesk.domain.text import fold, read_year

_VERBS = [
    "開始",
    "着手",
    "実施",
    "導入",
    "整備",
    "策定",
    "完了",
    "公表",
    "公開",
    "廃止",
    "作成",
    "改定",
    "改訂",
    "締結",
    "設置",
    "構築",
    "移行",
    "達成",
    "開設",
    "制定",
    "更新",
    "配置",
    "配備",
    "整理",
    "統合",
    "稼働",
    "決定",
    "選定",
    "終了",
    "竣工",
    "開業",
    "開館",
    "発行",
    "開催",
    "見直し",
    "拡充",
    "撤去",
    "着工",
]
# What stands between the year of a milestone and its deed (2023年度までに実施, 研修を毎年度実施).
_BEFORE_DEED = re.compile(r"毎年度?|年度?末?|年間|まで|中(?!止)|[にをではの、 　:]")
_DEEDS = re.compile(
    r"(?:運用|供用|提供|利用|試行|配信|受付|交付|稼働|着工|工事)?(?:開始|着手)|実施|導入|整備|策定|完了|公表|公開|廃止|作成|改定|改訂|"
    r"締結|設置|構築|移行|達成|開設|制定|更新|配置|配備|整理|統合|稼働|決定|選定|終了|竣工|開業|開館|発行|開催|見直し|拡充|撤去"
)
_CLAUSE = re.compile(r"[。、，,;・\n]|(?<=[だたる])が")
_PARTLY = re.compile(
    r"一部|部分|ほぼ|概ね|おおむね|大半|[0-9](?!年|月|日|\d|\.|/)\S{0,3}で?(?:済|完了|実施|導入)"
)
_COUNTED = re.compile(r"\d+(?!\d|\s*[年月日./])[^\s\d年月日]{1,3}")
_NOT_YET = re.compile(
    r"未(?!来|然)|ない|至ら(?:ず|な)|繰り?越|先送り|なかった|できず|せず|なし|断念|見送|延期|延長|遅れ|遅延|予定|準備|検討|協議|調整|見込|向け|"
    r"調査|研究|中止|取り?やめ|途中|着手(?!済)|段階|目指|可否|案を|素案|(?:作業|整備|作成|策定|構築|導入|移行|建設|施工|更新|進行|手続|工事|開発|設計|選定|推進|試行|検証|編集|改定|見直し|準備)中"
)
# What may follow a deed that is done, and nothing else: 導入業者決定済み says nothing of 導入.
_DONE = (
    r"(?:した|しました|された|できた|済み?|完了|終えた|終わった|終了|行った|行いました|実施|達成)*$"
)
# Before the deed, these make it another one: 試験導入, 他市では導入, 素案を策定.
_OTHER_DEED = re.compile(r"試[行験]|仮|代替|関連|案|他[市課の県]|近隣|部分")
_FINISHED = re.compile(r"(?<=.)(?:完了|終了|達成)$")
_DATE = re.compile(
    r"(?P<year>\d{4}|(?:令和|平成|R|H)\s*(?:\d{1,2}|元))\s*[年./]\s*"
    r"(?:(?P<fiscal>度)|(?P<month>\d{1,2})(?:\s*月|\s*[./])?(?:(?<=[月./])\d{1,2}日?)?)?"
)
# 運用を開始した does what 運用開始 says.
_PARTICLES = re.compile(r"[をがはの]")
_SHORT = 24


def is_milestone(target: Figure) -> bool:
    """Whether a target is a deed to be done, by a year or every year or with no word of when."""
    if target.kind is Kind.MILESTONE:
        return bool(_deed(target.text))
    short = target.text.strip()
    return target.kind is Kind.WORDS and len(short) <= _SHORT and bool(_DEEDS.search(_deed(short)))


def milestone_reached(target: Figure, actual: str, year: int) -> bool | None:
    """Whether the deed of `target` was done by its year, or by `year`; None where nothing says so."""
    said, deed = fold(actual.strip()), _deed(target.text)
    due = target.due.year if target.due else year
    if not said or not deed or _PARTLY.search(_DATE.sub("", said)):
        return None
    clauses = [clause for clause in _CLAUSE.split(said) if clause.strip()]
    if any(_COUNTED.search(_DATE.sub("", clause)) for clause in clauses):
        return None
    done = [clause for clause in clauses if _is_done(clause, deed)]
    open_ = [clause for clause in clauses if _is_open(clause, deed)]
    if done:
        years = [at for clause in done if (at := _fiscal_year(clause)) is not None]
        return max(years) <= due if years else True
    speaks = any(_is_about(clause, deed) for clause in open_)
    return False if open_ and (speaks or len(said) <= _SHORT) else None


def _deed(target: str) -> str:
    """The deed alone: 運用開始 of 2024年度運用開始."""
    return _BEFORE_DEED.split(fold(target.strip()).strip("()。"))[-1].strip("()。")


@lru_cache(maxsize=1024)
def _verb(deed: str) -> str:
    """The word that the deed is: 開始 of 運用開始, 整備 of 整備完了."""
    core = _FINISHED.sub("", deed)
    found = [word for word in _VERBS if core.endswith(word)]
    return max(found, key=len) if found else core


def _is_open(clause: str, deed: str) -> bool:
    """Whether a clause says that something is not done; the deed's own word (着手, 検討) does not."""
    verb = _verb(deed)
    own = re.escape(verb) + ("" if _NOT_YET.search(verb) else "(?!中)")
    return bool(_NOT_YET.search(re.sub(own, "", clause)))


def _is_done(clause: str, deed: str) -> bool:
    """Whether a clause says that the deed is done: it ends with it, or with した, 済 of it."""
    if _is_open(clause, deed):
        return False
    bare = _DATE.sub("", clause).strip("()に 　")
    # 済, 完了 and 完了した alone speak of what was to be done.
    if re.fullmatch(r"(?:全て|すべて|目標)?(?:完了|済み?|終了|達成)(?:した|しました|済み?)?", bare):
        return True
    joined, verb = _PARTICLES.sub("", bare), _PARTICLES.sub("", _verb(deed))
    found = re.search(re.escape(verb) + _DONE, joined)
    if not found or _OTHER_DEED.search(_without_deed(joined, deed)):
        return False
    before, head = joined[: found.start()], _PARTICLES.sub("", _FINISHED.sub("", deed))
    # 開始した alone is the deed that was to be done; 講座を開始した is another.
    return not before or before.endswith(head.removesuffix(verb))


def _without_deed(joined: str, deed: str) -> str:
    """The words of a clause that are none of the deed's own: 試行 is no other deed of 試行開始."""
    for word in (deed, *_DEEDS.findall(deed)):
        joined = joined.replace(word, "")
    return joined


def _is_about(clause: str, deed: str) -> bool:
    """Whether a clause names the deed, or the word that it ends with (整備完了: 整備, 完了)."""
    joined = _PARTICLES.sub("", clause)
    return deed in joined or any(word in joined for word in _DEEDS.findall(deed))


def _fiscal_year(clause: str) -> int | None:
    """The fiscal year of a clause's date; a year without month is taken for one."""
    found = _DATE.search(clause)
    year = read_year(found["year"]) if found else None
    if found is None or year is None:
        return None
    month = int(found["month"]) if found["month"] else 4
    return year - 1 if month < 4 else year
