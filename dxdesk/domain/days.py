"""Days as offices write them: read where a text names one, printed, and counted from a given day."""

from __future__ import annotations

import re
from datetime import date

from dxdesk.domain.plan import YearStyle
from dxdesk.domain.text import fold

_SIGN = r"\s*[年/.\-]\s*"
_DAY = re.compile(
    rf"(?<![\d年/.\-])(?:(?P<west>\d{{4}}){_SIGN}|(?P<era>令和|平成|[RH])\s*(?P<count>\d{{1,2}}|元){_SIGN})?"
    r"(?P<month>\d{1,2})\s*[月/.\-]\s*(?P<day>\d{1,2})(?!\d)\s*日?"
    r"(?:\s*\((?P<weekday>[月火水木金土日])(?:曜日?)?\))?"
)
_WEEKDAYS = "月火水木金土日"
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
_BEGUN = ((date(2019, 5, 1), "令和"), (date(1989, 1, 8), "平成"))


def read_day(text: str, near: date) -> date | None:
    """The one day that a text names: 令和8年4月30日, R8.4.30, 2026/4/30, 4月30日（木）.

    A day without a year is the one nearest to `near`. None where the text names no day or
    several, or a day that is not in the calendar or falls on another weekday than it says.
    """
    found = list(_DAY.finditer(fold(text)))
    if len(found) != 1:
        return None
    known = found[0]
    year = _year(known)
    years = (near.year - 1, near.year, near.year + 1) if year is None else (year,)
    month, day = int(known["month"]), int(known["day"])
    days = [made for one in years if (made := _day(one, month, day))]
    nearest = min(days, key=lambda one: abs((one - near).days), default=None)
    if nearest and known["weekday"] and _WEEKDAYS[nearest.weekday()] != known["weekday"]:
        return None
    return nearest


def print_day(day: date, style: YearStyle) -> str:
    """A day in the calendar that a plan prints: 令和8年4月20日 or 2026年4月20日."""
    begun = next((era for era in _BEGUN if day >= era[0]), None)
    if style is YearStyle.WESTERN or begun is None:
        return f"{day.year}年{day.month}月{day.day}日"
    count = day.year - _ERAS[begun[1]]
    return f"{begun[1]}{'元' if count == 1 else count}年{day.month}月{day.day}日"


def _year(found: re.Match[str]) -> int | None:
    if found["west"]:
        return int(found["west"])
    if not found["era"]:
        return None
    return _ERAS[found["era"]] + (1 if found["count"] == "元" else int(found["count"]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
