"""Reading one figure from the text that a document or a person gives.

The notations are those that published plans of cities use: 42.0%, 3件/週, 2024年度末:累計 40,000件,
年間200会議・業務, 92会議、927人、92,186枚, 12/15課, 10日→7日, 前年度比△10%, 1億2,000万円, 5千円/人.
A text is read whole or not at all: what would be half of it (10数件, 1 050人) is words or a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from dxdesk.domain.figures import (
    Aside,
    Basis,
    Comparator,
    Doubt,
    Due,
    Empty,
    Figure,
    Kind,
    Measure,
)
from dxdesk.domain.text import fold, read_year
from dxdesk.domain.units import SCALES, fold_unit, same_unit, trimmed

# No figure of a plan is longer; beyond it a text is prose, and reading it would only cost time.
LONGEST_FIGURE = 120

_EMPTIES = {empty.value: empty for empty in Empty}
# Read the same by the general way; the units are those that no other notation begins with.
_PLAIN = re.compile(
    r"(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{1,6})?)(?P<unit>%|か所|施設|業務|会議|[件人名回社台校課店館基円本枚点]?)"
)
_TOO_MANY_DIGITS = re.compile(r"\d{19}")
# A count with three digits behind a point is one whose comma was mistyped.
_COUNTED = "件人名回社台校課店館基本枚冊戸個団世会施業か所円"
_DOUBTS = (
    (
        Doubt.GROUPING,
        re.compile(
            rf"(?<![\d,.])\d{{1,3}}(?:,\d{{3}})*,(?:\d{{1,2}}|\d{{4,}})(?![\d])"
            rf"|(?<![\d,.])[1-9]\d{{0,2}}\.\d{{3}}(?=[{_COUNTED}])"
        ),
    ),
    (
        Doubt.LETTER,
        re.compile(r"\d[OoIl](?=[\d,%]|[^\x00-\x7f])|(?<![A-Za-z])[OoIl]\d+(?:[%件人回]|$)"),
    ),
    (
        Doubt.KANJI_DIGITS,
        re.compile(
            r"^(?:約|計|累計|延べ)?[一二三四五六七八九十百千〇]{1,7}(?:件|人|名|回|社|台|校|課|店|館|基|施設|業務|か所|箇所|ヶ所|日|%)"
        ),
    ),
    (Doubt.TORN, re.compile(r"\d、\d|(?<![RH和成\d])\d{1,3} \d{3}(?!\d)")),
)

_YEAR = r"(?:\d{4}|(?:令和|平成|R|H)\s*(?:\d{1,2}|元))"
_DUE = re.compile(
    rf"(?P<year>{_YEAR})(?!\d)\s*(?:年度?+(?P<end>末)?+|(?=[:)]))(?!比|より|から|に対|同期|間)"
    r"(?:時点)?(?P<until>まで(?:に)?|中(?:に)?)?"
)
_DUE_ALONE = re.compile(
    rf"\(?(?P<year>{_YEAR})(?:(?:(?<=\D\d)|(?<=\D\d\d))(?:目標|計画|実績)値?:?)?\)?(?=\s|$)"
)
_DATE = re.compile(
    rf"(?P<year>{_YEAR})\s*[年./]\s*(?P<month>\d{{1,2}})\s*[月./]\s*(?:(?P<day>\d{{1,2}})日?|末)?"
    r"\s*(?:時点|現在|(?<=末)|(?=\)))"
)
# What the words beside a figure say that it speaks of (`Aside`): before it, behind it, in a bracket.
_MONTHS = (
    r"(?:(?P<first>\d{1,2})月?(?:\d{1,2}日)?[~-])?"
    r"(?:(?P<month>\d{1,2})月(?:末|中|\d{1,2}日)?|(?P<slashed>\d{1,2})/\d{1,2}(?=現在|時点|まで))"
)
_HALVES = r"(?:[上下前後](?:半)?期|前半|後半|第[1-4一二三四]四半期)"
_ASIDES = (
    (
        Aside.PART,
        re.compile(rf"^{_HALVES}(?:実績)?[:\s]?(?=\d)"),
        re.compile(
            rf"\((?:{_HALVES}(?:末|分)?(?:まで|のみ|実績|時点|現在)*値?|途中経過|集計中|未確定|参考値?)\)"
        ),
    ),
    (
        Aside.OTHER_YEAR,
        re.compile(r"^(?:前々?|昨)年度?の?(?:実績|値)*[はが:\s]"),
        re.compile(r"\((?:前々?|昨)年度?末?の?(?:実績|値|時点)*\)"),
    ),
    (
        Aside.PLANNED,
        re.compile(r"^(?:予定|計画|目標)(?:値|数|件数)?[は:\s]*(?=\d)"),
        re.compile(r"\d[^\s\d()]{0,12}(?:予定|目指す)|\((?:予定|計画|目標)(?:値|数)?\)"),
    ),
    (
        Aside.RELATIVE,
        re.compile(r"^[^\d、()]{0,12}(?:達成[率度]|進捗[率度]|執行率|消化率)"),
        re.compile(
            rf"^対?(?:前年度?|昨年度?|前回|基準(?:年度?|値)?|目標|計画|{_YEAR}(?:年度?)?)(?:同期|同月)?比"
        ),
    ),
)
_MONTHS_BESIDE = re.compile(rf"\({_MONTHS}(?:まで|時点|現在|実績|分)*の?\)")
_MONTHS_SAID = re.compile(rf"[(、]{_MONTHS}(?:まで|時点|現在|実績|分)*の?(?=[)、]|$)")
_UNTIL = re.compile(r"[~-]|末|まで|時点|現在|実績|分")
_FULL_MARKS = re.compile(r"(?P<full>\d{1,4})(?:点満点|段階)")
_OF_FULL_MARKS = re.compile(r"^\d{1,4}(?:点満点|段階)(?:の?評価)?(?:中|で|の)?\s*(?=\d)")
# 10日から7日に短縮: from one to the other, not between them.
_FROM_TO = re.compile(
    r"(?P<start>\d[\d,.]*[^\s\d、()]{0,6}?)(?:から|より|を)\s*(?P<end>\d[\d,.]*[^\s\d、()]{0,6}?)"
    r"(?:に|へ|まで)(?:増加|増やす|向上|引き?上げ|拡大|伸ばす|高める|削減|縮減|短縮|低減|減らす|減少|引き?下げ|縮小|改善)?(?:する|した)?$"
)
# 2000~2500人 are no years.
_YEARS = re.compile(
    rf"\(?(?P<first>{_YEAR})(?:年度?)?\s*(?:~|-|から)\s*(?P<last>{_YEAR})(?:年度?|(?<![12]\d{{3}}))"
    r"(?:まで|の)*に?(?:の?(?:累計|合計|計)(?=\)))?\)?"
)
# From April to March is the year itself.
_WHOLE_YEAR = re.compile(
    rf"(?P<first>{_YEAR})\s*[年./]\s*4月?(?:1日)?\s*~\s*(?P<last>{_YEAR})\s*[年./]\s*3月?(?:末|31日)?"
)
_OVER_YEARS = re.compile(r"(?P<count>\d{1,2})(?:年間|か年|ヶ年|カ年)(?:で|の)?(?=\D*\d)")
_OVER_YEARS_BESIDE = re.compile(
    r"\((?P<count>\d{1,2})(?:年間|か年|ヶ年|カ年)の?(?:累計|合計|計)?\)"
)
_ERA_UNSAID = re.compile(r"(?<![\d.和成RHか去近第各])(?P<count>\d{1,2})年度(?!間|連続|比)")
_SHORT_ERA = re.compile(r"(?<!\w)令(?=\d|元)")
_OF_A_TERM = re.compile(r"第\d+[期次]\S{0,8}?(?:期間|計画)?(?:で|中に|内に)")
# A cell with several years: each begins with its own.
_NEXT_YEAR = re.compile(
    rf"[、,;\s]*(?=(?:{_YEAR})(?:年度|(?=\s*(?:実績|:))))|[、,;\s]+(?=[前昨今本当]年度?)"
)
# 105件（R5:98件）: what another year had, beside the figure.
_YEAR_BESIDE = re.compile(rf"\({_YEAR}(?:年度?末?)?(?:実績値?|時点|:|\s)+(?:約|累計)?\d[^()]*\)")
_ANOTHER_YEAR = re.compile(r"^(?:前年度?|昨年度?|前々年度?)")
_THIS_YEAR = re.compile(r"^(?:今年度?|本年度?|当年度?)(?:の?実績)?(?:は|:)?\s*")
# What a change is counted from; the figure itself stands behind it.
_COMPARED = re.compile(
    rf"対?(?:前年度?|昨年度?|前回|基準(?:年度?|値)?|策定時|当初|{_YEAR}(?:年度?)?)(?:実績|値|同期|同月)?"
    r"(?:比(?:で|較)?|より|から|に対し?て?|と比べて?)\s*"
)
_THAN = {
    Comparator.ABOVE: r"より(?:も)?(?:増加|増|向上|上昇|多い|高い)|を(?:上回る|超える)",
    Comparator.BELOW: r"より(?:も)?(?:減少|減|低下|縮減|少ない|低い)|を下回る",
    Comparator.AT_LEAST: r"以上",
    Comparator.AT_MOST: r"以下|以内",
}
_LAST_YEARS = re.compile(
    r"(?:前|昨)年度?(?:の)?(?:実績|値)?\((?P<figure>[^()]{1,30})\)(?P<than>\S{1,12})"
)

_BASES = {
    "累計": Basis.CUMULATIVE,
    "累積": Basis.CUMULATIVE,
    "延べ": Basis.CUMULATIVE,
    "のべ": Basis.CUMULATIVE,
    "通算": Basis.CUMULATIVE,
    "年間": Basis.YEARLY,
    "毎年度": Basis.YEARLY,
    "各年度": Basis.YEARLY,
    "単年度": Basis.YEARLY,
    "単年": Basis.YEARLY,
    "毎年": Basis.YEARLY,
    "年": Basis.YEARLY,
}
_LEADS = re.compile(
    r"(?P<basis>累計|累積|延べ|のべ|通算|年間|[毎各単]年度|[毎単]年|年(?=に?\d))に?|"
    r"(?P<about>約|およそ|概ね|おおむね|ほぼ)|(?P<all>全(?=\d))|(?P<least>最低(?:でも)?|少なくとも|下限)(?=\d)|"
    r"(?P<most>上限|最大でも|多くとも|遅くとも|長くとも)(?=\d)|(?P<sign>[<>]=?|[≦≧≤≥])(?=\s*\d)|"
    r"(?:現状|目標|計画|実績)値?\s?(?=\d)|"
    r"合計|計|平均|推計|見込み?|実(?:人数|績)?(?=\d)|年度内に|期間中に|第(?=\d+位)|(?P<yen>[¥\\](?=\s*\d))"
)
_LEAD_WORDS = re.compile(
    r"[^\d]{0,12}[をはが]|[^\d]{1,24}:|[^\d+\-±]{1,24}(?:割合|[率数量額])\s?(?=[\d約])"
    r"|\d{1,4}\D{1,6}(?:以内|以上|以下|未満)の[^\d]{0,12}(?:割合|率)\s?(?=\d)"
)
_ZERO = re.compile(r"^ゼロ(?=$|[^\w\s]|[件人回%基をにと])")
_HALVED = (
    (re.compile(r"^半減"), "50%減"),
    (re.compile(r"^倍増"), "100%増"),
    (re.compile(r"^半年"), "6か月"),
)
# 月1回 is 1回/月, 1人当たり3冊 is 3冊/人.
_PER = re.compile(
    r"(?:毎|1|一)?(?P<often>[月週日])(?:平均|間|に)?\s*(?=\d)|(?:1|一)?(?P<each>日|月|年|週|人|件|回|世帯)(?:当たり|あたり|につき)\s*(?=\d)"
)
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = r"(?:[十百千]万|[十百千]億|[兆億万千百](?!分))"
_NUMBER = re.compile(
    rf"(?P<sign>[-+±])?\s?(?P<head>{_DIGITS})\s?(?P<scaled>{_SCALE}(?:{_DIGITS}{_SCALE}?)*)?"
)
_TERM = re.compile(rf"(?P<digits>{_DIGITS})(?P<scale>{_SCALE})?")
_PART = re.compile(
    r"(?P<value>\d{1,9})(?P<unit0>[^\s\d/%,.、。()\x00-\x7f]{0,8})/(?P<of>\d{1,9})(?P<unit>[^\s\d/%,.、。()\x00-\x7f]{0,8}?)中?$"
    r"|(?P<of2>\d{1,9})(?P<unit2>[^\s\d/%,.、。()\x00-\x7f]{1,8}?)(?:予定)?(?:中|のうち|の内)、?\s?(?P<value2>\d{1,9})(?P<unit3>[^\s\d/%,.、。()\x00-\x7f]{0,8})$"
    r"|(?P<of4>\d{1,4})分の(?P<value4>\d{1,4})$"
)
_CLOCK = re.compile(
    r"(?P<hours>\d{1,5})時間(?P<minutes>\d{1,2})分(?:(?P<seconds>\d{1,2})秒)?"
    r"|(?P<tenths>\d)割(?P<hundredths>\d)分(?!\d)|(?P<minutes2>\d{1,5})分(?P<seconds2>\d{1,2})秒|(?P<years>\d{1,3})年(?P<months>\d{1,2})[かヶケカヵ箇]月"
)
_UNIT = re.compile(
    r"(?:%(?:ポイント|pt)?|‰|°C|[A-Za-z]{1,6}(?:[23](?!\d))?(?:-[A-Za-z]{1,4}[2-6]?)?(?![A-Za-z\d])|[^\s\d\x00-\x7f、。，：¥▲△※]{1,14}(?:-?CO2)?)"
    r"(?:/(?:k?m[23](?!\d)|[^\s\d、。()\-+]{1,8}))?"
)
_COMPARATORS = {
    "以上": Comparator.AT_LEAST,
    "以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST,
    "超": Comparator.ABOVE,
    "を超えない": Comparator.AT_MOST,
    "を下回らない": Comparator.AT_LEAST,
    "を超える": Comparator.ABOVE,
    "を上回る": Comparator.ABOVE,
    "未満": Comparator.BELOW,
    "を下回る": Comparator.BELOW,
    "程度": Comparator.ABOUT,
    "前後": Comparator.ABOUT,
    "ほど": Comparator.ABOUT,
    "くらい": Comparator.ABOUT,
    "ぐらい": Comparator.ABOUT,
    "強": Comparator.JUST_ABOVE,
    "余り": Comparator.JUST_ABOVE,
    "あまり": Comparator.JUST_ABOVE,
    "弱": Comparator.JUST_BELOW,
    "足らず": Comparator.JUST_BELOW,
    "近く": Comparator.JUST_BELOW,
    "を超えている": Comparator.ABOVE,
    "を超えた": Comparator.ABOVE,
    "を上回った": Comparator.ABOVE,
    "を下回った": Comparator.BELOW,
    "に届かず": Comparator.BELOW,
    "に届かなかった": Comparator.BELOW,
    "に達しなかった": Comparator.BELOW,
    "に満たない": Comparator.BELOW,
    "未達": Comparator.BELOW,
}
_SIGNS = {
    **dict.fromkeys((">=", "≧", "≥"), Comparator.AT_LEAST),
    **dict.fromkeys(("<=", "≦", "≤"), Comparator.AT_MOST),
    ">": Comparator.ABOVE,
    "<": Comparator.BELOW,
}
_COMPARATOR = re.compile("|".join(_COMPARATORS))
_UNIT_ENDS = re.compile(
    r"以上|以下|以内|超|未満|未達|程度|前後|ほど|[くぐ]らい|強|余り|あまり|弱|足らず|近く|ちょうど|済|完了|を|が|に|で(?!き)|の|と|へ|から|まで|~|[→↑↓↗↘]|実施|開催|達成|予定|"
    r"増|減|削減|縮減|短縮|低減|向上|上昇|低下|アップ|ダウン|拡大|縮小|(?<=.)[（(]"
)
# An amount of change is counted in a unit of its own: 5%増 is not 5%減.
_CHANGE = re.compile(
    r"の?(?:(?P<less>削減|縮減|短縮|低減|減少|低下|縮小|ダウン|減らす|減)"
    r"|(?P<more>増加|向上|上昇|拡大|アップ|増やす|増))"
)
_DOWN_TO = re.compile(
    r"(?:に|まで)(?:削減|縮減|短縮|低減|減らす|減少|抑え|抑制|引き?下げ|縮小)\S{0,3}$"
)
_UP_TO = re.compile(r"(?:に|まで)(?:増加|増やす|向上|引き?上げ|拡大|伸ばす|高める)\S{0,3}$")
_AT_TIMES = ("時", "月", "月末", "時頃")
_UPPER_END = re.compile(r"以下|以内|未満|まで")
_OTHER_BASIS = re.compile(r"(?:累計|累積|延べ|のべ|通算|単年度?|実(?:人数|数)?)\s*(?=\d)")
_AND_MORE = re.compile(r"(?<=[\d百千万億])余(?P<unit>[^\s\d、()り]{1,6})$")
_SPAN = re.compile(r"\s*(?:~|から)\s*")
_ARROW = re.compile(r"\s*(?:→|⇒|➡|->)\s*")
_TAIL = re.compile(
    r"(?:[をがにの])?(?:ちょうど|済み?|完了|であった|となった|だった|に?とどまった|に達した|実施|開催|達成|予定|参加|受講|目指す|整備|開始|導入|確保|維持|抑える|抑制|とする|する|した|。|\s|[↑↓↗↘]|"
    r"(?:減少|低減|増加|向上|削減|抑制|上昇|低下)(?:を目指す|が目標|が望ましい))*"
)
_BASIS_BEHIND = re.compile(r"累計|年間|延べ")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_SCALED_UNIT = re.compile(rf"{_SCALE}?[^\s\d、。]{{1,6}}")
_MARKED_NOTE = re.compile(r"(?<=\S)\s*(?:[※*]|\(?注(?=\d|[:)\s]|$))(?P<note>.*)$", re.DOTALL)
# A note of a few words that says of when or of what the figure is stands for a bracket.
_TELLS_WHEN = re.compile(
    rf"(?:{_YEAR}|{_HALVES}|\d{{1,2}}(?:月|[~/-]\d)|前年|昨年|目標|予定|計画|集計中|未確定|途中)[^()]{{0,10}}"
)
_OTHER_BRACKET = re.compile(r"(?<=\S)[\[【〔](?P<inside>[^\[\]【】〔〕()]*)[\]】〕]$")
# What a bracket lists is one note.
_SEPARATOR = re.compile(r"(?:[、;\n]|(?<=\D),(?=\d))(?![^()]{0,120}\))")
# 120件 behind ① would be 1,120件.
_LISTED = re.compile(r"[①-⑳⒈-⒛㉑-㉟㊱-㊿⓪](?=\d)|(?<=\d)[¹²³⁰⁴-⁹₀-₉½⅓⅔¼¾⅛]")


@lru_cache(maxsize=8192)
def read_figure(text: str) -> Figure:
    """Read one figure. Never fails: what is not understood is `Kind.WORDS` without a value."""
    stripped = text.strip()
    if len(stripped) > LONGEST_FIGURE:
        return Figure(text, Kind.WORDS)
    if (empty := _EMPTIES.get(stripped)) is not None:
        return Figure(text, Kind.WORDS, empty=empty)
    if plain := _PLAIN.fullmatch(stripped):
        return _plain(text, plain)
    rest = _SHORT_ERA.sub("令和", fold(_LISTED.sub("・", stripped)))
    rest = _ERA_UNSAID.sub(r"令和\g<count>年度", rest)
    if _TOO_MANY_DIGITS.search(rest):
        return Figure(text, Kind.WORDS)
    if doubts := tuple(doubt for doubt, pattern in _DOUBTS if pattern.search(rest)):
        return Figure(text, Kind.WORDS, doubts=doubts)
    rest = _OTHER_BRACKET.sub(r"(\g<inside>)", _MARKED_NOTE.sub(_as_bracket, rest).strip())
    if (found := _YEAR_BESIDE.search(rest)) and any(map(str.isdigit, rest[: found.start()])):
        rest = rest[: found.start()] + rest[found.end() :]
    marks = _FULL_MARKS.search(rest)
    aside = _aside_of(rest)
    rest = _OF_FULL_MARKS.sub("", _MONTHS_BESIDE.sub("", rest))
    several = _of_several_years(rest)
    read = several or _one(rest)
    if read.measures:
        aside = Aside.NOTHING if several else aside
        full = int(marks["full"]) if marks else None
        return replace(_unmixed(read), text=text, aside=aside, full=full)
    return _in_words(text, rest, read.due)


def is_figure(text: str) -> bool:
    """Whether `text` reads as a whole figure: a number, a milestone or a kind of empty."""
    figure = read_figure(text)
    return figure.kind is not Kind.WORDS or figure.empty not in (None, Empty.UNWRITTEN)


def _plain(text: str, plain: re.Match[str]) -> Figure:
    """The figures that plans are full of (85, 42.0%, 3,400,000件), read in a fifth of the time."""
    digits, unit = plain["digits"].replace(",", ""), plain["unit"]
    decimals = len(digits.partition(".")[2])
    if decimals == 3 and unit and unit[0] in _COUNTED and digits[0] != "0" and len(digits) < 8:
        return Figure(text, Kind.WORDS, doubts=(Doubt.GROUPING,))
    return Figure(text, Kind.NUMBER, (Measure(Decimal(digits), unit, decimals),))


def _as_bracket(marked: re.Match[str]) -> str:
    note = marked["note"].strip(") :")
    return f"({note})" if _TELLS_WHEN.fullmatch(note) else ""


def _aside_of(text: str) -> Aside:
    """What the words beside a figure say that it speaks of."""
    # (1月) alone says when it was held.
    months = _MONTHS_SAID.search(text)
    if months and _UNTIL.search(months[0]):
        last, first = int(months["month"] or months["slashed"]), months["first"]
        if last != 3 or first not in (None, "4", "04"):
            return Aside.PART
    elif (dated := _DATE.search(text)) and int(dated["month"]) != 3:
        return Aside.PART
    for aside, *patterns in _ASIDES:
        if any(pattern.search(text) for pattern in patterns):
            return aside
    return Aside.NOTHING


def _in_words(text: str, rest: str, due: Due | None) -> Figure:
    """A text without a number: a milestone where it is short and says when."""
    yearly = "毎年" in rest or "年間" in rest
    short = len(rest) <= 20 and "、" not in rest
    return Figure(
        text,
        Kind.MILESTONE if (due is not None or yearly) and short else Kind.WORDS,
        basis=Basis.YEARLY if yearly else Basis.NOT_SAID,
        due=due,
    )


def _unmixed(figure: Figure) -> Figure:
    """The figure, or a doubt where a change stands beside the value that it led to (+50人（1,050人）)."""
    changes = {one.unit.rstrip("増減") for one in figure.measures if one.is_change}
    if any(one.unit in changes and not one.is_change for one in figure.measures):
        return Figure(figure.text, Kind.WORDS, doubts=(Doubt.CHANGE_AND_VALUE,))
    return figure


def _of_several_years(text: str) -> Figure | None:
    """A cell that says a figure for each of several years; None where it is no such cell."""
    pieces = [piece for piece in _NEXT_YEAR.split(text) if piece.strip()]
    if len(pieces) < 2:
        return None
    measures: list[Measure] = []
    basis = Basis.NOT_SAID
    for piece in pieces:
        if _ANOTHER_YEAR.match(piece):
            continue
        read = _one(_THIS_YEAR.sub("", piece))
        if len(read.measures) != 1:
            return None
        measures.append(replace(read.measures[0], year=read.due.year if read.due else None))
        basis = read.basis
    if len(measures) == 1:
        return Figure("", Kind.NUMBER, (replace(measures[0], year=None),), basis=basis)
    return Figure("", Kind.NUMBER, tuple(measures), basis=basis) if measures else None


def _one(text: str) -> Figure:
    """A text of one year, folded: its due year, then each of its measures."""
    *before, text = _ARROW.split(_FROM_TO.sub(r"\g<start>→\g<end>", text))
    due, years, text = _take_years(text)
    if due is None:
        due, text = _take_due(text)
    if before:
        # 80件（R4）→100件 is due in no year; 2024年度：10日→7日 is.
        first, start_text = _take_due(before[0])
        due = first if due is None and before[0].endswith(start_text) else due
        before[0] = start_text
    if found := _LAST_YEARS.fullmatch(text):
        return _than_last_year(found, due)
    text = _COMPARED.sub("", text, count=1)
    measures, comparator, basis, whole = _measures(text)
    start: Measure | None = None
    if before and measures:
        known = _measures(before[0])[0]
        start = known[0] if len(known) == 1 else None
        unit = start.unit or measures[0].unit if start else ""
        if len(measures) != 1 or not start or not same_unit(unit, measures[0].unit):
            return Figure("", Kind.WORDS, due=due)
    if not measures:
        return Figure("", Kind.WORDS, due=due)
    if basis is Basis.NOT_SAID and due and due.end:
        basis = Basis.AT_DATE
    return Figure(
        "", Kind.NUMBER, measures, comparator, basis, due, start=start, whole=whole, years=years
    )


def _than_last_year(found: re.Match[str], due: Due | None) -> Figure:
    """前年度（45%）より増加: last year's figure is the bound."""
    measures = _measures(found["figure"])[0]
    for comparator, words in _THAN.items():
        if len(measures) == 1 and re.fullmatch(words, found["than"]):
            return Figure("", Kind.NUMBER, measures, comparator, due=due)
    return Figure("", Kind.WORDS, due=due)


