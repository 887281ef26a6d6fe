"""Pasting: what Word, Excel and browsers put on the clipboard becomes plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.pasting import MOST_PASTED, pasted, pasted_line
from dxdesk.errors import DxdeskError

TABLE = "<html><body><table><tr><td>x</td></tr></table></body></html>"

PASTED = [
    ("plain", "一行目\r\n二行目", "", "一行目\n二行目"),
    ("old line ends", "一\r二\x0b三\u2028四", "", "一\n二\n三\n四"),
    ("trailing space", "一　 \n二  \n\n", "", "一\n二"),
    ("blank lines", "一\n\n\n\n\n二", "", "一\n\n二"),
    ("no-break space", "10\xa0件", "", "10 件"),
    ("unseen characters", "\ufeff見\u200bえ\xadな\u2060い\x07", "", "見えない"),
    ("emoji joined", "👩\u200d👧", "", "👩\u200d👧"),
    ("bullets of Word", "•\t一つ目\n\uf06c\t二つ目\nl\t三つ目", "", "・一つ目\n・二つ目\n・三つ目"),
    (
        "numbers of Word",
        "1.\t一つ目\n②\t二つ目\n（３）\t三つ目",
        "",
        "1.一つ目\n②二つ目\n（３）三つ目",
    ),
    ("tab", "項目\t内容", "", "項目　内容"),
    ("cells of Excel", "窓口\t152\r\n電話\t38\r\n", TABLE, "窓口　152\n電話　38"),
    ("empty cells", "窓口\t\t152\r\n\t\t\r\n", TABLE, "窓口　152"),
    ("cell with line ends", '"一行目\n二行目"\t152\r\n', TABLE, "一行目\n二行目　152"),
    ("cell with quotes", '"""DX""の\n推進"\r\n', TABLE, '"DX"の\n推進'),
    (
        "quotes in a cell",
        '"紙"をなくす\t"スマート市役所"の実現',
        TABLE,
        '"紙"をなくす　"スマート市役所"の実現',
    ),
    ("a cell of quotes", '"紙"\t1', TABLE, '"紙"　1'),
    ("a long cell", "あ" * 150_000 + "\t1", TABLE, "あ" * 150_000 + "　1"),
    ("half a quote", 'A"\t1\r\nB\t2', TABLE, 'A"　1\nB　2'),
    ("quotes in prose", '"引用"の文', "", '"引用"の文'),
    ("nothing", "", TABLE, ""),
]


@pytest.mark.parametrize(
    ("text", "html", "wanted"), [row[1:] for row in PASTED], ids=[row[0] for row in PASTED]
)
def test_what_is_pasted(text: str, html: str, wanted: str) -> None:
    assert pasted(text, html) == wanted


@pytest.mark.parametrize(
    ("text", "html", "wanted"),
    [
        ("152\r\n", TABLE, "152"),
        ("１５２\t件\r\n", TABLE, "１５２ 件"),
        ("152\n38\n", "", "152 38"),
    ],
)
def test_a_line_is_one_line(text: str, html: str, wanted: str) -> None:
    assert pasted_line(text, html) == wanted


def test_what_is_far_too_long_is_refused() -> None:
    with pytest.raises(DxdeskError, match="PASTE_TOO_LONG"):
        pasted("あ" * (MOST_PASTED + 1))


@given(st.text(alphabet="あア1①・\t\n \"'　\xa0", max_size=60), st.sampled_from(["", TABLE]))
def test_no_letter_or_digit_is_lost_and_pasting_again_changes_nothing(text: str, html: str) -> None:
    kept = [c for c in text if c in "あア1①"]
    once = pasted(text, html)
    assert [c for c in once if c in "あア1①"] == kept
    assert pasted(once) == once
