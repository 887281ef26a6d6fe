"""Long and repetitive texts: reading takes time in proportion to them, never to their square."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dxdesk.domain.reading import Reading
from dxdesk.files.published import read_published
from tests.plans import THREE_COLUMN, WIDE, write

LIMIT = 5.0
MANY = 50_000
SPACES = " " * MANY
REPEATED = "".join(f"続き{n}\t続き{n % 7}\t\n" for n in range(5_000))
KPIS = "".join(f"【指標{n}の割合：{n}件】" for n in range(1_000))
OTHERS = "".join(f"【割合の指標{n}：{n}件】" for n in range(1_000))

INPUTS = [
    ("spaces inside a cell", THREE_COLUMN, "様式を減らした。", f"様式を{SPACES}x"),
    ("wide spaces inside a cell", THREE_COLUMN, "窓口を改める。", "あ" + "　" * MANY + "あx"),
    ("a list of words", THREE_COLUMN, "様式を減らした。", "・" + "あ " * MANY),
    ("a heading of spaces", WIDE, "2023(令和5)", f"2023{SPACES}年"),
    ("a title without end", THREE_COLUMN, "みどり市", "「" + "計画" * MANY),
    ("colons", WIDE, "待ち時間 → 2023年度末:12分", "【：" * MANY),
    ("spaces in a list", WIDE, "待ち時間 → 2023年度末:12分", f"待ち{SPACES}時間"),
    ("marks of parts", WIDE, "待ち時間 → 2023年度末:12分", "(1)" * MANY),
    ("rows without a number", THREE_COLUMN, "2 オンライン", f"{REPEATED}2 オンライン"),
    ("a thousand KPIs", THREE_COLUMN, "<目標> 電話を減らす。", f"<目標> 電話を減らす。{KPIS}"),
    (
        "a thousand KPIs by other names",
        THREE_COLUMN.replace("電話を減らす。", f"電話を減らす。{KPIS}"),
        "・案内を配った。 ",
        f"・案内を配った。 {OTHERS}",
    ),
]


def read(tmp_path: Path, text: str) -> Reading:
    return read_published(write(tmp_path / "plan.txt", text), plan_id="p")


@pytest.mark.parametrize(
    ("document", "old", "new"), [i[1:] for i in INPUTS], ids=[i[0] for i in INPUTS]
)
def test_reading_is_quick(tmp_path: Path, document: str, old: str, new: str) -> None:
    assert old in document
    began = time.process_time()
    read(tmp_path, document.replace(old, new))
    assert time.process_time() - began < LIMIT