def _take_years(text: str) -> tuple[Due | None, int, str]:
    """Over how many years a figure is counted, and until when: R6～R10 で, 5年間で."""
    due, years = None, 1
    if found := _WHOLE_YEAR.search(text):
        first, last = read_year(found["first"]), read_year(found["last"])
        if first is not None and last == first + 1:
            text = _without(text, found)
            due = Due(first)
    if found := _YEARS.search(text):
        first, last = read_year(found["first"]), read_year(found["last"])
        if first is not None and last is not None and last > first:
            due, years = Due(last), last - first + 1
            text = text[: found.start()] + text[found.end() :]
    found = _OVER_YEARS.match(text) or _OVER_YEARS_BESIDE.search(text)
    if found and found.start():
        years, text = max(years, int(found["count"])), text[: found.start()] + text[found.end() :]
    elif found and int(found["count"]) > 1:
        years, text = max(years, int(found["count"])), text[found.end() :]
    return due, years, _OF_A_TERM.sub("", text, count=1).removeprefix("で").strip()


def _take_due(text: str) -> tuple[Due | None, str]:
    if dated := _DATE.search(text):
        year, month = read_year(dated["year"]), int(dated["month"])
        if year is not None and 1 <= month <= 12:
            # A fiscal year runs to the end of March.
            due = Due(year - (month < 4), end=month == 3 and dated["day"] in (None, "31"))
            return due, _without(text, dated)
    found = _DUE.search(text)
    if found and (year := read_year(found["year"])) is not None:
        due = Due(year, end=bool(found["end"]), until=bool(found["until"]))
        return due, _without(text, found)
    found = _DUE_ALONE.search(text)
    # 2025 alone is a number.
    if found and not found["year"].isdecimal() and (year := read_year(found["year"])) is not None:
        return Due(year), _without(text, found)
    return None, text


