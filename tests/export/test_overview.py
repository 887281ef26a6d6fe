"""The 総括 that the figures write."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

import pytest

from dxdesk.domain.summary import share
from dxdesk.export.overview import Tally, overview

YEAR = "令和6年度"


def tallies(*given: tuple[str, int, bool | None], total: int) -> list[Tally]:
    return [Tally(code, code * 3, n, share(n, total), achieved) for code, n, achieved in given]


def text(*given: tuple[str, int, bool | None], unrated: int = 0) -> str:
    total = sum(n for _, n, _ in given) + unrated
    counts = {code: n for code, n, _ in given}

    def together(codes: Iterable[str]) -> Decimal:
        return share(sum(counts[code] for code in codes), total)

    return "\n".join(overview(YEAR, tallies(*given, total=total), total, unrated, together))


@pytest.mark.parametrize(
    ("given", "unrated", "said", "unsaid"),
    [
        (
            [("S", 2, True), ("A", 24, True), ("B", 11, False), ("C", 0, False)],
            0,
            [
                "「S」が2項目（5%）、「A」が24項目（65%）、「B」が11項目（30%）",
                "「C」とした項目はなかった",
                "（「S」及び「A」）は26項目で、全体の70%",
                "届かなかった項目（「B」）は11項目（30%）",
            ],
            ["なお"],
        ),
        (
            [("A", 37, None), ("B", 5, None)],
            1,
            ["37項目（86%）", "記載がない項目が1項目"],
            ["水準"],
        ),
        (
            [("A", 4, True), ("B", 0, False)],
            0,
            ["4項目のすべてが「A」", "すべての項目が"],
            ["届か"],
        ),
        ([("S", 1, True), ("A", 3, True), ("B", 0, False)], 0, ["すべての項目が目標"], ["届か"]),
        (
            [("A", 0, True), ("B", 3, False)],
            0,
            ["達したとする項目はなかった", "（「B」）はすべての項目である"],
            ["このうち"],
        ),
        (
            [("A", 5, True), ("B", 4, False), ("C", 1, None)],
            0,
            ["「C」の1項目は、達成の有無を問わない"],
            [],
        ),
        ([("B", 2, False), ("C", 1, False)], 0, ["「B」及び「C」"], ["達したとする"]),
        ([("A", 0, True)], 3, ["3項目について、自己評価はまだ記載されていない"], ["0項目"]),
        ([], 0, ["対象となる取組項目はない"], ["%"]),
        ([], 2, ["まだ記載されていない"], []),
    ],
)
def test_the_paragraphs(
    given: list[tuple[str, int, bool | None]], unrated: int, said: list[str], unsaid: list[str]
) -> None:
    written = text(*given, unrated=unrated)
    for part in said:
        assert part in written
    for part in unsaid:
        assert part not in written


def test_no_figure_is_said_that_cannot_be_counted() -> None:
    given = [("S", 1, True), ("A", 2, True), ("B", 3, False), ("D", 4, None)]
    numbers = {int(n) for n in re.findall(r"\d+", text(*given, unrated=5))}
    assert numbers <= {6, 1, 2, 3, 4, 5, 15, share(1, 15), 13, 20, 27}


def test_halves_are_rounded_up() -> None:
    assert [share(1, 8), share(1, 200), share(0, 3), share(0, 0)] == [13, 1, 0, 0]
