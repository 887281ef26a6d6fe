"""Long and repetitive texts: reading takes time in proportion to them, never to their square."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from dxdesk.domain.reading import Reading
from dxdesk.files.published import read_published
from tests.plans import THREE_COLUMN, WIDE, write
from tests.published.carried import city

LIMIT = 5.0
MANY = 50_000
SPACES = " " * MANY
REPEATED = "".join(f"続き{n}\t続き{n % 7}\t\n" for n in range(5_000))
KPIS = "".join(f"【指標{n}の割合：{n}件】" for n in range(1_000))
OTHERS = "".join(f"【割合の指標{n}：{n}件】" for n in range(1_000))

EIGHT, KPI_A_ROW, HALVES = (city(name) for name in ("eight_codes", "kpi_a_row", "half_years"))
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
    ("legends without codes", EIGHT, "\n進捗評価の区分（凡例）", "\n進捗評価の区分（凡例）" * 5_000),
    ("a legend on one line", EIGHT, "（凡例）", f"（凡例）{'あ：い、' * MANY}"),
    ("a thousand codes", EIGHT, "◎\t計画を", "".join(f"い{n}\t意味\n" for n in range(999)) + "◎\t計画を"),
    ("a heading of many rows", EIGHT, "\nNo.", "\nNo.\t取組名\t評価\t目標値\t実績値" * 5_000 + "\nNo."),
    ("rows that go on", EIGHT, "\n2-2", "".join(f"\n\t\t\t続き{n}\t続き{n}" for n in range(5_000)) + "\n2-2"),
    ("names of KPIs that go on", KPI_A_ROW, "\n4\t", "\n\t\t\t率" * 5_000 + "\n4\t"),
    ("many KPIs", KPI_A_ROW, "\n4\t", "".join(f"\n\t\t\t率{n}\t件\t\t{n}" for n in range(3_000)) + "\n4\t"),
    ("a mark far behind", KPI_A_ROW, "\t120\t", f"\t120{SPACES}x{SPACES}↓\t"),
    ("a mark far behind a line", THREE_COLUMN, "【待ち時間：10分】", f"【待ち時間：10分】{SPACES}x{SPACES}【"),
    ("a name without end", THREE_COLUMN, "【待ち時間：10分】", f"【待ち{SPACES}時間（↓：10分】"),
    ("a legend of signs", KPI_A_ROW, "\n4\t", f"\n{'↑：増加 ' * MANY}\n4\t"),
    ("headings again", KPI_A_ROW, "\n4\t", "\n項番\t取組\t単位\t方向\t目標値\t実績値\t評価" * 3_000 + "\n4\t"),
    ("many groups", HALVES, "【地域】", "\n".join(f"【地域{n}】" for n in range(5_000))),
    ("wide spaces", KPI_A_ROW, "支所に端末", f"支所{SPACES}に端末"),
    ("a rating of many words", HALVES, "支所に広げた。\tA", f"支所に広げた。\tA{'（あ' * MANY}"),
]  # fmt: skip


def read(tmp_path: Path, text: str) -> Reading:
    return read_published(write(tmp_path / "plan.txt", text), plan_id="p")


@pytest.mark.long
@pytest.mark.parametrize(
    ("document", "old", "new"), [i[1:] for i in INPUTS], ids=[i[0] for i in INPUTS]
)
def test_reading_is_quick(tmp_path: Path, document: str, old: str, new: str) -> None:
    assert old in document
    began = time.process_time()
    read(tmp_path, document.replace(old, new))
    assert time.process_time() - began < LIMIT
