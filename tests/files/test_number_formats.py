from __future__ import annotations

import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.files.cell_marks import Odd
from dxdesk.files.number_formats import Shown, general, read_format, show, show_text
from tests.files.shown import DAY, SHOWN


@pytest.mark.parametrize(("code", "stored", "text", "odd"), SHOWN)
def test_what_a_format_shows(code: str, stored: float, text: str, odd: Odd | None) -> None:
    assert show(repr(stored), read_format(0, code)) == Shown(text, odd)


def test_formats_that_a_file_names_by_number() -> None:
    dates = {14: "2025/3/31", 27: "R7.3.31", 30: "3/31/25", 31: "2025年3月31日", 34: "2025年3月"}
    dates |= dict.fromkeys((36, 50, 57), "R7.3.31")
    dates |= dict.fromkeys((28, 29, 51, 54, 58), "令和7年3月31日")
    dates |= {52: "2025年3月", 55: "2025年3月", 22: "2025/3/31 0:00", 15: "31-Mar-25"}
    assert {number: show(str(DAY), read_format(number)).text for number in dates} == dates
    for number in (16, 17, 35, 53, 56):
        assert show(str(DAY), read_format(number)).odd is Odd.DAY
    numbers = {1: "-1235", 3: "-1,235", 4: "-1,234.50", 5: "¥-1,235", 7: "¥-1,234.50", 38: "-1,235"}
    numbers |= {41: "-1,235", 43: "-1,234.50", 44: "¥-1,234.50", 12: "-1234 1/2", 49: "-1234.5"}
    assert {n: show("-1234.5", read_format(n)).text for n in numbers} == numbers
    times = {
        18: "6:05 PM",
        20: "18:05",
        21: "18:05:30",
        32: "18時05分",
        45: "05:30",
        46: "18:05:30",
    }
    assert {n: show("0.75381944444", read_format(n)).text for n in times} == times
    assert show("12", read_format(77)) == Shown("12", Odd.DIFFERENT)
    assert show("1e999", read_format(3)) == Shown("1e999")


def test_a_text_is_shown_as_it_is_unless_its_format_adds_or_hides() -> None:
    cases = [
        ("@", "007", Shown("007")),
        ('0"件"', "12件", Shown("12件")),
        ('@"様"', "山田", Shown("山田様")),
        ('0;0;0;"（"@"）"', "甲", Shown("（甲）")),
        (";;;", "甲", Shown("", Odd.DIFFERENT)),
        ("xyz@", "甲", Shown("甲")),
    ]
    for code, text, shown in cases:
        assert show_text(text, read_format(0, code)) == shown, code


def test_both_calendars_of_excel() -> None:
    form = read_format(14)
    assert show("44285", form, since_1904=True).text == "2025/3/31"
    assert show("60", form).text == "1900/2/29"
    assert show("59", form).text == "1900/2/28"
    assert show("2958465", form).text == "9999/12/31"
    assert show("2958466", form).odd is Odd.DIFFERENT
    assert show("2958465", form, since_1904=True).odd is Odd.DIFFERENT


_CODES = st.one_of(
    st.text(alphabet='0#?.,%/E+-;"\\_*[]@gGymdhsaer:<>=$1月件 ▲', max_size=60),
    st.lists(
        st.sampled_from(
            [
                "0",
                "#,##0",
                ".00",
                ",",
                "%",
                "E+00",
                "?/?",
                ";",
                '"件"',
                "[<1]",
                "[h]",
                "ggge",
                "m",
                "d",
                "h",
                "mm",
                "ss",
                ".0",
                "AM/PM",
                "@",
                "General",
                "\\",
                "_",
                "*",
                '"',
                "[",
                "]",
            ]
        ),
        max_size=12,
    ).map("".join),
    st.text(max_size=300),
)
_NUMBERS = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True).map(repr),
    st.integers(-(10**20), 10**20).map(str),
    st.floats(-3e6, 3e6).map(repr),
    st.text(max_size=20),
)


@given(_CODES, _NUMBERS, st.booleans())
@settings(max_examples=1500, deadline=None)
def test_whatever_the_format_something_is_shown_or_told(
    code: str, stored: str, since_1904: bool
) -> None:
    form = read_format(0, code)
    text, odd = show(stored, form, since_1904=since_1904)
    show_text(stored, form)
    assert text or odd or not stored.strip()


@given(
    st.sampled_from(["0", "#,##0", "0.00", '0"件"', "#,##0,", "0.0,,", '#,##0;"▲"#,##0', "0;0"]),
    st.floats(-1e12, 1e12),
)
@settings(max_examples=500, deadline=None)
def test_no_other_amount_is_shown_in_silence(code: str, number: float) -> None:
    text, odd = show(repr(number), read_format(0, code))
    if odd is None:
        plain = re.sub("[,件]", "", text).replace("▲", "-")
        assert Decimal(plain) == Decimal(general(repr(number)))


def test_hostile_codes_cost_no_time() -> None:
    wide = (
        "%" * 200 + "0." + "0" * 50,
        '0"E+99999"',
        '0"E+9999"',
        "0E+0" + "0" * 200,
        "?/" + "?" * 200,
    )
    start = time.perf_counter()
    for code in wide:
        for stored in ("1e308", "5e-324", "-1.7976931348623157e308"):
            show(stored, read_format(0, code))
    for piece in (
        '"',
        "[",
        "\\",
        "0",
        ",",
        "0,",
        "?/",
        ";",
        "[<1]",
        "_",
        "E+",
        "m",
        "[h",
        "g" * 99,
    ):
        for code in (piece * (250 // len(piece)), piece * 100_000):
            show("1e308", read_format(0, code))
            show("45747.123", read_format(0, code))
    assert time.perf_counter() - start < 2
