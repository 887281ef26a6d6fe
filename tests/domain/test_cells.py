"""`compose(read(cell))` is the cell, white space aside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.cells import Block, compose, names_in, read_blocks
from dxdesk.domain.text import squeeze

DEPARTMENTS = ("総務課", "人事課", "議会事務局庶務課・議事調査課", "社会教育課（市史編さん室）")

CELLS = [
    ("", []),
    ("一つの文。", [("", (), "一つの文。")]),
    (
        "(1) 甲を行った。（総務課）\n(2) 乙を行った。\n（人事課）",
        [("(1)", ("総務課",), "甲を行った。"), ("(2)", ("人事課",), "乙を行った。")],
    ),
    (
        "(1) 甲。（総務課） 乙。（人事課）\n丙。",
        [("(1)", ("総務課",), "甲。"), ("(1)", ("人事課",), "乙。"), ("(1)", (), "丙。")],
    ),
    ("前文。\n(1)(2) まとめて。", [("", (), "前文。"), ("(1)(2)", (), "まとめて。")]),
    (
        "(1) 会議。（議会事務局庶務課・議事調査課）",
        [("(1)", ("議会事務局庶務課・議事調査課",), "会議。")],
    ),
    ("共同。（総務課、人事課）", [("", ("総務課", "人事課"), "共同。")]),
    (
        "古い写真。（社会教育課（市史編さん室））",
        [("", ("社会教育課（市史編さん室）",), "古い写真。")],
    ),
    (
        "【総務課】\n・甲\n【人事課】\n・乙",
        [("", ("総務課",), "・甲"), ("", ("人事課",), "・乙")],
    ),
    ("Wi-Fi（無線）の整備（令和6年度）", [("", (), "Wi-Fi（無線）の整備（令和6年度）")]),
    ("半角の印 (総務課)", [("", ("総務課",), "半角の印")]),
]


@pytest.mark.parametrize(("cell", "blocks"), CELLS)
def test_reading(cell: str, blocks: list[tuple[str, tuple[str, ...], str]]) -> None:
    read = [(b.part, b.departments, b.text) for b in read_blocks(cell, DEPARTMENTS) if b.text]
    assert read == blocks


PIECES = st.sampled_from(
    [
        *(
            "文を書いた。",
            "続き",
            "①一つ目",
            "・項目",
            " ",
            "\n",
            "(1) ",
            "(2) ",
            "（3）",
            "(1)(2) ",
        ),
        *(
            "（総務課）",
            "(人事課)",
            "（総務課、人事課）",
            "【総務課】",
            "【KPI：5件】",
            "（総務課",
            "）",
        ),
        *("（議会事務局庶務課・議事調査課）", "（ほか）", "（社会教育課（市史編さん室））"),
    ]
)


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=60))
def test_composing_what_was_read_gives_the_cell(cell: str) -> None:
    assert squeeze(compose(read_blocks(cell, DEPARTMENTS))) == squeeze(cell)


def test_unwritten_blocks_are_left_out_and_labels_stay() -> None:
    blocks = [Block("", "(1)", opens=True), Block("乙", "(1)", opens=False), Block("丙", "(2)")]
    assert compose(blocks) == "(1) 乙\n(2) 丙"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("総務課", ("総務課",)),
        ("総務課、人事課", ("総務課", "人事課")),
        ("総務課・人事課", ("総務課", "人事課")),
        ("総務課、知らない課", ()),
        ("議会事務局庶務課・議事調査課", ("議会事務局庶務課・議事調査課",)),
    ],
)
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text, DEPARTMENTS) == names
