"""Lists: the next mark by Enter, numbers by key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.list_marks import next_mark, numbered

NEXT = [
    ("①窓口を開いた。", "②"),
    ("　③ 窓口", "　④ "),
    ("(1) 窓口", "(2) "),
    ("（９）窓口", "（１０）"),
    ("1.窓口", "2."),
    ("１．窓口", "２．"),
    ("・窓口", "・"),
    ("②", ""),
    ("・　", ""),
    ("⑳窓口", None),
    ("1.5倍になった", None),
    ("１．５倍になった", None),
    ("窓口①", None),
    ("2024年度", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "wanted"), NEXT)
def test_what_the_next_line_begins_with(line: str, wanted: str | None) -> None:
    assert next_mark(line) == wanted


@pytest.mark.parametrize(
    ("lines", "before", "wanted"),
    [
        (["窓口", "電話"], "", ["①窓口", "②電話"]),
        (["窓口"], "②前の行", ["③窓口"]),
        (["・窓口", "(1) 電話"], "", ["①窓口", "②電話"]),
        (["①窓口", "②電話"], "", ["窓口", "電話"]),
        (["①窓口", "電話"], "", ["①窓口", "②電話"]),
        (["窓口", "", "電話"], "", ["①窓口", "", "②電話"]),
        ([""], "", ["①"]),
        ([""], "①窓口", ["②"]),
    ],
)
def test_lines_are_numbered(lines: list[str], before: str, wanted: list[str]) -> None:
    assert numbered(lines, before) == wanted


@given(st.lists(st.text(alphabet="あ窓口件", min_size=1, max_size=8), min_size=1, max_size=20))
def test_numbering_twice_gives_the_lines_back(lines: list[str]) -> None:
    assert numbered(numbered(lines)) == lines