def _without(text: str, found: re.Match[str]) -> str:
    """The text without a year, and without what joined it to the figure."""
    before, behind = text[: found.start()].rstrip(), text[found.end() :].lstrip()
    if before.endswith("(") and behind.startswith(")"):
        before, behind = before[:-1], behind[1:]
    rest = f"{before}{behind.removeprefix('実績').lstrip().removeprefix(':')}"
    return rest.strip("() ").strip() if rest.count("(") != rest.count(")") else rest.strip()


class _Lead(NamedTuple):
    """What the words before a number say of it."""

    basis: Basis = Basis.NOT_SAID
    comparator: Comparator = Comparator.NOT_SAID
    whole: bool = False
    yen: bool = False


_Read = tuple[tuple[Measure, ...], Comparator, Basis, bool]
_NOTHING: _Read = ((), Comparator.NOT_SAID, Basis.NOT_SAID, False)


def _measures(text: str) -> _Read:
    """Every measure of a text; none where any piece of it is none."""
    measures: list[Measure] = []
    comparator, basis, whole = Comparator.NOT_SAID, Basis.NOT_SAID, False
    for piece in _pieces(text):
        read = _read_measure(piece)
        if read is None:
            return _NOTHING
        measure, comparator_here, basis_here, whole_here = read
        measures.append(replace(measure, basis=basis_here))
        comparator = comparator_here if comparator is Comparator.NOT_SAID else comparator
        whole = whole or whole_here
    basis = measures[0].basis if measures else basis
    return tuple(measures), comparator, basis, whole


