"""Figures in every notation of the two reference documents, and some that people type."""

from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.domain.figure_printing import print_figure
from dxdesk.domain.figure_reading import read_figure
from dxdesk.domain.figure_search import figures_in
from dxdesk.domain.figure_words import told_empty
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


MORE_NUMBERS = [
    # text, value, upper, unit, comparator, basis, due
    ("3～5件", 3, 5, "件", Comparator.BETWEEN, Basis.NOT_SAID, None),
    ("3件から5件", 3, 5, "件", Comparator.BETWEEN, Basis.NOT_SAID, None),
    ("10%以上20%未満", 10, 20, "%", Comparator.WITHIN_BELOW, Basis.NOT_SAID, None),
    ("3件以上5件以下", 3, 5, "件", Comparator.WITHIN, Basis.NOT_SAID, None),
    ("10分以内", 10, None, "分", Comparator.AT_MOST, Basis.NOT_SAID, None),
    ("10分に短縮", 10, None, "分", Comparator.AT_MOST, Basis.NOT_SAID, None),
    ("5件以下に抑える", 5, None, "件", Comparator.AT_MOST, Basis.NOT_SAID, None),
    ("20%削減", 20, None, "%減", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("5%増", 5, None, "%増", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("ゼロ", 0, None, "", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("ゼロ件", 0, None, "件", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("1.2億円", 120_000_000, None, "円", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("12億円以上", 1_200_000_000, None, "円", Comparator.AT_LEAST, Basis.NOT_SAID, None),
    ("△12ポイント", -12, None, "ポイント", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("12㏊", 12, None, "ha", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("3ｈａ", 3, None, "ha", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("16箇所", 16, None, "か所", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("5ヶ所", 5, None, "か所", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("2件／週", 2, None, "件/週", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    (
        "令和6年3月31日現在：5件",
        5,
        None,
        "件",
        Comparator.NOT_SAID,
        Basis.AT_DATE,
        Due(2023, end=True),
    ),
    (
        "76.2%（2024. 3. 31時点）",
        76.2,
        None,
        "%",
        Comparator.NOT_SAID,
        Basis.AT_DATE,
        Due(2023, end=True),
    ),
    ("月1回", 1, None, "回/月", Comparator.NOT_SAID, Basis.NOT_SAID, None),
    ("年1回以上", 1, None, "回", Comparator.AT_LEAST, Basis.YEARLY, None),
    ("毎週2回以上", 2, None, "回/週", Comparator.AT_LEAST, Basis.NOT_SAID, None),
    (
        "令和7年度末までに50%",
        50,
        None,
        "%",
        Comparator.NOT_SAID,
        Basis.AT_DATE,
        Due(2025, end=True, until=True),
    ),
    ("R7：50%", 50, None, "%", Comparator.NOT_SAID, Basis.NOT_SAID, Due(2025)),
    ("概ね100%", 100, None, "%", Comparator.ABOUT, Basis.NOT_SAID, None),
    ("1,200件（累計）", 1200, None, "件", Comparator.NOT_SAID, Basis.CUMULATIVE, None),
]


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit", "comparator", "basis", "due"), MORE_NUMBERS
)
def test_more_numbers(
    text: str,
    value: float,
    upper: int | None,
    unit: str,
    comparator: Comparator,
    basis: Basis,
    due: Due | None,
) -> None:
    figure = read_figure(text)
    assert figure.kind is Kind.NUMBER
    (measure,) = figure.measures
    assert (figure.number, measure.upper, measure.unit) == (value, upper, unit)
    assert (figure.comparator, figure.basis, figure.due) == (comparator, basis, due)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("1,2345件", Doubt.GROUPING),
        ("12,34件", Doubt.GROUPING),
        ("1O件", Doubt.LETTER),
        ("l2件", Doubt.LETTER),
        ("三件", Doubt.KANJI_DIGITS),
        ("約二十か所", Doubt.KANJI_DIGITS),
    ],
)
def test_a_doubtful_text_is_no_figure(text: str, doubt: Doubt) -> None:
    figure = read_figure(text)
    assert figure.doubts == (doubt,)
    assert (figure.kind, figure.measures, figure.number) == (Kind.WORDS, (), None)


@pytest.mark.parametrize(
    "text", ["12,345件", "5l", "3D都市モデルの整備", "一部の窓口", "十分に周知", "1,5つ星"]
)
def test_ordinary_texts_are_not_doubtful(text: str) -> None:
    assert Doubt.LETTER not in read_figure(text).doubts
    assert Doubt.KANJI_DIGITS not in read_figure(text).doubts


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("未実施", Empty.NOT_DONE),
        ("サービス終了のため実施していない", Empty.ENDED),
        ("事業の廃止", Empty.ENDED),
        ("開催見送り", Empty.NOT_DONE),
        ("実施できなかった", Empty.NOT_DONE),
        ("集計中", Empty.UNKNOWN),
        ("システム上、把握できていない", Empty.UNKNOWN),
        ("該当する案件なし", Empty.NOT_APPLICABLE),
        ("12件（うち3件は未実施）", None),
        ("おおむね順調", None),
        (
            "配信を終了した講座を除き、残る全ての講座を計画のとおり順に開催し、多くの方が受講した。",
            None,
        ),
    ],
)
def test_kinds_of_nothing_told_in_words(text: str, empty: Empty | None) -> None:
    assert told_empty(read_figure(text)) is empty


def test_figures_in_running_text() -> None:
    text = (
        "令和6年8月に第2回の講座を3か所で開き、延べ1,204人が受講した。(1) 5%増。2024年3月31日現在、"
        "①10件、Wi-Fi6の基地局は３基。"
    )
    found = [(f.figure.text, f.figure.unit) for f in figures_in(text)]
    assert found == [
        ("3か所", "か所"),
        ("1,204人", "人"),
        ("5%", "%"),
        ("10件", "件"),
        ("3基", "基"),
    ]


units = st.sampled_from(
    ["", "件", "人", "%", "件/週", "会議・業務", "ha", "か所", "ポイント", "円"]
)
values = st.decimals(-(10**9), 10**9, places=2, allow_nan=False) | st.integers(
    -(10**12), 10**12
).map(Decimal)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """Any figure that the grammar can express."""
    basis = draw(st.sampled_from([Basis.NOT_SAID, Basis.CUMULATIVE, Basis.YEARLY]))
    due = draw(st.none() | st.builds(Due, st.integers(2000, 2099), st.booleans(), st.booleans()))
    if due and due.end and basis is Basis.NOT_SAID:
        basis = Basis.AT_DATE
    several = draw(st.booleans())
    measures: list[Measure] = []
    for _ in range(draw(st.integers(2, 3)) if several else 1):
        value = draw(values)
        decimals = 0 if value == value.to_integral_value() else 2
        value = Decimal(int(value)) if decimals == 0 else value
        measures.append(Measure(value, draw(units.filter(bool) if several else units), decimals))
    comparator = draw(st.sampled_from([*Comparator]))
    first = measures[0]
    if comparator in (Comparator.BETWEEN, Comparator.WITHIN, Comparator.WITHIN_BELOW):
        if several or first.value < 0:
            comparator = Comparator.NOT_SAID
        else:
            span = draw(st.integers(1, 1000))
            measures = [Measure(first.value, first.unit, first.decimals, first.value + span)]
    return Figure("", Kind.NUMBER, tuple(measures), comparator, basis, due)


@settings(max_examples=500)
@given(figures())
def test_what_is_printed_is_read_back_equal(figure: Figure) -> None:
    printed = print_figure(figure)
    read = read_figure(printed)
    assert replace(read, text="") == figure
    assert print_figure(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "1," * 50_000,
        "年間" * 30_000,
        "9" * 100_000,
        "3～" * 40_000,
        "（" * 100_000,
        "1件、" * 30_000,
    ],
)
def test_long_texts_are_read_in_no_time(text: str) -> None:
    started = time.perf_counter()
    read_figure(text)
    list(figures_in(text))
    assert time.perf_counter() - started < 5


@given(st.from_regex(r"\A[0-9,.]{1,12}(%|か所|施設|業務|会議|[件人名回社台校課店館基円本枚点]?)\Z"))
def test_the_short_way_reads_what_the_long_way_reads(text: str) -> None:
    # A full-width space at the end keeps a text from the short way, and means nothing.
    assert replace(read_figure(text), text="") == replace(
        read_figure(f"　 {text} 。"), text=""
    ) or (read_figure(text).kind is Kind.WORDS)
