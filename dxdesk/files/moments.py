"""Dates and times as number formats show them, in the calendars of Japanese Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, auto
from functools import lru_cache

from dxdesk.files.format_codes import Part, Piece, Section

_MS_A_DAY = 86_400_000
_LAST_DAY = 2_958_465
_DAYS_TO_1904 = 1462
_ERAS = (
    (date(2019, 5, 1), "R", "令", "令和"),
    (date(1989, 1, 8), "H", "平", "平成"),
    (date(1926, 12, 25), "S", "昭", "昭和"),
    (date(1912, 7, 30), "T", "大", "大正"),
    (date(1868, 1, 25), "M", "明", "明治"),
)
_WEEKDAYS = "日月火水木金土"
_DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_HALVES = {"am/pm": ("AM", "PM"), "a/p": ("A", "P")}
_YEAR, _LENGTHS = frozenset("yer"), frozenset("HNS")
# How long a step of each code is, and how far a clock's hours, minutes and seconds reach.
_STEPS = dict(zip("hnsHNS", (3_600_000, 60_000, 1000) * 2, strict=True))
_ROOM = {"h": _MS_A_DAY, "n": 3_600_000, "s": 60_000}
# A smaller number in a cell for dates was hardly meant to be a day of before 1927.
_FIRST_LIKELY = 10_000


class Left(Enum):
    """What of a moment a format leaves out."""

    NOTHING = auto()
    YEAR = auto()
    AMOUNT = auto()


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment by its parts; `hours` are all hours since the beginning, `month` 0 for none."""

    year: int
    month: int
    day: int
    weekday: int
    milliseconds: int

    @property
    def era(self) -> tuple[int, str, str, str]:
        """The year within its era, and the era's three names."""
        # Excel's 29 February 1900 is no date of the calendar, nor its day before the first.
        at = (self.year, self.month, self.day)
        begun = next(era for era in _ERAS if (era[0].year, era[0].month, era[0].day) <= at)
        return self.year - begun[0].year + 1, *begun[1:]


def serial_of(text: str, *, since_1904: bool) -> float | None:
    """The number that stands for a moment which a file spells out; None for any other text."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    return (moment - start) / timedelta(days=1)


def show(section: Section, serial: float, *, since_1904: bool) -> tuple[str, Left] | None:
    """The text of a moment, and what it leaves out; None for what Excel shows as no moment."""
    letters = _letters(section)
    if section.has(Part.NOT_KNOWN, Part.GENERAL, Part.TYPED, Part.PERCENT, Part.EXPONENT):
        return None
    last = _LAST_DAY - (_DAYS_TO_1904 if since_1904 else 0)
    if not 0 <= serial < last + 1 or letters is None:
        return None
    places = len(letters.fraction)
    step = 10 ** max(3 - places, 0) if letters.seconds else 1
    whole = (round(serial * _MS_A_DAY) + step // 2) // step * step
    moment = _moment(whole, since_1904)
    text = "".join(_shown(section, letters, moment, whole))
    return text, _left(section, letters, whole)


@dataclass(frozen=True, slots=True)
class _Letters:
    """A section's codes by their place: minutes as `n`, elapsed ones in capitals."""

    by_place: dict[int, str]
    fraction: frozenset[int]

    @property
    def kinds(self) -> frozenset[str]:
        """The first letters."""
        return frozenset(code[0] for code in self.by_place.values())

    @property
    def seconds(self) -> bool:
        """Whether seconds are shown."""
        return bool(self.kinds & {"s", "S"})


@lru_cache(maxsize=1024)
def _letters(section: Section) -> _Letters | None:
    """The codes; None where digits stand that are no part of a second."""
    places = [at for at, p in enumerate(section.pieces) if p.part in (Part.MOMENT, Part.ELAPSED)]
    by_place: dict[int, str] = {}
    for index, at in enumerate(places):
        part, code = section.pieces[at]
        before = by_place[places[index - 1]] if index else ""
        behind = section.pieces[places[index + 1]].text if index + 1 < len(places) else ""
        is_minute = before[:1] in ("h", "H") or behind[:1] == "s"
        if part is Part.ELAPSED:
            code = code.upper().replace("M", "N")
        elif code[0] == "m" and len(code) < 3 and is_minute:
            code = code.replace("m", "n")
        by_place[at] = code
    fraction = frozenset(_fraction(section.pieces, by_place))
    digits = frozenset(at for at, p in enumerate(section.pieces) if p.part is Part.DIGIT)
    return _Letters(by_place, fraction) if digits == fraction else None


def _fraction(pieces: Sequence[Piece], by_place: dict[int, str]) -> Iterator[int]:
    """The places of a second's decimals: at most three."""
    for at, code in by_place.items():
        if code[0] not in "sS" or pieces[at + 1 : at + 2] != (Piece(Part.POINT, "."),):
            continue
        for place in range(at + 2, min(at + 5, len(pieces))):
            if pieces[place] != (Part.DIGIT, "0"):
                break
            yield place


