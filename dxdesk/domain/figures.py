"""Figures of KPIs, read from the text that a document or a person gives.

The notations are those of the two reference documents: 42.0%, 3件/週, 2024年度末:累計 40,000件,
年間200会議・業務, 毎年度1件以上, 2023年度運用開始, 92会議、927人、92,186枚. The text stays
beside what was read from it; what cannot be read has no value and is words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from dxdesk.domain.text import fold, read_year


class Kind(Enum):
    """What sort of thing a KPI's text is."""

    NUMBER = "number"
    MILESTONE = "milestone"
    WORDS = "words"


class Comparator(Enum):
    """How a value is to be compared with its target."""

    NOT_SAID = ""
    AT_LEAST = "以上"
    AT_MOST = "以下"
    ABOVE = "超"
    BELOW = "未満"
    BETWEEN = "～"
    ABOUT = "約"


class Direction(Enum):
    """Whether more or less of a KPI is better, or neither: KEEP is 維持, as plans mark it with →."""

    NOT_SAID = ""
    MORE = "more"
    LESS = "less"
    KEEP = "keep"


class Basis(Enum):
    """Over what a value is counted."""

    NOT_SAID = ""
    CUMULATIVE = "累計"
    YEARLY = "年間"
    AT_DATE = "時点"


class Doubt(Enum):
    """Why a figure may have been read wrongly; the value goes into the evidence of a finding."""

    GROUPING = "grouping"
    LETTER = "letter"
    KANJI_DIGITS = "kanji-digits"


class Empty(Enum):
    """The kinds of "no figure, no text" that are not the number 0, by the words that say so."""

    UNWRITTEN = ""
    NOT_APPLICABLE = "該当なし"
    NOT_DONE = "未実施"
    UNKNOWN = "把握できない"
    ENDED = "終了"