def _pieces(text: str) -> Iterator[str]:
    """The pieces that each hold one figure; what a bracket says besides is a piece, a unit, or a note."""
    for piece in _SEPARATOR.split(text):
        bare, inside = _BRACKETS.sub("", piece).strip(), _BRACKETS.findall(piece)
        for said in inside:
            if said in _BASES:
                bare = f"{said}{bare}"
            elif bare[-1:].isdigit() and _SCALED_UNIT.fullmatch(said) and not _LEADS.match(said):
                bare = f"{bare}{said}"
        yield bare
        if bare and len(inside) == 1 and _is_beside(inside[0], bare):
            yield inside[0]


def _is_beside(said: str, figure: str) -> bool:
    """Whether a bracket holds the same in another unit (105%（1,050人）) or over another time (延べ34名).

    A note of its scale, and how much more it is than before (1,050人（+50人）), are none.
    """
    if "満点" in said or not (_NUMBER.match(said) or _OTHER_BASIS.match(said)):
        return False
    read = _read_measure(said)
    return read is not None and (not read[0].is_change or bool(re.search(r"[-+増減]", figure)))


def _read_measure(text: str) -> tuple[Measure, Comparator, Basis, bool] | None:
    """Read `text` as one number with its lead words, unit, comparator and a harmless tail."""
    lead, text = _take_lead(text.strip())
    if part := _PART.match(text):
        measure = _part(part)
        return (measure, lead.comparator, lead.basis, lead.whole) if measure else None
    taken = _take_number(text, yen=lead.yen)
    if taken is None:
        return None
    measure, within, text = taken
    bound = _take_bound(measure, text, within=within)
    if bound is None:
        return None
    measure, comparator, text = bound
    basis = lead.basis
    if trailing := _BASIS_BEHIND.match(text):
        basis = _BASES[trailing[0]]
        text = text[trailing.end() :]
    if not _TAIL.fullmatch(text):
        return None
    said = lead.comparator if comparator is Comparator.NOT_SAID else comparator
    return replace(measure, unit=fold_unit(measure.unit)), said, basis, lead.whole


