"""Figures in every notation of the two reference documents, and some that people type."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.figures import Basis, Comparator, Due, Empty, Kind, read_figure

NUMBERS = [
    # text, value, unit, comparator, basis, due
    ("200", 200, "", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("42.0%", 42.0, "%", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("3件/週", 3, "件/週", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("3,681,704件", 3681704, "件", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("１２，３４５人", 12345, "人", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("48.2％", 48.2, "%", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("▲3.5%", -3.5, "%", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("3万5千人", 35000, "人", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("0回", 0, "回", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("累計75,702人", 75702, "人", Comparator.NOT_SAID, Basis.CUMULATIVE, None),
    ("5人（累計）", 5, "人", Comparator.NOT_SAID, Basis.CUMULATIVE, None),
    ("毎年度1件以上", 1, "件", Comparator.AT_LEAST, Basis.YEARLY, None),
    ("約300人", 300, "人", Comparator.ABOUT, Basis.NOT_SAID, None),
    ("2024年度末:100%", 100, "%", Comparator.NOT_SAID, Basis.AT_DATE, Due(2024, end=True)),
    (
        "2024年度末:累計 40,000件",
        40000,
        "件",
        Comparator.NOT_SAID,
        Basis.CUMULATIVE,
        Due(2024, end=True),
    ),
    (
        "2024年度:年間200会議・業務",
        200,
        "会議・業務",
        Comparator.NOT_SAID,
        Basis.YEARLY,
        Due(2024),
    ),
    ("研修を毎年度2回以上実施", 2, "回", Comparator.AT_LEAST, Basis.YEARLY, None),
    ("研修実施回数:計7回", 7, "回", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("2023年度:計244名が参加", 244, "名", Comparator.NOT_SAID, Basis.NOT_SAID, Due(2023)),
    ("令和6年度末:5件", 5, "件", Comparator.NOT_SAID, Basis.AT_DATE, Due(2024, end=True)),
]


@pytest.mark.parametrize(("text", "value", "unit", "comparator", "basis", "due"), NUMBERS)
def test_numbers(
    text: str, value: float, unit: str, comparator: Comparator, basis: Basis, due: Due | None
) -> None:
    figure = read_figure(text)
    assert figure.kind is Kind.NUMBER
    assert (figure.number, figure.unit) == (value, unit)
    assert (figure.comparator, figure.basis, figure.due) == (comparator, basis, due)
    assert figure.text == text


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("2023年度運用開始", Kind.MILESTONE, Due(2023)),
        ("2023年度までに実施", Kind.MILESTONE, Due(2023, until=True)),
        ("毎年度実施", Kind.MILESTONE, None),
        ("サービス終了のため実施していない", Kind.WORDS, None),
        ("3D都市モデルの整備", Kind.WORDS, None),
        ("1,5", Kind.WORDS, None),
        ("9" * 5000, Kind.WORDS, None),
    ],
)
def test_texts_without_a_value(text: str, kind: Kind, due: Due | None) -> None:
    figure = read_figure(text)
    assert (figure.kind, figure.due, figure.value) == (kind, due, None)


def test_several_measures_have_no_single_value() -> None:
    figure = read_figure("92会議、927人、92,186枚")
    assert figure.kind is Kind.NUMBER
    assert [(m.value, m.unit) for m in figure.measures] == [
        (Decimal(92), "会議"),
        (Decimal(927), "人"),
        (Decimal(92186), "枚"),
    ]
    assert figure.value is None


def test_six_kinds_of_nothing_are_six() -> None:
    texts = [*(empty.value for empty in Empty), "0"]
    assert len(set(texts)) == 6
    assert [read_figure(text).empty for text in texts] == [*Empty, None]
    assert [read_figure(text).number for text in texts] == [None] * 5 + [0]


def test_decimals_are_kept_as_printed() -> None:
    assert [read_figure(text).measures[0].decimals for text in ("42", "42.0", "42.00")] == [0, 1, 2]


@given(st.text(max_size=200))
def test_reading_never_fails_and_keeps_the_text(text: str) -> None:
    assert read_figure(text).text == text


@given(st.integers(-(10**12), 10**12), st.sampled_from(["", "件", "人", "%", "会議", "件/週"]))
def test_what_is_printed_is_read(value: int, unit: str) -> None:
    figure = read_figure(f"{value:,}{unit}")
    assert (figure.number, figure.unit) == (value, unit)
