"""The notations of figures: what stands around the measures of a text, and when they are for.

They are those that published plans of cities use: 42.0%, 3件/週, 2024年度末:累計 40,000件,
年間200会議・業務, 92会議、927人、92,186枚, 12/15課, 10日→7日, 前年度比△10%, 1億2,000万円, 5千円/人.
A text is read whole or not at all: what would be half of it (10数件, 1 050人) is words or a doubt.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dxdesk.domain.figure_measures import read_measures
from dxdesk.domain.figures import (
    Aside,
    Basis,
    Comparator,
    Doubt,
    Due,
    Figure,
    Kind,
    Measure,
)
from dxdesk.domain.text import fold, read_year
from dxdesk.domain.units import COUNTED, same_unit

_TOO_MANY_DIGITS = re.compile(r"\d{19}")
_DOUBTS = (
    (
        Doubt.GROUPING,
        re.compile(
            rf"(?<![\d,.])\d{{1,3}}(?:,\d{{3}})*,(?:\d{{1,2}}|\d{{4,}})(?![\d])"
            rf"|(?<![\d,.])[1-9]\d{{0,2}}\.\d{{3}}(?=[{COUNTED}])"
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
_ARROW = re.compile(r"\s*(?:→|⇒|➡|->)\s*")
_MARKED_NOTE = re.compile(r"(?<=\S)\s*(?:[※*]|\(?注(?=\d|[:)\s]|$))(?P<note>.*)$", re.DOTALL)
# A note of a few words that says of when or of what the figure is stands for a bracket.
_TELLS_WHEN = re.compile(
    rf"(?:{_YEAR}|{_HALVES}|\d{{1,2}}(?:月|[~/-]\d)|前年|昨年|目標|予定|計画|集計中|未確定|途中)[^()]{{0,10}}"
)
_OTHER_BRACKET = re.compile(r"(?<=\S)[\[【〔](?P<inside>[^\[\]【】〔〕()]*)[\]】〕]$")
# 120件 behind ① would be 1,120件.
_LISTED = re.compile(r"[①-⑳⒈-⒛㉑-㉟㊱-㊿⓪](?=\d)|(?<=\d)[¹²³⁰⁴-⁹₀-₉½⅓⅔¼¾⅛]")


def read_notation(text: str, stripped: str) -> Figure:
    """Read what is no plain figure; `stripped` is `text` without white space around it."""
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
    measures, comparator, basis, whole = read_measures(text)
    start: Measure | None = None
    if before and measures:
        known = read_measures(before[0])[0]
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
    measures = read_measures(found["figure"])[0]
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