def _take_lead(text: str) -> tuple[_Lead, str]:
    """The words before a number that say how it is meant, and the rest."""
    text = _AND_MORE.sub(r"\g<unit>余り", _ZERO.sub("0", text.lstrip("↑↓↗↘ ")))
    for words, figure in _HALVED:
        text = words.sub(figure, text)
    name = None if _LEADS.match(text) else _LEAD_WORDS.match(text)
    if name:
        text = text[name.end() :].lstrip()
    lead = _Lead()
    while found := _LEADS.match(text):
        if found["basis"]:
            lead = lead._replace(basis=_BASES[found["basis"]])
        elif found["about"]:
            lead = lead._replace(comparator=Comparator.ABOUT)
        elif found["all"]:
            lead = lead._replace(whole=True)
        elif found["least"]:
            lead = lead._replace(comparator=Comparator.AT_LEAST)
        elif found["most"]:
            lead = lead._replace(comparator=Comparator.AT_MOST)
        elif found["sign"]:
            lead = lead._replace(comparator=_SIGNS[found["sign"]])
        elif found["yen"]:
            lead = lead._replace(yen=True)
        text = text[found.end() :].lstrip()
    return lead, text


def _take_number(text: str, *, yen: bool) -> tuple[Measure, bool, str] | None:
    """A number with its scale, unit and other end, whether 以上 stands between, and the rest.

    None for half of a figure.
    """
    if clock := _CLOCK.match(text):
        value, unit = _on_clock(clock)
        return Measure(value, unit, 0), False, text[clock.end() :]
    per = _PER.match(text)
    number = _NUMBER.match(text, per.end() if per else 0)
    if not number:
        return None
    value, decimals, scale = _value(number)
    unit, text = _take_unit(text[number.end() :].lstrip())
    unit = f"円{unit}" if yen and not unit else unit
    # 10数件 is none of its halves, ±5% none of its ends, and 9時 no amount.
    if unit.startswith("数") or unit in _AT_TIMES or (number["sign"] == "±" and value):
        return None
    unit += f"/{per['often'] or per['each']}" if per and unit else ""
    within = text.startswith("以上")
    upper, upper_scale, unit, text = _take_upper(unit, text)
    if upper_scale and not scale:
        # 5~10万人 is from 50,000.
        value, scale = trimmed(value * SCALES[upper_scale]), upper_scale
    measure = Measure(value, unit, decimals, upper, scale, signed=number["sign"] == "+")
    return measure, within and upper is not None, text


