"""What the form says under a figure: how it was read, and a verdict only where one is known."""

from __future__ import annotations

import pytest

from dxdesk.domain.figures import Direction
from dxdesk.domain.judging import judge
from dxdesk.domain.plan import Kpi
from ui.department.figure_words import read_as

YEAR = 2024
READ, UNDECIDED = "{} と読み取りました。", "増減のどちらがよいか決まっていません。"
NOT_SAID, MORE, LESS = Direction.NOT_SAID, Direction.MORE, Direction.LESS


@pytest.mark.parametrize(
    ("target", "direction", "actual", "said"),
    [
        ("8.0%", NOT_SAID, "8.4％", READ.format("8.4%") + UNDECIDED),
        ("100件", NOT_SAID, "100件", READ.format("100件") + UNDECIDED),
        ("100件", NOT_SAID, "0件", READ.format("0件") + UNDECIDED),
        ("8.0%", LESS, "8.4％", READ.format("8.4%") + "達成率 95.2%。目標に届いていません。"),
        (
            "8.0%以下",
            NOT_SAID,
            "8.4％",
            READ.format("8.4%") + "達成率 95.2%。目標に届いていません。",
        ),
        ("3～5回", NOT_SAID, "4回", READ.format("4回") + "目標に届いています。"),
        (
            "120万人",
            MORE,
            "121.3",
            READ.format("121.3万人") + "達成率 101.1%。目標を上回っています。",
        ),
        ("120万人", NOT_SAID, "121.3", READ.format("121.3万人") + UNDECIDED),
        ("2,000千円", NOT_SAID, "1,950", READ.format("1,950千円") + UNDECIDED),
        ("100件", NOT_SAID, "12人", READ.format("12人")),
        ("100件", NOT_SAID, "多数", "数値としては読み取れません。文のまま扱います。"),
        ("100件", NOT_SAID, "未実施", "「未実施」として扱います（数の0ではありません）。"),
        ("運用開始", NOT_SAID, "12件", READ.format("12件")),
    ],
)
def test_no_verdict_is_said_that_is_not_known(
    target: str, direction: Direction, actual: str, said: str
) -> None:
    judged = judge(Kpi("k1", "将来負担比率", target, direction=direction), actual, YEAR)
    assert read_as(judged) == said
