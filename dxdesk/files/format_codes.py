"""Number formats taken apart: a code's sections, and what stands in each of them.

The grammar is that of ECMA-376, 18.8.31; what a file names by number is shown as Japanese Excel
shows it (18.8.30, ja-jp).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum, auto
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

# Excel takes no longer one; what is longer was made to cost time.
_LONGEST_CODE = 255
_MOST_SECTIONS = 4

_WAREKI, _WAREKI_LONG = "[$-411]ge.m.d", '[$-411]ggge"年"m"月"d"日"'
_MONTH, _DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_ACCOUNT = '_ {0}* #,##0{1}_ ;_ {0}* \\-#,##0{1}_ ;_ {0}* "-"{2}_ ;_ @_ '
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;"¥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 57), _WAREKI),
    **dict.fromkeys((28, 29, 51, 54, 58), _WAREKI_LONG),
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    **dict.fromkeys((34, 52, 55), _MONTH),
    **dict.fromkeys((35, 53, 56), _DAY),
    37: "#,##0;\\-#,##0",
    38: "#,##0;\\-#,##0",
    39: "#,##0.00;\\-#,##0.00",
    40: "#,##0.00;\\-#,##0.00",
    41: _ACCOUNT.format("", "", ""),
    42: _ACCOUNT.format('"¥"', "", ""),
    43: _ACCOUNT.format("", ".00", "??"),
    44: _ACCOUNT.format('"¥"', ".00", "??"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
# Dates and times that are shown as Windows is set up: here as Japanese Windows is.
_SYSTEM = {"f800": 'yyyy"年"m"月"d"日"', "f400": "h:mm:ss"}
_JAPANESE, _GANNEN = re.compile(r"ja-|\w{0,4}411(?!\w)", re.IGNORECASE), "gannen"
_COLOURS = frozenset(
    [
        "black",
        "blue",
        "cyan",
        "green",
        "magenta",
        "red",
        "white",
        "yellow",
        "黒",
        "青",
        "水",
        "緑",
        "紫",
        "赤",
        "白",
        "黄",
    ]
)
_COLOUR_NUMBER = re.compile(r"(?:color|色)\d{1,2}", re.IGNORECASE)
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)(?P<bound>-?[\d.]{1,30}(?:E[+-]?\d{1,3})?)", re.I)
_ELAPSED = re.compile(r"(?P<letter>[hms])(?P=letter)*", re.IGNORECASE)
_LEXEME = re.compile(
    r"""
      "(?P<quoted>[^"]*)(?:"|$)
    | \\(?P<escaped>.?)
    | _(?P<pad>.?)
    | \*(?P<fill>.?)
    | \[(?P<bracket>[^\]]*)(?:\]|$)
    | (?P<general>General|G/標準)
    | (?P<halves>AM/PM|A/P)
    | (?P<exponent>(?<=[0#?.,])E[+-])
    | (?P<letters>(?P<letter>[ymdhsgear])(?P=letter)*)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


class Part(Enum):
    """What a piece of a format stands for."""

    TEXT = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    SLASH = auto()
    EXPONENT = auto()
    GENERAL = auto()
    TYPED = auto()
    MOMENT = auto()
    ELAPSED = auto()
    NOT_KNOWN = auto()


_SIGNS = {
    **dict.fromkeys("0#?", Part.DIGIT),
    ".": Part.POINT,
    ",": Part.COMMA,
    "%": Part.PERCENT,
    "/": Part.SLASH,
    "@": Part.TYPED,
}


_PART_OF = {
    "general": Part.GENERAL,
    "exponent": Part.EXPONENT,
    "halves": Part.MOMENT,
    "letters": Part.MOMENT,
}
# Japanese fonts draw the yen sign where others draw a backslash.
_YEN = "¥"


class Piece(NamedTuple):
    """A piece of a section; `text` is what it shows or how it is spelled, in small letters."""

    part: Part
    text: str


@dataclass(frozen=True, eq=False)
class Section:
    """What shows numbers of one kind: all, those of one sign, or those within a condition.

    Each is made once for its format, so that what follows from it can be kept by its identity.
    """

    pieces: tuple[Piece, ...]
    condition: tuple[str, Decimal] | None = None
    is_japanese: bool = False
    says_gannen: bool = False

    def has(self, *parts: Part) -> bool:
        """Whether it has a piece of these kinds."""
        return not self._parts.isdisjoint(parts)

    @cached_property
    def _parts(self) -> frozenset[Part]:
        return frozenset(piece.part for piece in self.pieces)

    @cached_property
    def is_moment(self) -> bool:
        """Whether it shows a date or a time."""
        return self.has(Part.MOMENT, Part.ELAPSED)

    @cached_property
    def percents(self) -> int:
        """How many times a hundred is shown."""
        return sum(piece.part is Part.PERCENT for piece in self.pieces)

    @cached_property
    def is_general(self) -> bool:
        """Whether it shows numbers and texts as they are."""
        return len(self.pieces) == 1 and self.has(Part.GENERAL, Part.TYPED)

    @cached_property
    def shows_itself(self) -> bool:
        """Whether anything of the number is shown, not words alone."""
        return self.is_moment or self.has(Part.DIGIT, Part.GENERAL, Part.TYPED)

    def holds(self, value: Decimal) -> bool | None:
        """Whether a number is within the condition; None without one."""
        if self.condition is None:
            return None
        sign, bound = self.condition
        return {
            "<": value < bound,
            "<=": value <= bound,
            ">": value > bound,
            ">=": value >= bound,
            "=": value == bound,
            "<>": value != bound,
        }[sign]


@dataclass(frozen=True, slots=True)
class Code:
    """The sections for numbers, at most three, and the one for text."""

    numbers: tuple[Section, ...]
    text: Section | None = None

    @property
    def is_plain(self) -> bool:
        """Whether every number is shown as it is."""
        return len(self.numbers) == 1 and self.numbers[0].is_general and self.text is None


@lru_cache(maxsize=1024)
def read_code(number: int, code: str) -> Code | None:
    """Take a format apart, by its code, else by its built-in number; None where it is none."""
    if not code:
        code = _BUILT_IN.get(number, "" if number else "General")
    sections = [_section(piece) for piece in _cut(code)] if len(code) <= _LONGEST_CODE else []
    if not sections or len(sections) > _MOST_SECTIONS:
        return None
    text = None
    if len(sections) == _MOST_SECTIONS or sections[-1].has(Part.TYPED):
        text = sections[-1]
        sections = sections[:-1]
    if not sections:
        sections = [_section("General")]
    return Code(tuple(sections), text)


def _cut(code: str) -> list[list[re.Match[str]]]:
    """The lexemes of each section."""
    cut: list[list[re.Match[str]]] = [[]]
    for found in _LEXEME.finditer(code):
        if found["sign"] == ";":
            cut.append([])
        else:
            cut[-1].append(found)
    return cut if code else []


def _section(source: str | list[re.Match[str]]) -> Section:
    lexemes = list(_LEXEME.finditer(source)) if isinstance(source, str) else source
    brackets = [found["bracket"] for found in lexemes if found["bracket"] is not None]
    locale = next((said for said in brackets if said.startswith("$")), "").partition("-")[2]
    if locale.casefold() in _SYSTEM:
        return _section(_SYSTEM[locale.casefold()])
    return Section(
        tuple(chain.from_iterable(map(_pieces, lexemes))),
        next(filter(None, map(_condition, brackets)), None),
        bool(_JAPANESE.match(locale)),
        _GANNEN in locale,
    )


def _condition(bracket: str) -> tuple[str, Decimal] | None:
    found = _CONDITION.fullmatch(bracket)
    try:
        return (found["sign"], Decimal(found["bound"])) if found else None
    except InvalidOperation:
        return None


def _pieces(found: re.Match[str]) -> list[Piece]:
    kind = found.lastgroup or ""
    said = found[kind]
    if kind == "bracket":
        return _bracket(said)
    if kind == "sign":
        return [_sign(said)]
    part = _PART_OF.get(kind, Part.TEXT)
    text = {"escaped": said.replace("\\", _YEN), "pad": " ", "fill": "", "exponent": said[1:]}
    return [Piece(part, text.get(kind, said if part is Part.TEXT else said.casefold()))]


def _sign(said: str) -> Piece:
    part = _SIGNS.get(said, Part.TEXT)
    if part is Part.TEXT and said.isascii() and said.isalpha():
        part = Part.NOT_KNOWN
    return Piece(part, said)


def _bracket(said: str) -> list[Piece]:
    if said.startswith("$"):
        # [$¥-411]: what stands before the dash is shown, the rest says whose words to use.
        return [Piece(Part.TEXT, said[1:].partition("-")[0].replace("\\", _YEN))]
    if _ELAPSED.fullmatch(said):
        return [Piece(Part.ELAPSED, said.casefold())]
    is_known = said.casefold() in _COLOURS or _COLOUR_NUMBER.fullmatch(said)
    if is_known or _condition(said):
        return []
    return [Piece(Part.NOT_KNOWN, said)]
