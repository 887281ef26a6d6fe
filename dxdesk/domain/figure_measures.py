"""One measure of a figure, or several: lead words, number, scale, unit, and what bounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from dxdesk.domain.figures import (
    Basis,
    Comparator,
    Measure,
)
from dxdesk.domain.units import SCALES, fold_unit, trimmed

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
_TAIL = re.compile(
    r"(?:[をがにの])?(?:ちょうど|済み?|完了|であった|となった|だった|に?とどまった|に達した|実施|開催|達成|予定|参加|受講|目指す|整備|開始|導入|確保|維持|抑える|抑制|とする|する|した|。|\s|[↑↓↗↘]|"
    r"(?:減少|低減|増加|向上|削減|抑制|上昇|低下)(?:を目指す|が目標|が望ましい))*"
)
_BASIS_BEHIND = re.compile(r"累計|年間|延べ")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_SCALED_UNIT = re.compile(rf"{_SCALE}?[^\s\d、。]{{1,6}}")
# What a bracket lists is one note.
_SEPARATOR = re.compile(r"(?:[、;\n]|(?<=\D),(?=\d))(?![^()]{0,120}\))")


class _Lead(NamedTuple):
    """What the words before a number say of it."""

    basis: Basis = Basis.NOT_SAID
    comparator: Comparator = Comparator.NOT_SAID
    whole: bool = False
    yen: bool = False


_Read = tuple[tuple[Measure, ...], Comparator, Basis, bool]
_NOTHING: _Read = ((), Comparator.NOT_SAID, Basis.NOT_SAID, False)


def read_measures(text: str) -> _Read:
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
