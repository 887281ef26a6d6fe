"""What stands in a document more than once: items again (再掲), and last year's sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from dxdesk.domain.reading import Noted, Reading
from dxdesk.domain.summary import summarise
from dxdesk.files.published import read_published
from tests.plans import unaccounted
from tests.published.carried import BREAK, city, from_text
from tests.published.test_cities import shown

LAST = "3-3\t公開データの充実"
AGAIN = {
    "the same texts": "4-1\t河川水位の公開（再掲）\t防災課\t水位を地図で見られるようにする。\t5か所の水位を10分ごとに公開した。\t停電のときの電源を備える。\t○",
    "a reference": "4-1\t河川水位の公開【再掲】\t防災課\t\t3-1を参照\t\t",
    "nothing but the title": "4-1\t※再掲 河川水位の公開\t防災課\t\t\t\t",
}
OTHER = "4-1\t河川水位の公開（再掲）\t防災課\t水位を見る。\t電源を点検した。\tなし\t△"


def with_row(row: str) -> str:
    return city("eight_codes").replace(LAST, f"{row}\n{LAST}")


def notes(reading: Reading, kind: Noted) -> list[tuple[str, str]]:
    return [(note.item, note.about) for note in reading.report if note.noted is kind]


@pytest.mark.parametrize("row", AGAIN.values(), ids=AGAIN.keys())
def test_an_item_again_points_to_the_one_that_it_repeats(tmp_path: Path, row: str) -> None:
    text = with_row(row)
    reading = from_text(tmp_path, text)
    item = reading.plan.by_no["4-1"]
    assert item.again == reading.plan.by_no["3-1"].id
    assert not [field for field in reading.answers if field.startswith(item.id)]
    assert not notes(reading, Noted.RATING_MISSING)
    assert summarise(reading.plan, reading.answers).total == 11
    assert unaccounted(reading, text.replace(BREAK, "")) == ({}, {})


def test_an_item_again_that_says_something_else_stays_an_item(tmp_path: Path) -> None:
    text = with_row(OTHER)
    reading = from_text(tmp_path, text)
    item = reading.plan.by_no["4-1"]
    assert (item.again, reading.answers[f"{item.id}/result-1"]) == ("", "電源を点検した。")
    assert notes(reading, Noted.AGAIN_DIFFERS) == [("4-1", "3-1")]
    assert unaccounted(reading, text.replace(BREAK, "")) == ({}, {})


def workbook(folder: Path, **sheets: str) -> Path:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, text in sheets.items():
        sheet = book.create_sheet(name)
        for line in text.split("\n"):
            sheet.append([cell.replace(BREAK, "\n") or None for cell in line.split("\t")])
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


@pytest.mark.parametrize("order", ["R5 R6", "R6 R5"])
def test_a_sheet_of_another_year_is_told_of_and_left_out(tmp_path: Path, order: str) -> None:
    years = {"R6": city("eight_codes"), "R5": city("eight_codes").replace("令和6年度", "令和5年度")}
    path = workbook(tmp_path, **{name: years[name] for name in order.split(" ")})
    reading = read_published(path, plan_id="p")
    assert shown(reading) == shown(from_text(tmp_path, years["R6"]))
    assert notes(reading, Noted.OTHER_YEAR) == [("", "R5")]
    lost, invented = unaccounted(reading, "".join(years.values()).replace(BREAK, ""))
    assert (dict(lost), dict(invented)) == ({}, {})
    asked = read_published(path, plan_id="p", year=2023)
    assert shown(asked) == shown(from_text(tmp_path, years["R5"]))


def test_sheets_of_one_year_are_one_list(tmp_path: Path) -> None:
    text = city("eight_codes")
    head = next(line for line in text.split("\n") if line.startswith("No."))
    start = text.index("基本目標3")
    path = workbook(tmp_path, 一=text[:start], 二=f"{head}\n{text[start:]}")
    assert shown(read_published(path, plan_id="p")) == shown(from_text(tmp_path, text))
