"""The one sentence that a short version prints."""

from __future__ import annotations

import pytest

from dxdesk.domain.excerpt import excerpt


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ""),
        ("研修を行った。参加者は20人であった。", "研修を行った。"),
        ("句点がない\n二行目", "句点がない"),
        ("次の取組を実施した。\n①講座を開いた。\n②冊子を配った。", "講座を開いた。"),
        ("普及啓発を次のとおり行った。\n・講座を開いた", "講座を開いた"),
        (
            "(1) 次の取組により広報を充実させ、利用者が倍になった。",
            "次の取組により広報を充実させ、利用者が倍になった。",
        ),
        ("以下のとおり。", "以下のとおり。"),
        ("\n\n　前に空行がある。", "前に空行がある。"),
    ],
)
def test_what_is_said(text: str, said: str) -> None:
    assert excerpt(text) == said
