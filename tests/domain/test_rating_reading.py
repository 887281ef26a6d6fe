"""Which code is meant by what was typed for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.plan import Grade
from dxdesk.domain.rating_reading import meant_code

LETTERS = (
    Grade("S", "目標を上回る"),
    Grade("A", "計画どおり"),
    Grade("B", "計画を下回る"),
    Grade("C", "大幅に下回る（又は未実施）"),
)
RATED = (*LETTERS, Grade("D", "評価できない"))
SIGNS = (
    Grade("◎", "目標を上回る"),
    Grade("○", "目標どおり"),
    Grade("△", "目標を下回る"),
    Grade("×", "未実施"),
)
NUMBERS = tuple(
    Grade(code, meaning)
    for code, meaning in (
        ("5", "目標を大きく上回った"),
        ("4", "目標を上回った"),
        ("3", "目標どおり"),
        ("2", "目標を下回った"),
        ("1", "目標を大きく下回った"),
    )
)
SILENT = tuple(Grade(code, "") for code in ("A", "B", "－", "完了"))
CASES = (Grade("A", ""), Grade("a", ""), Grade("B", ""))
ALIKE = (Grade("A", "実施した"), Grade("B", "実施した"))


@pytest.mark.parametrize(
    ("scale", "text", "code"),
    [
        (LETTERS, "A", "A"),
        (LETTERS, "Ａ", "A"),
        (LETTERS, " Ａ　", "A"),
        (LETTERS, "a", "A"),
        (LETTERS, "ａ", "A"),
        (LETTERS, "ｓ", "S"),
        (LETTERS, "「A」", "A"),
        (LETTERS, "【Ａ】", "A"),
        (LETTERS, "（A）", "A"),
        (LETTERS, "A評価", "A"),
        (LETTERS, "評価A", "A"),
        (LETTERS, "評価：A", "A"),
        (LETTERS, "自己評価は「A」です。", "A"),
        (LETTERS, "Aランク", "A"),
        (LETTERS, "A.", "A"),
        (LETTERS, "A：計画どおり", "A"),
        (LETTERS, "「A：計画どおり」", "A"),
        (LETTERS, "A：計画どおりに進んだ", "A"),
        (LETTERS, "Ａ　計画どおり", "A"),
        (LETTERS, "A計画どおり", "A"),
        (LETTERS, "Ａ　ほぼ予定のとおり", "A"),
        (LETTERS, "A（計画通り）", "A"),
        (LETTERS, "A評価（計画どおり）", "A"),
        (LETTERS, "「A」計画どおり", "A"),
        (LETTERS, "A－計画どおり", "A"),
        (LETTERS, "A\n計画どおり", "A"),
        (LETTERS, "計画どおり", "A"),
        (LETTERS, "計画通り。", "A"),
        (LETTERS, "計画どおり（A）", "A"),
        (LETTERS, "計画どおり　A", "A"),
        (LETTERS, "C　大幅に下回る（又は未実施）", "C"),
        (LETTERS, "大幅に下回る（または未実施）", "C"),
        (LETTERS, "A：B社との契約を終えた", ""),
        (LETTERS, "A・B", ""),
        (LETTERS, "A、B", ""),
        (LETTERS, "AまたはB", ""),
        (LETTERS, "A 又は B", ""),
        (LETTERS, "A→B", ""),
        (LETTERS, "A（昨年度はB）", ""),
        (LETTERS, "A～B", ""),
        (LETTERS, "A/B", ""),
        (LETTERS, "AB", ""),
        (LETTERS, "A+", ""),
        (LETTERS, "A-", ""),
        (LETTERS, "A'", ""),
        (LETTERS, "A？", ""),
        (LETTERS, "A以外", ""),
        (LETTERS, "A 以外", ""),
        (LETTERS, "A に近い", ""),
        (LETTERS, "A：計画を下回る", ""),
        (LETTERS, "A：未実施", ""),
        (LETTERS, "C：未実施", "C"),
        (LETTERS, "A 計画どおり\nB 計画を下回る", ""),
        (LETTERS, "A計画どおり、ただし一部はB", ""),
        (LETTERS, "①A", ""),
        (LETTERS, "A+B", ""),
        (LETTERS, "A > B", ""),
        (LETTERS, "SS", ""),
        (LETTERS, "S級", ""),
        (RATED, "評価できない", "D"),
        (RATED, "評価：評価できない", "D"),
        (RATED, "D：評価できない", "D"),
        (LETTERS, "A：計画どおりに進まなかった", ""),
        (LETTERS, "S社のシステム", ""),
        (LETTERS, "D", ""),
        (LETTERS, "計画", ""),
        (LETTERS, "下回る", ""),
        (LETTERS, "計画どおり、計画を下回る", ""),
        (LETTERS, "", ""),
        (LETTERS, "　", ""),
        (LETTERS, "0", ""),
        (LETTERS, "#N/A", ""),
        (SIGNS, "〇", "○"),
        (SIGNS, "◯", "○"),
        (SIGNS, "○：目標どおり", "○"),
        (SIGNS, "✕", "×"),
        (SIGNS, "○△", ""),
        (SIGNS, "○　→　△", ""),
        (SIGNS, "目標どおり", "○"),
        (NUMBERS, "４", "4"),
        (NUMBERS, "④", "4"),
        (NUMBERS, "4点", "4"),
        (NUMBERS, "評価4", "4"),
        (NUMBERS, "4：目標を上回った", "4"),
        (NUMBERS, "4：目標を上回った（3件増）", "4"),
        (NUMBERS, "目標を上回った", "4"),
        (NUMBERS, "目標を大きく上回った", "5"),
        (NUMBERS, "4：目標を大きく上回った", ""),
        (NUMBERS, "4.5", ""),
        (NUMBERS, "4/5", ""),
        (NUMBERS, "4（5）", ""),
        (NUMBERS, "45", ""),
        (NUMBERS, "4月", ""),
        (NUMBERS, "4%", ""),
        (NUMBERS, "0", ""),
        (SILENT, "Ｂ", "B"),
        (SILENT, "B：順調", "B"),
        (SILENT, "完了。", "完了"),
        (SILENT, "B：完了", ""),
        (SILENT, "-", "－"),
        (CASES, "a", "a"),
        (CASES, "ａ", "a"),
        (CASES, "b", "B"),
        (ALIKE, "実施した", ""),
        (ALIKE, "A：実施した", "A"),
    ],
)
def test_which_code_is_meant(scale: tuple[Grade, ...], text: str, code: str) -> None:
    assert meant_code(text, scale) == code


@given(st.text(max_size=60), st.sampled_from([LETTERS, SIGNS, NUMBERS, SILENT, CASES, ()]))
def test_whatever_is_typed_means_a_code_of_the_scale_or_none(
    text: str, scale: tuple[Grade, ...]
) -> None:
    assert meant_code(text, scale) in ("", *(grade.code for grade in scale))
