"""The two published documents, read whole."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dxdesk.domain.reading import Noted, Reading
from dxdesk.domain.summary import dump
from dxdesk.domain.text import squeeze
from dxdesk.files.published import read_published
from tests.plans import EXPECTED, OITA, SAMPLE, TOKUSHIMA, needs_documents, unaccounted

pytestmark = needs_documents


def dumped(path: Path) -> dict[str, Any]:
    reading = read_published(path, plan_id="p")
    return dump(reading.plan, reading.answers)


@pytest.fixture(scope="module")
def oita() -> Reading:
    return read_published(OITA, plan_id="p")


def test_tokushima_is_the_transcription() -> None:
    read, expected = dumped(TOKUSHIMA), json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert len(read["items"]) == 37
    for item, wanted in zip(read["items"], expected["items"], strict=True):
        assert item["no"] == str(wanted["no"])
        assert item["groups"] == [wanted["policy"]]
        for key in ("title", "departments", "rating"):
            assert item[key] == wanted[key], (item["no"], key)
        for key in ("content", "goal", "result", "issues"):
            assert squeeze(item[key]) == squeeze(wanted[key] or ""), (item["no"], key)
        kpis = [{key: kpi[key] for key in wanted["kpis"][0]} for kpi in item["kpis"]]
        assert kpis == wanted["kpis"]
    assert sum(len(item["kpis"]) for item in read["items"]) == 32


def test_tokushima_around_the_list() -> None:
    read, expected = dumped(TOKUSHIMA), json.loads(EXPECTED.read_text(encoding="utf-8"))
    assert read["year"] == expected["fiscal_year"]
    assert read["plan"]["title"] == expected["plan"]
    assert read["plan"]["municipality"] == expected["municipality"]
    assert read["plan"]["years"] == expected["plan_years"]
    assert {g["code"]: g["meaning"] for g in read["plan"]["scale"]} == expected["rating_scale"]
    assert [g["achieved"] for g in read["plan"]["scale"]] == [True, True, False, False]
    assert read["summary"]["counts"] == {"S": 2, "A": 24, "B": 11, "C": 0}
    assert read["summary"]["percent"] == {"S": 5, "A": 65, "B": 30, "C": 0}


def test_oita_in_numbers(oita: Reading) -> None:
    items = oita.plan.items
    levels = {tuple(group.level for group in oita.plan.groups_of(item)) for item in items}
    assert (len(items), levels) == (43, {(0, 1)})
    assert sum(len(item.kpis) for item in items) == 24
    assert sum(group.level == 0 for group in oita.plan.groups) == 6
    assert [g.no for g in oita.plan.groups if g.level == 1] == [str(n) for n in range(1, 14)]
    ratings = Counter(oita.answers.get(f"{item.id}/rating") for item in items)
    assert ratings == {"A": 37, "B": 5, None: 1}
    assert (oita.plan.year, oita.plan.years) == (2023, (2022, 2023, 2024))


def test_oita_missing_rating_is_reported_not_guessed(oita: Reading) -> None:
    missing = [note.item for note in oita.report if note.noted is Noted.RATING_MISSING]
    item = oita.plan.by_no["9-3"]
    assert missing == ["9-3"]
    assert oita.answers[f"{item.id}/k1"] == "2023年度末:30業務"
    assert any(note.noted is Noted.COUNTS_DIFFER for note in oita.report)


def test_oita_schedule_shows_every_label_of_the_text(oita: Reading) -> None:
    shown: Counter[str] = Counter()
    for line in OITA.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) == 12 and cells[2][:1].isdigit():
            end = 9 if cells[11] or len(cells[10]) > 1 else 8
            shown.update(squeeze(cell) for cell in cells[5:end] if cell)
    read = Counter(squeeze(p.label) for item in oita.plan.items for p in item.schedule)
    assert read == shown


@pytest.mark.parametrize(
    ("no", "name", "target", "actual"),
    [
        ("1-2", "年間受理件数500件以上の行政手続オンライン化率", 100, 86.2),
        ("3-1", "オープンデータ公開件数", 1500, 1929),
        ("3-1", "国の推奨データセットの公開", 92.9, 71.4),
        ("8-1", "ICT講習受講者数", 76000, 75702),
        ("9-7", "庁内デジタル人材育成の実施", 2, 7),
        ("10-2", "小規模事業者へのICT導入補助件数", 50, 63),
        ("11-1", "児童生徒のICT活用を指導する能力を持つ教員の割合", 95, 90.9),
        ("12-1", "ビッグデータ動線分析のデータ提供回数", 4, None),
        ("13-2", "教職員の情報セキュリティ・情報モラルに関する研修受講者数", 170, 244),
    ],
)
def test_oita_kpis(oita: Reading, no: str, name: str, target: float, actual: float | None) -> None:
    items = {item["no"]: item for item in dump(oita.plan, oita.answers)["items"]}
    kpi = next(kpi for kpi in items[no]["kpis"] if kpi["name"] == name)
    assert (kpi["target"], kpi["actual"]) == (target, actual)


@pytest.mark.parametrize("path", [TOKUSHIMA, OITA, SAMPLE], ids=lambda path: path.stem)
def test_every_visible_character_is_in_the_plan_or_in_the_report(path: Path) -> None:
    reading = read_published(path, plan_id="p")
    lost, invented = unaccounted(reading, path.read_text(encoding="utf-8"))
    assert (dict(lost), dict(invented)) == ({}, {})


@pytest.mark.parametrize("path", [TOKUSHIMA, OITA], ids=lambda path: path.stem)
def test_the_name_of_the_file_says_nothing(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "x.dat"
    other.write_bytes(path.read_bytes())
    assert dumped(other) == dumped(path)
