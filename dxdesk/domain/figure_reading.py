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
_DUE_ALONE = re.compile(rf"\(?(?P<year>{_YEAR})\)?(?=\s|$)")
_DATE = re.compile(
    rf"(?P<year>{_YEAR})\s*[年./]\s*(?P<month>\d{{1,2}})\s*[月./]\s*(?:(?P<day>\d{{1,2}})日?|末)?"
    r"\s*(?:時点|現在)"
)
_YEARS = re.compile(rf"\(?(?P<first>{_YEAR})(?:年度?)?\s*~\s*(?P<last>{_YEAR})(?:年度?)?\)?")
_OVER_YEARS = re.compile(r"(?P<count>\d{1,2})(?:年間|か年|ヶ年|カ年)(?:で|の)?(?=\D*\d)")
_OF_A_TERM = re.compile(r"第\d+[期次]\S{0,8}?(?:期間|計画)?(?:で|中に|内に)")
# A cell with several years: each begins with its own.
_NEXT_YEAR = re.compile(
    rf"[、,;\s]*(?=(?:{_YEAR})(?:年度|(?=\s*(?:実績|:))))|[、,;\s]+(?=[前昨今本当]年度?)"
)
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
    "毎年": Basis.YEARLY,
    "年": Basis.YEARLY,
}
_LEADS = re.compile(
    r"(?P<basis>累計|累積|延べ|のべ|通算|年間|毎年度|毎年|年(?=に?\d))に?|"
    r"(?P<about>約|およそ|概ね|おおむね|ほぼ)|(?P<all>全(?=\d))|合計|計|平均|年度内に|期間中に|第(?=\d+位)|(?P<yen>[¥\\](?=\s*\d))"
)
_LEAD_WORDS = re.compile(
    r"[^\d]{0,12}[をはが]|[^\d]{1,24}:|[^\d+\-±]{1,24}(?:割合|[率数量額])\s?(?=[\d約])"
    r"|\d{1,4}\D{1,6}(?:以内|以上|以下|未満)の[^\d]{0,12}(?:割合|率)\s?(?=\d)"
)
_ZERO = re.compile(r"^ゼロ(?=$|[^\w\s]|[件人回%基])")
_HALVED = (
    (re.compile(r"^半減"), "50%減"),
    (re.compile(r"^倍増"), "100%増"),
    (re.compile(r"^半年"), "6か月"),
)
# 月1回 is 1回/月, 1人当たり3冊 is 3冊/人.
_PER = re.compile(
    r"毎?(?P<often>[月週日])に?\s*(?=\d)|(?:1|一)?(?P<each>日|月|年|週|人|件|回|世帯)(?:当たり|あたり|につき)\s*(?=\d)"
)
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = r"(?:百万|千万|十億|[兆億万千])"
_NUMBER = re.compile(
    rf"(?P<sign>[-+±])?\s?(?P<head>{_DIGITS})\s?(?P<scaled>{_SCALE}(?:{_DIGITS}[億万千]?)*)?"
)
_TERM = re.compile(rf"(?P<digits>{_DIGITS})(?P<scale>{_SCALE})?")
_PART = re.compile(
    r"(?P<value>\d{1,9})/(?P<of>\d{1,9})(?P<unit>[^\s\d/%,.、。()\x00-\x7f]{0,8})$"
    r"|(?P<of2>\d{1,9})(?P<unit2>[^\s\d/%,.、。()\x00-\x7f]{1,8})中\s?(?P<value2>\d{1,9})(?P<unit3>[^\s\d/%,.、。()\x00-\x7f]{0,8})$"
    r"|(?P<of4>\d{1,4})分の(?P<value4>\d{1,4})$"
)
_CLOCK = re.compile(
    r"(?P<hours>\d{1,5})時間(?P<minutes>\d{1,2})分(?:(?P<seconds>\d{1,2})秒)?"
    r"|(?P<minutes2>\d{1,5})分(?P<seconds2>\d{1,2})秒|(?P<years>\d{1,3})年(?P<months>\d{1,2})[かヶケカヵ箇]月"
)
_UNIT = re.compile(
    r"(?:%(?:ポイント|pt)?|‰|°C|[A-Za-z]{1,6}(?:[23](?!\d))?(?:-[A-Za-z]{1,4}[2-6]?)?(?![A-Za-z\d])|[^\s\d\x00-\x7f、。，：¥]{1,14}(?:-?CO2)?)"
    r"(?:/[^\s\d、。()\-+]{1,8})?"
)
_COMPARATORS = {
    "以上": Comparator.AT_LEAST,
    "以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST,
    "超": Comparator.ABOVE,
    "を超える": Comparator.ABOVE,
    "を上回る": Comparator.ABOVE,
    "未満": Comparator.BELOW,
    "を下回る": Comparator.BELOW,
    "程度": Comparator.ABOUT,
    "前後": Comparator.ABOUT,
    "強": Comparator.JUST_ABOVE,
    "余り": Comparator.JUST_ABOVE,
    "弱": Comparator.JUST_BELOW,
}
_COMPARATOR = re.compile("|".join(_COMPARATORS))
_UNIT_ENDS = re.compile(
    r"以上|以下|以内|超|未満|程度|前後|強|余り|弱|を|が|に|で(?!き)|の|と|へ|から|まで|~|[→↑↓↗↘]|実施|開催|達成|予定|"
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
_SPAN = re.compile(r"\s*(?:~|から)\s*")
_ARROW = re.compile(r"\s*(?:→|⇒|➡|->)\s*")
_TAIL = re.compile(
    r"(?:[をがにの])?(?:実施|開催|達成|予定|参加|受講|目指す|整備|開始|導入|確保|維持|抑える|抑制|とする|する|した|。|\s|[↑↓↗↘]|"
    r"(?:減少|低減|増加|向上|削減|抑制|上昇|低下)(?:を目指す|が目標|が望ましい))*"
)
_BASIS_BEHIND = re.compile(r"累計|年間|延べ")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_SCALED_UNIT = re.compile(rf"{_SCALE}?[^\s\d、。]{{1,6}}")
_MARKED_NOTE = re.compile(r"\s*[※注].*$", re.DOTALL)
_SEPARATOR = re.compile(r"[、;\n]|(?<=\D),(?=\d)")


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
    rest = fold(stripped)
    if _TOO_MANY_DIGITS.search(rest):
        return Figure(text, Kind.WORDS)
    if doubts := tuple(doubt for doubt, pattern in _DOUBTS if pattern.search(rest)):
        return Figure(text, Kind.WORDS, doubts=doubts)
    rest = _MARKED_NOTE.sub("", rest).strip()
    read = _of_several_years(rest) or _one(rest)
    if read.measures:
        return replace(_unmixed(read), text=text)
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
    due, years, text = _take_years(text)
    if due is None:
        due, text = _take_due(text)
    if found := _LAST_YEARS.fullmatch(text):
        return _than_last_year(found, due)
    text = _COMPARED.sub("", text, count=1)
    *before, text = _ARROW.split(text)
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
    if (found := _YEARS.search(text)) and "~" in found[0]:
        first, last = read_year(found["first"]), read_year(found["last"])
        if first is not None and last is not None and last > first:
            due, years = Due(last), last - first + 1
            text = text[: found.start()] + text[found.end() :]
    if (found := _OVER_YEARS.match(text)) and int(found["count"]) > 1:
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
        measures.append(measure)
        comparator = comparator_here if comparator is Comparator.NOT_SAID else comparator
        basis = basis_here if basis is Basis.NOT_SAID else basis
        whole = whole or whole_here
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
        if bare and len(inside) == 1 and _is_beside(inside[0]):
            yield inside[0]


def _is_beside(said: str) -> bool:
    """Whether a bracket holds the same in another unit (105%（1,050人）), and no note of its scale."""
    return bool(_NUMBER.match(said)) and "満点" not in said and _read_measure(said) is not None


def _read_measure(text: str) -> tuple[Measure, Comparator, Basis, bool] | None:
    """Read `text` as one number with its lead words, unit, comparator and a harmless tail."""
    lead, text = _take_lead(text.strip())
    if part := _PART.match(text):
        measure = _part(part)
        return (measure, lead.comparator, lead.basis, lead.whole) if measure else None
    taken = _take_number(text, yen=lead.yen)
    if taken is None:
        return None
    measure, text = taken
    bound = _take_bound(measure, text)
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
    text = _ZERO.sub("0", text.lstrip("↑↓↗↘ "))
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
        elif found["yen"]:
            lead = lead._replace(yen=True)
        text = text[found.end() :].lstrip()
    return lead, text


def _take_number(text: str, *, yen: bool) -> tuple[Measure, str] | None:
    """A number with its scale, unit and other end, and the rest; None for half of a figure."""
    if clock := _CLOCK.match(text):
        value, unit = _on_clock(clock)
        return Measure(value, unit, 0), text[clock.end() :]
    per = _PER.match(text)
    number = _NUMBER.match(text, per.end() if per else 0)
    if not number:
        return None
    value, decimals, scale = _value(number)
    unit, text = _take_unit(text[number.end() :].lstrip())
    unit = f"円{unit}" if yen and not unit else unit
    # 10数件 is none of its halves.
    if unit.startswith("数"):
        return None
    unit += f"/{per['often'] or per['each']}" if per and unit else ""
    upper, unit, text = _take_upper(unit, text)
    return Measure(value, unit, decimals, upper, scale, signed=number["sign"] == "+"), text


def _take_bound(measure: Measure, text: str) -> tuple[Measure, Comparator, str] | None:
    """What stands behind the unit: a bound, or the way of a change; None where both ways stand."""
    if measure.upper is not None:
        return measure, Comparator.BETWEEN, re.sub(r"^(?:以下|以内|未満|まで)", "", text)
    if found := _COMPARATOR.match(text):
        return measure, _COMPARATORS[found[0]], text[found.end() :]
    if _DOWN_TO.match(text):
        return measure, Comparator.AT_MOST, ""
    if _UP_TO.match(text):
        return measure, Comparator.AT_LEAST, ""
    changed = _CHANGE.match(text)
    if not changed:
        return measure, Comparator.NOT_SAID, text
    if measure.unit and measure.unit[-1] in "増減":
        return None
    unit = f"{measure.unit}{'減' if changed['less'] else '増'}"
    return replace(measure, unit=unit), Comparator.NOT_SAID, text[changed.end() :]


def _part(found: re.Match[str]) -> Measure | None:
    """12/15課, 15課中12課, 3分の2; None where more is said to be done than there is."""
    value = Decimal(found["value"] or found["value2"] or found["value4"])
    whole = Decimal(found["of"] or found["of2"] or found["of4"])
    unit, other = found["unit"] or found["unit2"] or "", found["unit3"]
    if not whole > 0 or value > whole or (other and other != unit):
        return None
    return Measure(value, fold_unit(unit), 0, of=whole)


def _on_clock(found: re.Match[str]) -> tuple[Decimal, str]:
    """1時間10分 in the smaller of its units."""
    if found["years"]:
        return Decimal(int(found["years"]) * 12 + int(found["months"])), "か月"
    minutes = int(found["minutes2"] or int(found["hours"] or 0) * 60 + int(found["minutes"] or 0))
    seconds = found["seconds"] or found["seconds2"]
    return (Decimal(minutes * 60 + int(seconds)), "秒") if seconds else (Decimal(minutes), "分")


def _take_upper(unit: str, text: str) -> tuple[Decimal | None, str, str]:
    """The other end of a span: 3~5件, 3件から5件, 3件以上5件以下."""
    start = _SPAN.match(text) or re.match(r"以上\s*(?=\d)", text)
    number = _NUMBER.match(text, start.end()) if start else None
    if number is None:
        return None, unit, text
    second, rest = _take_unit(text[number.end() :].lstrip())
    if unit and second and fold_unit(unit) != fold_unit(second):
        return None, unit, text
    return _value(number)[0], unit or second, rest


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