def _moment(milliseconds: int, since_1904: bool) -> _Moment:
    day, rest = divmod(milliseconds, _MS_A_DAY)
    if not since_1904 and day in (0, 60):
        # Excel counts a day before the first, and a 29 February 1900 that never was.
        return _Moment(1900, 2 if day else 1, 29 if day else 0, (day + 6) % 7, rest)
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if day < 60 else 30)
    on = start + timedelta(days=min(day, _LAST_DAY))
    weekday = on.isoweekday() % 7 if since_1904 else (day + 6) % 7
    return _Moment(on.year, on.month, on.day, weekday, rest)


def _shown(section: Section, letters: _Letters, moment: _Moment, whole: int) -> Iterator[str]:
    is_halved = any(code in _HALVES for code in letters.by_place.values())
    decimals = f"{moment.milliseconds % 1000:03}"
    written = 0
    for at, piece in enumerate(section.pieces):
        if at in letters.by_place:
            yield _code(letters.by_place[at], moment, whole, section, is_halved)
            written = 0
        elif at in letters.fraction:
            yield decimals[written]
            written += 1
        else:
            yield piece.text


def _code(code: str, moment: _Moment, whole: int, section: Section, is_halved: bool) -> str:
    size, hour = len(code), moment.milliseconds // 3_600_000
    if code in _HALVES:
        names = ("午前", "午後") if section.is_japanese and size > 3 else _HALVES[code]
        return names[hour >= 12]
    amounts = {
        "h": (hour + 11) % 12 + 1 if is_halved else hour,
        "n": moment.milliseconds // 60_000 % 60,
        "s": moment.milliseconds // 1000 % 60,
        "H": whole // 3_600_000,
        "N": whole // 60_000,
        "S": whole // 1000,
    }
    if code[0] in amounts:
        return f"{amounts[code[0]]:0{min(size, 9)}}"
    return _day(code, moment, section)


def _day(code: str, moment: _Moment, section: Section) -> str:
    size, kind = len(code), code[0]
    if kind == "y":
        words = [f"{moment.year % 100:02}"] * 2 + [f"{moment.year:04}"]
    elif kind == "m":
        words = [*_counts(moment.month), *_months(moment.month, in_japanese=section.is_japanese)]
    elif kind in "da":
        in_japanese = section.is_japanese or kind == "a"
        words = [*_counts(moment.day), *_weekdays(moment.weekday, in_japanese=in_japanese)]
    else:
        words = _era_words(kind, moment, says_gannen=section.says_gannen)
    return words[min(size, len(words)) - 1]


def _era_words(kind: str, moment: _Moment, *, says_gannen: bool) -> list[str]:
    count, *era = moment.era
    if kind == "g":
        return era
    if kind == "e":
        return ["元" if says_gannen and count == 1 else str(count), f"{count:02}"]
    return [f"{count:02}", f"{era[2]}{count:02}"]


def _counts(number: int) -> tuple[str, str]:
    return str(number), f"{number:02}"


def _months(month: int, *, in_japanese: bool) -> tuple[str, ...]:
    name = _MONTHS[month - 1]
    return (f"{month}月",) if in_japanese else (name[:3], name, name[0])


def _weekdays(weekday: int, *, in_japanese: bool) -> tuple[str, str]:
    if in_japanese:
        return _WEEKDAYS[weekday], f"{_WEEKDAYS[weekday]}曜日"
    return _DAYS[weekday][:3], _DAYS[weekday]


def _left(section: Section, letters: _Letters, whole: int) -> Left:
    """Whether the year of a day is left out, or a part of a length of time."""
    codes = [code for code in letters.by_place.values() if code not in _HALVES]
    kinds = {code[0] for code in codes}
    if kinds and kinds <= _STEPS.keys():
        if kinds & _LENGTHS:
            is_cut = bool(whole % max(min(_STEPS[kind] for kind in kinds), 1000))
        else:
            is_cut = whole >= max(_ROOM[kind] for kind in kinds)
        return Left.AMOUNT if is_cut else Left.NOTHING
    if whole < _FIRST_LIKELY * _MS_A_DAY:
        return Left.AMOUNT
    says_day = any(code[0] == "d" and len(code) < 3 for code in codes)
    names_month = any(code[0] == "m" and len(code) > 2 for code in codes)
    is_told = _names_year(section, codes) and (says_day or not names_month)
    return Left.NOTHING if is_told else Left.YEAR


def _names_year(section: Section, codes: Sequence[str]) -> bool:
    """Whether the year is seen to be one: 7.4, 25/4, 2025.4 and 20250403 pass for figures."""
    between = "".join(piece.text for piece in section.pieces if piece.part is not Part.MOMENT)
    if any(code[0] == "g" or code in ("rr", "rrr") for code in codes):
        return True
    if any(code[0] in _YEAR for code in codes) and any(era[3] in between for era in _ERAS):
        return True
    is_figure = between.strip() in ("", ".")
    return not is_figure and any(code[0] == "y" and len(code) > 2 for code in codes)