def _take_bound(
    measure: Measure, text: str, *, within: bool
) -> tuple[Measure, Comparator, str] | None:
    """What stands behind the unit: a bound, and the way of a change (10%以上削減).

    None where both ways stand, and where △5%以内 may mean either side.
    """
    if measure.upper is not None:
        end = _UPPER_END.match(text)
        below = bool(end and end[0] == "未満")
        how = Comparator.WITHIN if within else Comparator.BETWEEN
        how = Comparator.WITHIN_BELOW if below else how
        return measure, how, text[end.end() :] if end else text
    if _DOWN_TO.match(text):
        return measure, Comparator.AT_MOST, ""
    if _UP_TO.match(text):
        return measure, Comparator.AT_LEAST, ""
    measure, text = _take_change(measure, text)
    comparator = Comparator.NOT_SAID
    if found := _COMPARATOR.match(text):
        comparator, text = _COMPARATORS[found[0]], text[found.end() :]
        if found[0] == "以内" and measure.value < 0:
            return None
    measure, text = _take_change(measure, text)
    return None if _CHANGE.match(text) else (measure, comparator, text)


def _take_change(measure: Measure, text: str) -> tuple[Measure, str]:
    changed = _CHANGE.match(text)
    if not changed or measure.unit[-1:] in ("増", "減"):
        return measure, text
    unit = f"{measure.unit}{'減' if changed['less'] else '増'}"
    return replace(measure, unit=unit), text[changed.end() :]


