"""Units of figures: their spellings, the scales before them, and what converts exactly.

A unit is a text such as 件, 円/人 or %減, without its scale; 増 or 減 at its end says that the
amount is one of change. Conversions are those that lose nothing (時間 into 秒), none that depends
on a calendar (月 into 日) or on a price.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from dxdesk.domain.text import fold

SCALES = {
    "百": Decimal(10) ** 2,
    "千": Decimal(10) ** 3,
    "万": Decimal(10) ** 4,
    "十万": Decimal(10) ** 5,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "億": Decimal(10) ** 8,
    "十億": Decimal(10) ** 9,
    "百億": Decimal(10) ** 10,
    "千億": Decimal(10) ** 11,
    "兆": Decimal(10) ** 12,
}

# A count with three digits behind a point is one whose comma was mistyped.
COUNTED = "件人名回社台校課店館基本枚冊戸個団世会施業か所円"

_SPELLINGS = {
    **dict.fromkeys(("ヶ所", "ケ所", "カ所", "ヵ所", "ヶ処", "箇所", "個所"), "か所"),
    **dict.fromkeys(
        ("ヶ月", "ケ月", "カ月", "ヵ月", "ヶ月間", "ケ月間", "カ月間", "ヵ月間", "箇月", "か月間"),
        "か月",
    ),
    **dict.fromkeys(("ヶ年", "ケ年", "カ年", "ヵ年", "箇年"), "か年"),
    **dict.fromkeys(("m2", "平米", "平方メートル"), "㎡"),
    **dict.fromkeys(("m3", "立米", "立方メートル"), "㎥"),
    **dict.fromkeys(("km2", "平方キロメートル"), "㎢"),
    **dict.fromkeys(("ヘクタール",), "ha"),
    **dict.fromkeys(("トン",), "t"),
    **dict.fromkeys(("キログラム",), "kg"),
    **dict.fromkeys(("リットル", "l"), "L"),
    **dict.fromkeys(("tCO2", "トンCO2", "トン-CO2"), "t-CO2"),
    **dict.fromkeys(("kgCO2",), "kg-CO2"),
    **dict.fromkeys(("キロワット時",), "kWh"),
    **dict.fromkeys(("°C", "度C"), "℃"),
    **dict.fromkeys(("パーセント", "pct"), "%"),
    **dict.fromkeys(("パーミル",), "‰"),
    **dict.fromkeys(("ポイント", "pt", "pp", "%ポイント", "%pt", "p"), "ポイント"),
    "日間": "日",
    "年度": "年",
}

# What each is in the smallest of its kind, all of them whole.
_SIZES = {
    "時間": ("秒", 3600),
    "h": ("秒", 3600),
    "分": ("秒", 60),
    "分間": ("秒", 60),
    "秒間": ("秒", 1),
    "週間": ("日", 7),
    "年間": ("か月", 12),
    "か年": ("か月", 12),
    "年": ("か月", 12),
    "割": ("‰", 100),
    "%": ("‰", 10),
    "ha": ("㎡", 10**4),
    "㎢": ("㎡", 10**6),
    "㎥": ("L", 1000),
    "kL": ("L", 1000),
    "kl": ("L", 1000),
    "t": ("g", 10**6),
    "kg": ("g", 1000),
    "t-CO2": ("kg-CO2", 1000),
    "kWh": ("Wh", 1000),
    "MWh": ("Wh", 10**6),
    "GWh": ("Wh", 10**9),
    "km": ("m", 1000),
    "名": ("人", 1),
}
# How often a year has each, where that is the same every year.
_TIMES_A_YEAR = {"年": 1, "年度": 1, "半期": 2, "半年": 2, "四半期": 4, "月": 12, "か月": 12}


class Size(NamedTuple):
    """A unit in the smallest of its kind; `moves` is 1 for an amount of more, -1 for one of less.

    `yearly` says that the unit counts per year in so many words.
    """

    base: str
    factor: Decimal
    moves: int
    yearly: bool


def fold_unit(unit: str) -> str:
    """One spelling of a unit for comparing: ％ and %, ㏊ and ha, 箇所 and か所."""
    folded = fold(unit.strip())
    bare, moves = folded, ""
    if len(folded) > 1 and folded[-1] in "増減":
        bare, moves = folded[:-1], folded[-1]
    above, slash, below = bare.partition("/")
    return f"{_SPELLINGS.get(above, above)}{slash}{_SPELLINGS.get(below, below)}{moves}"


@lru_cache(maxsize=1024)
def size_of(unit: str) -> Size:
    """What a unit, in its one spelling, counts."""
    bare, moves = unit, 0
    if len(unit) > 1 and unit[-1] in "増減":
        bare, moves = unit[:-1], 1 if unit[-1] == "増" else -1
    above, slash, below = bare.partition("/")
    base, factor = _SIZES.get(above, (above, 1))
    if not slash:
        return Size(base, Decimal(factor), moves, yearly=False)
    if below in _TIMES_A_YEAR:
        times = factor * _TIMES_A_YEAR[below]
        return Size(f"{base}/年", Decimal(times), moves, yearly=_TIMES_A_YEAR[below] == 1)
    return Size(f"{base}/{_SIZES.get(below, (below, 1))[0]}", Decimal(factor), moves, yearly=False)


def same_unit(one: str, other: str) -> bool:
    """Whether amounts in two units can be compared: 人 and 名, 時間 and 分, 回 and 回/年.

    A year's report counts per year where nothing else is said; 月1回 beside 10回 is left alone.
    """
    if one == other:
        return True
    if not one or not other:
        return False
    left, right = size_of(one), size_of(other)
    if left.moves != right.moves and not (left.moves and right.moves):
        return False
    if left.base == right.base:
        return True
    return (left.yearly and left.base == f"{right.base}/年") or (
        right.yearly and right.base == f"{left.base}/年"
    )


def amount(value: Decimal, unit: str) -> Decimal:
    """A value in the smallest unit of its kind, less than nothing for 減; only for `same_unit`s."""
    size = size_of(unit)
    return value * size.factor * (size.moves or 1)


def trimmed(value: Decimal) -> Decimal:
    """The value without the point of a number that has none: 1.2万 is 12000, not 12000.0."""
    return Decimal(int(value)) if value == value.to_integral_value() else value
