from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.days import print_day, read_day
from dxdesk.domain.plan import YearStyle

NEAR = date(2026, 4, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和8年4月30日", date(2026, 4, 30)),
        ("令和８年４月３０日（木）", date(2026, 4, 30)),
        ("R8.4.30", date(2026, 4, 30)),
        ("2026/4/30 17時まで", date(2026, 4, 30)),
        ("2026-04-30", date(2026, 4, 30)),
        ("令和元年5月7日", date(2019, 5, 7)),
        ("4月30日(木)正午", date(2026, 4, 30)),
        ("４／３０（木曜日）必着", date(2026, 4, 30)),
        ("1月8日", date(2026, 1, 8)),
        ("12月28日", date(2025, 12, 28)),
        ("4月30日（金）", None),
        ("令和8年2月30日", None),
        ("2月29日", None),
        ("4月20日から4月30日まで", None),
        ("至急", None),
        ("来週の金曜日", None),
        ("", None),
        ("12345/6/7", None),
    ],
)
def test_a_day_is_read_or_not_guessed(text: str, day: date | None) -> None:
    assert read_day(text, NEAR) == day


@pytest.mark.parametrize(
    ("day", "era", "western"),
    [
        (date(2026, 4, 20), "令和8年4月20日", "2026年4月20日"),
        (date(2019, 5, 1), "令和元年5月1日", "2019年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日", "2019年4月30日"),
        (date(2018, 12, 31), "平成30年12月31日", "2018年12月31日"),
        (date(1970, 1, 1), "1970年1月1日", "1970年1月1日"),
    ],
)
def test_a_day_as_the_plan_prints_it(day: date, era: str, western: str) -> None:
    assert print_day(day, YearStyle.ERA) == era
    assert print_day(day, YearStyle.WESTERN) == western


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.sampled_from(YearStyle))
def test_what_is_printed_is_read(day: date, style: YearStyle) -> None:
    assert read_day(print_day(day, style), NEAR) == day


@given(st.integers(-180, 180))
def test_without_a_year_it_is_the_nearest(shift: int) -> None:
    day = NEAR + timedelta(days=shift)
    assert read_day(f"{day.month}月{day.day}日", NEAR) == day


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_none(text: str) -> None:
    found = read_day(text, NEAR)
    assert found is None or isinstance(found, date)