@dataclass(frozen=True, slots=True)
class Due:
    """By when: a fiscal year, perhaps its end (末), perhaps "until" (まで)."""

    year: int
    end: bool = False
    until: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with its unit; `decimals` are those printed (42.0 has one).

    `upper` is the other end where a span is given (3～5件); then `value` is the lower one.
    """

    value: Decimal
    unit: str
    decimals: int
    upper: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """What was read from `text`: `value` and `unit` of the only number, None and "" otherwise.

    A text with `doubts` could be one of several figures: it is words, and none of them.
    """

    text: str
    kind: Kind
    measures: tuple[Measure, ...] = ()
    comparator: Comparator = Comparator.NOT_SAID
    basis: Basis = Basis.NOT_SAID
    due: Due | None = None
    empty: Empty | None = None
    doubts: tuple[Doubt, ...] = ()

    value: Decimal | None = field(init=False, compare=False, default=None)
    unit: str = field(init=False, compare=False, default="")

    def __post_init__(self) -> None:
        if len(self.measures) == 1:
            object.__setattr__(self, "value", self.measures[0].value)
            object.__setattr__(self, "unit", self.measures[0].unit)

    @property
    def number(self) -> int | float | None:
        """The value as JSON prints it: an int unless decimals were printed."""
        if self.value is None:
            return None
        return float(self.value) if self.measures[0].decimals else int(self.value)


_EMPTIES = {empty.value: empty for empty in Empty}
# No figure of a plan is longer; beyond it a text is prose, and reading it would only cost time.
LONGEST_FIGURE = 120
# Read the same by the general way; the units are those that no other notation begins with.
_PLAIN = re.compile(
    r"(?P<digits>(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,15})(?:\.[0-9]{1,6})?)(?P<unit>%|か所|施設|業務|会議|[件人名回社台校課店館基円本枚点]?)"
)
_TOO_MANY_DIGITS = re.compile(r"\d{19}")
_YEAR = r"(?P<year>\d{4}|(?:令和|平成|R|H)\s*(?:\d{1,2}|元))"
_DUE = re.compile(
    rf"{_YEAR}(?!\d)\s*(?:年度?(?P<end>末)?|(?=:))(?:時点)?(?P<until>まで(?:に)?|中(?:に)?)?"
)
_DATE = re.compile(
    rf"{_YEAR}\s*[年./]\s*(?P<month>\d{{1,2}})\s*[月./]\s*(?:(?P<day>\d{{1,2}})日?|末)?"
    r"\s*(?:時点|現在)"
)
_BASES = {
    "累計": Basis.CUMULATIVE,
    "延べ": Basis.CUMULATIVE,
    "のべ": Basis.CUMULATIVE,
    "通算": Basis.CUMULATIVE,
    "年間": Basis.YEARLY,
    "毎年度": Basis.YEARLY,
    "毎年": Basis.YEARLY,
    "年": Basis.YEARLY,
}
_LEADS = re.compile(
    r"(?P<basis>累計|延べ|のべ|通算|年間|毎年度|毎年|年(?=に?\d))に?|(?P<about>約|およそ|概ね|おおむね)|合計|計"
)
_ZERO = re.compile(r"^ゼロ(?=$|[^\w\s]|[件人回%基])")
# 月1回 is 1回/月.
_PER = re.compile(r"毎?(?P<per>[月週日])に?\s*(?=\d)")
_SCALES = {"億": Decimal(10) ** 8, "万": Decimal(10) ** 4, "千": Decimal(10) ** 3}
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<sign>[-+])?(?P<head>{_DIGITS})(?P<scaled>[億万千](?:{_DIGITS}[億万千]?)*)?"
)
_TERM = re.compile(rf"(?P<digits>{_DIGITS})(?P<scale>[億万千])?")
_UNIT = re.compile(
    r"(?:%|‰|[A-Za-z]{1,4}(?![A-Za-z])|[^\s\d\x00-\x7f、。，：]{1,14})(?:/[^\s\d、。]{1,8})?"
)
_COMPARATOR = re.compile(r"以上|以下|以内|超|未満|程度")
_COMPARATORS = {
    "以上": Comparator.AT_LEAST,
    "以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST,
    "超": Comparator.ABOVE,
    "未満": Comparator.BELOW,
    "程度": Comparator.ABOUT,
}
_UNIT_ENDS = re.compile(
    r"以上|以下|以内|超|未満|程度|を|が|に|で(?!き)|の|と|へ|から|まで|~|実施|開催|達成|予定|"
    r"増|減|削減|縮減|短縮|低減|(?<=.)[（(]"
)
# An amount of change is counted in a unit of its own: 5%増 is not 5%減.
_CHANGE = re.compile(r"(?P<less>削減|縮減|短縮|低減|減少|減)|(?P<more>増加|増)")
_DOWN_TO = re.compile(r"(?:に|まで)(?:削減|縮減|短縮|低減|減らす|減少|抑え|抑制|引き?下げ)\S{0,3}$")
_SPAN = re.compile(r"\s*(?:~|から)\s*")
_BAD_GROUPS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})*,(?:\d{1,2}|\d{4,})(?![\d])")
_LETTERS = re.compile(r"\d[OoIl](?=[\d,%]|[^\x00-\x7f])|(?<![A-Za-z])[OoIl]\d+(?:[%件人回]|$)")
_KANJI_FIGURE = re.compile(
    r"^(?:約|計|累計|延べ)?[一二三四五六七八九十百千〇]{1,7}(?:件|人|名|回|社|台|校|課|店|館|基|施設|業務|か所|箇所|ヶ所|日|%)"
)
_SPELLINGS = {
    **dict.fromkeys(("ヶ所", "ケ所", "カ所", "ヵ所", "箇所", "個所"), "か所"),
    **dict.fromkeys(("m2", "平米", "平方メートル"), "㎡"),
    **dict.fromkeys(("パーセント",), "%"),
}
_TAIL = re.compile(
    r"(?:[をがにの])?(?:実施|開催|達成|予定|参加|受講|目指す|整備|開始|導入|確保|維持|抑える|抑制|とする|する|した|\([^()]*\)|。|\s)*"
)
_LEAD_WORDS = re.compile(r"[^\d]{0,12}[をはが]|[^\d]{1,24}:")


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
    if doubts := _doubts(rest):
        return Figure(text, Kind.WORDS, doubts=doubts)
    due, rest = _take_due(rest)
    rest = _ZERO.sub("0", rest)
    measures: list[Measure] = []
    comparator, basis = Comparator.NOT_SAID, Basis.NOT_SAID
    for piece in re.split(r"[、;]|(?<=\D),(?=\d)", rest):
        read = _read_measure(piece.strip())
        if read is None:
            measures = []
            break
        measure, comparator_here, basis_here = read
        measures.append(measure)
        comparator = comparator_here if comparator is Comparator.NOT_SAID else comparator
        basis = basis_here if basis is Basis.NOT_SAID else basis
    if measures:
        if basis is Basis.NOT_SAID and due and due.end:
            basis = Basis.AT_DATE
        return Figure(text, Kind.NUMBER, tuple(measures), comparator, basis, due)
    yearly = "毎年" in rest or "年間" in rest
    said = due is not None or yearly
    short = len(rest) <= 20 and "、" not in rest
    return Figure(
        text,
        Kind.MILESTONE if said and short else Kind.WORDS,
        basis=Basis.YEARLY if yearly else Basis.NOT_SAID,
        due=due,
    )


def _plain(text: str, plain: re.Match[str]) -> Figure:
    """The figures that plans are full of (85, 42.0%, 3,400,000件), read in a fifth of the time."""
    digits = plain["digits"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    measure = Measure(Decimal(digits), plain["unit"], decimals)
    return Figure(text, Kind.NUMBER, (measure,))


def is_figure(text: str) -> bool:
    """Whether `text` reads as a whole figure: a number, a milestone or a kind of empty."""
    figure = read_figure(text)
    return figure.kind is not Kind.WORDS or figure.empty not in (None, Empty.UNWRITTEN)


def fold_unit(unit: str) -> str:
    """One spelling of a unit for comparing: ％ and %, ㏊ and ha, 箇所 and か所."""
    folded = fold(unit.strip())
    return _SPELLINGS.get(folded, folded)


def _doubts(text: str) -> tuple[Doubt, ...]:
    """Why `text`, folded, could be one of several figures."""
    found = (
        (Doubt.GROUPING, _BAD_GROUPS),
        (Doubt.LETTER, _LETTERS),
        (Doubt.KANJI_DIGITS, _KANJI_FIGURE),
    )
    return tuple(doubt for doubt, pattern in found if pattern.search(text))


def _take_due(text: str) -> tuple[Due | None, str]:
    if dated := _DATE.search(text):
        year = read_year(dated["year"])
        month = int(dated["month"])
        if year is not None and 1 <= month <= 12:
            # A fiscal year runs to the end of March.
            due = Due(year - (month < 4), end=month == 3 and dated["day"] in (None, "31"))
            rest = text[: dated.start()] + text[dated.end() :].lstrip().removeprefix(":")
            return due, rest.strip("() ").strip()
    found = _DUE.search(text)
    year = read_year(found["year"]) if found else None
    if found is None or year is None:
        return None, text
    due = Due(year, end=bool(found["end"]), until=bool(found["until"]))
    rest = (text[: found.start()] + text[found.end() :].lstrip().removeprefix(":")).strip()
    return due, rest


def _read_measure(text: str) -> tuple[Measure, Comparator, Basis] | None:
    """Read `text` as one number with its lead words, unit, comparator and a harmless tail."""
    basis, comparator = Basis.NOT_SAID, Comparator.NOT_SAID
    lead = _LEAD_WORDS.match(text)
    if lead and not _LEADS.match(text):
        text = text[lead.end() :].lstrip()
    while found := _LEADS.match(text):
        if found["basis"]:
            basis = _BASES[found["basis"]]
        elif found["about"]:
            comparator = Comparator.ABOUT
        text = text[found.end() :].lstrip()
    per = _PER.match(text)
    number = _NUMBER.match(text, per.end() if per else 0)
    if not number:
        return None
    value, decimals = _value(number)
    text = text[number.end() :].lstrip()
    unit, text = _take_unit(text)
    unit += f"/{per['per']}" if per and unit else ""
    upper, unit, text = _take_upper(unit, text)
    found = _COMPARATOR.match(text)
    if upper is not None:
        comparator = Comparator.BETWEEN
        text = re.sub(r"^(?:以下|以内|未満|まで)", "", text)
    elif found:
        comparator = _COMPARATORS[found[0]]
        text = text[found.end() :]
    elif _DOWN_TO.match(text):
        comparator, text = Comparator.AT_MOST, ""
    elif changed := _CHANGE.match(text):
        unit += "減" if changed["less"] else "増"
        text = text[changed.end() :]
    trailing = re.match(r"\(?(累計|年間|延べ)\)?", text)
    if trailing:
        basis = _BASES[trailing[1]]
        text = text[trailing.end() :]
    if not _TAIL.fullmatch(text):
        return None
    return Measure(value, fold_unit(unit), decimals, upper), comparator, basis


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


def _value(number: re.Match[str]) -> tuple[Decimal, int]:
    digits = number["head"] + (number["scaled"] or "")
    total, decimals = Decimal(0), 0
    for term in _TERM.finditer(digits):
        value = Decimal(term["digits"].replace(",", ""))
        total += value * _SCALES.get(term["scale"] or "", Decimal(1))
        if not term["scale"] and "." in term["digits"]:
            decimals = len(term["digits"].partition(".")[2])
    if decimals == 0 and total == total.to_integral_value():
        total = Decimal(int(total))
    return (-total if number["sign"] == "-" else total), decimals


def _take_unit(text: str) -> tuple[str, str]:
    found = _UNIT.match(text)
    if not found:
        return "", text
    unit = found[0]
    ends = _UNIT_ENDS.search(unit)
    if ends:
        unit = unit[: ends.start()]
    return unit, text[len(unit) :]