def _part(found: re.Match[str]) -> Measure | None:
    """12/15課, 15課中12課, 3分の2; None where more is said to be done than there is."""
    value = Decimal(found["value"] or found["value2"] or found["value4"])
    whole = Decimal(found["of"] or found["of2"] or found["of4"])
    unit = found["unit0"] or found["unit"] or found["unit2"] or ""
    other = found["unit"] or found["unit3"]
    if not whole > 0 or value > whole or (other and other != unit):
        return None
    return Measure(value, fold_unit(unit), 0, of=whole)


def _on_clock(found: re.Match[str]) -> tuple[Decimal, str]:
    """1時間10分 in the smaller of its units."""
    if found["tenths"]:
        return Decimal(int(found["tenths"]) * 10 + int(found["hundredths"])), "%"
    if found["years"]:
        return Decimal(int(found["years"]) * 12 + int(found["months"])), "か月"
    minutes = int(found["minutes2"] or int(found["hours"] or 0) * 60 + int(found["minutes"] or 0))
    seconds = found["seconds"] or found["seconds2"]
    return (Decimal(minutes * 60 + int(seconds)), "秒") if seconds else (Decimal(minutes), "分")


def _take_upper(unit: str, text: str) -> tuple[Decimal | None, str, str, str]:
    """The other end of a span and its scale: 3~5件, 3件から5件, 3件以上5件以下, 5~10万人."""
    start = _SPAN.match(text) or re.match(r"以上\s*(?=\d)", text)
    number = _NUMBER.match(text, start.end()) if start else None
    if number is None:
        return None, "", unit, text
    second, rest = _take_unit(text[number.end() :].lstrip())
    if unit and second and fold_unit(unit) != fold_unit(second):
        return None, "", unit, text
    upper, _, scale = _value(number)
    return upper, "" if unit else scale, unit or second, rest


def _value(number: re.Match[str]) -> tuple[Decimal, int, str]:
    """The whole amount, the decimals that were printed, and the scale where there is one alone."""
    terms = list(_TERM.finditer(number["head"] + (number["scaled"] or "")))
    total = Decimal(0)
    for term in terms:
        value = Decimal(term["digits"].replace(",", ""))
        total += value * SCALES.get(term["scale"] or "", Decimal(1))
    scale = terms[0]["scale"] or "" if len(terms) == 1 else ""
    last = terms[-1]
    decimals = 0
    if "." in last["digits"] and (scale or not last["scale"]):
        decimals = len(last["digits"].partition(".")[2])
    if decimals == 0 or scale:
        total = trimmed(total)
    return (-total if number["sign"] == "-" else total), decimals, scale


def _take_unit(text: str) -> tuple[str, str]:
    found = _UNIT.match(text)
    if not found:
        return "", text
    unit = found[0]
    ends = _UNIT_ENDS.search(unit)
    if ends:
        unit = unit[: ends.start()]
    return unit, text[len(unit) :]
