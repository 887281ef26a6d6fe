"""The height model and the splitting of rows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.sheets.heights import (
    TALLEST,
    Box,
    count_lines,
    line_starts,
    row_height,
    split_row,
    split_text,
)

# 214 pt at 10 pt: 21 em usable, 19.95 em in a line.
BOX = Box(214, 10)
PROSE = st.text(st.sampled_from("あ、。\n aZ1(９ｱ\t・葛\U000e0100か゛\u3099𠮷"), max_size=3000)
ANY = st.text(max_size=400)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("あ" * 19, 1),
        ("あ" * 20, 2),
        ("あ" * 39, 3),
        ("a" * 33, 1),
        ("a" * 34, 2),
        ("ｱ" * 33, 1),
        ("é" * 33, 1),
        ("一\n二\n三", 3),
        ("一\n", 2),
        ("\n\n", 3),
        ("あ" * 18 + "words", 2),
        ("あ" * 10 + "a" * 33, 2),
        ("あ" * 10 + "a" * 34, 3),
        ("①→…「」" * 4, 2),
    ],
)
def test_lines_follow_the_model(text: str, lines: int) -> None:
    assert len(line_starts(text, BOX.room)) == lines
    assert row_height([(text, BOX)]) == pytest.approx(2 + lines * 13, abs=0.01)


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    assert row_height([("一", BOX), ("あ" * 60, BOX), ("", BOX)]) == row_height([("あ" * 60, BOX)])
    assert row_height([]) == 2
    assert row_height([("一", Box(214, 20))]) == 28


def test_a_narrow_cell_keeps_a_character_in_reserve() -> None:
    assert Box(54, 10).room == 4
    assert Box(10, 10).room == 1


@given(PROSE | ANY)
def test_pieces_join_to_the_text_and_fit(text: str) -> None:
    pieces = split_text(text, BOX)
    assert "".join(pieces) == text
    for piece in pieces:
        assert row_height([(piece, BOX)]) <= TALLEST
        assert len(piece.encode("utf-16-le")) // 2 < 32767
    if row_height([(text, BOX)]) <= TALLEST:
        assert pieces == [text]


@given(PROSE)
def test_every_character_is_in_a_line_that_holds_it(text: str) -> None:
    starts = line_starts(text, BOX.room)
    assert starts == sorted(set(starts))
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text[start:end].rstrip("\n")
        if "\t" not in line:
            assert sum(0.6 if c.isascii() or c == "ｱ" else 1.0 for c in line) <= BOX.room + 1e-9


@given(st.lists(PROSE, min_size=1, max_size=4))
def test_columns_of_a_split_row_join_to_the_cells(texts: list[str]) -> None:
    cut = split_row([(text, BOX) for text in texts])
    assert ["".join(column) for column in zip(*cut, strict=True)] == texts


def test_a_row_is_cut_at_a_line_feed_if_it_can_be() -> None:
    text = "\n".join(["あ" * 50] * 20)
    pieces = split_text(text, BOX)
    assert len(pieces) > 1
    assert all(piece.endswith("あ\n") for piece in pieces[:-1])


def test_else_after_a_full_stop() -> None:
    pieces = split_text(("あ" * 40 + "。") * 40, BOX)
    assert len(pieces) > 1
    assert all(piece.endswith("。") for piece in pieces)


def test_else_anywhere_but_not_inside_a_character() -> None:
    text = "葛\U000e0100" * 900
    pieces = split_text(text, BOX)
    assert len(pieces) > 1
    assert all(piece[0] == "葛" for piece in pieces)


@pytest.mark.parametrize("start", ["12 回目の", "■ 周知", "◆ 拡充"])
def test_no_piece_looks_like_a_heading(start: str) -> None:
    pieces = split_text("\n".join([start + "あ" * 30, "い" * 30] * 30), BOX)
    assert len(pieces) > 1
    assert all(piece[0] == "い" for piece in pieces[1:])


def test_a_very_long_text_is_cut_in_linear_time() -> None:
    text = "あいうえおかきくけこ" * 100_000
    assert "".join(split_text(text, BOX)) == text


@settings(max_examples=400)
@given(
    st.text(st.sampled_from("あ漢。、ab1 \t\nｱﾟé（"), max_size=120),
    st.floats(1, 40, allow_nan=False),
)
def test_as_many_lines_are_counted_as_begin(text: str, room: float) -> None:
    assert count_lines(text, room) == len(line_starts(text, room))
