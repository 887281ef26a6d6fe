"""Forms that departments filled in without the program, taken in by the office."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from dxdesk.cli import main
from dxdesk.domain.unplaced import Stray
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.office import Carrier, Office, Taken, Verdict
from tests.plans import THREE_COLUMN, write
from tests.templates import template

HEALTH, CITIZENS, SYSTEMS = "健康課", "市民課", "情報課"


@pytest.fixture
def office(tmp_path: Path) -> Any:
    lay_office(tmp_path)
    with Office.open(tmp_path / "o.dxdesk") as made:
        yield made


@template
def lay_office(folder: Path) -> None:
    made, _ = Office.create(write(folder / "p.txt", THREE_COLUMN), folder / "o.dxdesk")
    with made:
        made.roll_over(2024)


@pytest.fixture
def forms(office: Office, tmp_path: Path) -> dict[str, Path]:
    paths = office.make_requests(2024, tmp_path / "r", Carrier.XLSX)
    return dict(zip(office.plan().departments, paths, strict=True))


def change(path: Path, *changes: Callable[[Any], None], to: Path | None = None) -> Path:
    book = openpyxl.load_workbook(path)
    for one in changes:
        one(book)
    out = to or path
    book.save(out)
    return out


def answer(name: str, text: str) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        cell_of(book, name).value = text

    return fill


def cell_of(book: Any, name: str) -> Any:
    sheet = book["記入"]
    (row,) = (row for row in sheet.iter_rows() if row[8].value == name)
    return row[6]


def signed(by: str) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        next(row for row in book["書き方"] if row[0].value == "提出者")[1].value = by

    return fill


def beside(name: str, text: str) -> Callable[[Any], None]:
    def fill(book: Any) -> None:
        cell_of(book, name).offset(0, 1).value = text

    return fill


def without(sheet: str) -> Callable[[Any], None]:
    return lambda book: book.remove(book[sheet])


def merge(office: Office, *files: Path) -> list[Taken]:
    return office.merge(files)


NAME = "i002/result-1"


def test_what_is_placed_is_taken_and_the_rest_is_listed(
    office: Office, forms: dict[str, Path]
) -> None:
    change(forms[HEALTH], answer(NAME, "画面を直した。"), beside(NAME, "欄外の文"), signed("山田"))
    (line,) = merge(office, forms[HEALTH])
    assert (line.verdict, line.changed, line.is_matched) == (Verdict.TAKEN, (NAME,), False)
    (stray,) = line.unplaced
    assert (stray.sheet, stray.column, stray.text) == ("記入", "H", "欄外の文")
    assert (stray.why, stray.near) == (Stray.BESIDE, (NAME,))
    assert "欄外の文" not in str(office.answers())
    (again,) = merge(office, forms[HEALTH])
    assert (again.verdict, again.unplaced) == (Verdict.UNCHANGED, line.unplaced)


def test_a_text_below_the_table_is_offered_to_the_row_above_it(
    office: Office, forms: dict[str, Path]
) -> None:
    def below(book: Any) -> None:
        book["記入"].cell(book["記入"].max_row + 2, 7).value = "下の文"

    change(forms[HEALTH], answer(NAME, "画面を直した。"), below)
    (line,) = merge(office, forms[HEALTH])
    assert [(one.text, one.near) for one in line.unplaced] == [("下の文", ("i002/rating_note",))]


def test_a_form_in_which_nothing_is_placed_touches_nothing(
    office: Office, forms: dict[str, Path]
) -> None:
    change(forms[HEALTH], beside(NAME, "欄外の文"))
    (line,) = merge(office, forms[HEALTH])
    assert (line.verdict, [one.text for one in line.unplaced]) == (Verdict.REFUSED, ["欄外の文"])
    assert line.error
    assert line.error.trouble is Trouble.NOTHING_PLACED
    assert office.merges() == ()


def test_a_form_without_its_data_is_the_same_answer(
    office: Office, forms: dict[str, Path], tmp_path: Path
) -> None:
    change(forms[HEALTH], answer(NAME, "画面を直した。"), signed("山田"))
    bare = change(forms[HEALTH], without("データ"), to=tmp_path / "bare.xlsx")
    (line,) = merge(office, bare)
    assert (line.verdict, line.changed, line.is_matched) == (Verdict.TAKEN, (NAME,), True)
    (same,) = merge(office, forms[HEALTH])
    assert (same.verdict, same.is_matched) == (Verdict.UNCHANGED, False)


def test_another_office_does_not_know_it(forms: dict[str, Path], tmp_path: Path) -> None:
    other, _ = Office.create(write(tmp_path / "q.txt", THREE_COLUMN), tmp_path / "q.dxdesk")
    change(forms[HEALTH], answer(NAME, "画面を直した。"), without("データ"))
    with other:
        (line,) = merge(other, forms[HEALTH])
        assert line.error
        assert line.error.trouble is Trouble.UNKNOWN_FORM
        assert "画面を直した。" in [one.text for one in line.unplaced]
        with pytest.raises(DxdeskError, match="UNKNOWN_FORM"):
            other.write_marked(line, tmp_path / "m")


@pytest.mark.parametrize("with_data", [True, False])
def test_the_forms_of_two_departments_in_one_file(
    office: Office, forms: dict[str, Path], tmp_path: Path, with_data: bool
) -> None:
    change(forms[HEALTH], answer(NAME, "健康課の文"), signed("山田"))
    change(forms[CITIZENS], answer("i001/result-1", "市民課の文"), signed("佐藤"))

    def add(book: Any) -> None:
        other = openpyxl.load_workbook(forms[CITIZENS])
        for sheet in other:
            if sheet.title == "データ" and not with_data:
                continue
            copy = book.create_sheet(f"{sheet.title} (2)")
            for row in sheet.iter_rows():
                for cell in row:
                    copy[cell.coordinate].value = cell.value

    both = change(forms[HEALTH], add, to=tmp_path / "both.xlsx")
    lines = merge(office, both)
    departments = [
        (line.submission.department, line.submission.by) for line in lines if line.submission
    ]
    assert departments == [(HEALTH, "山田"), (CITIZENS, "佐藤")]
    assert [line.changed for line in lines] == [(NAME,), ("i001/result-1",)]
    assert [line.is_matched for line in lines] == [False, not with_data]
    assert not any(line.unplaced for line in lines)


def test_the_marked_copy_brings_the_rest(
    office: Office, forms: dict[str, Path], tmp_path: Path
) -> None:
    change(forms[HEALTH], answer(NAME, "画面を直した。"), beside(NAME, "欄外の文"), signed("山田"))
    (line,) = merge(office, forms[HEALTH])
    marked = office.write_marked(line, tmp_path / "m")
    assert marked.name == "修正依頼_2024_健康課_第1回.xlsx"
    assert office.write_marked(line, tmp_path / "m").name == "修正依頼_2024_健康課_第1回(2).xlsx"
    book = openpyxl.load_workbook(marked)
    assert cell_of(book, NAME).fill.fgColor.rgb == "00FFC7CE"
    assert "直していただきたいこと" in cell_of(book, NAME).offset(0, 1).value
    (_, where, text, advice) = next(
        book["直していただきたいこと"].iter_rows(min_row=4, values_only=True)
    )
    assert (where, text) == ("「記入」のH" + str(line.unplaced[0].row), "欄外の文")
    assert "回答欄でないところ" in str(advice)
    change(marked, answer(NAME, "画面を直した。\n欄外の文"))
    (line,) = merge(office, marked)
    assert (line.verdict, line.changed, line.unplaced) == (Verdict.TAKEN, (NAME,), ())
    assert line.submission
    assert (line.submission.number, line.submission.by) == (2, "山田")
    assert office.answers()[NAME] == "画面を直した。\n欄外の文"


def test_a_text_that_is_moved_in_a_marked_copy_is_listed_again(
    office: Office, forms: dict[str, Path], tmp_path: Path
) -> None:
    change(forms[HEALTH], answer(NAME, "画面を直した。"), beside(NAME, "欄外の文"))
    (line,) = merge(office, forms[HEALTH])
    marked = office.write_marked(line, tmp_path / "m")

    def wrong(book: Any) -> None:
        cell_of(book, NAME).offset(0, -1).value = "欄外の文"

    change(marked, wrong, signed("山田"))
    (line,) = merge(office, marked)
    assert [one.text for one in line.unplaced] == ["欄外の文"]


def test_nothing_is_marked_where_nothing_is_listed(
    office: Office, forms: dict[str, Path], tmp_path: Path
) -> None:
    change(forms[HEALTH], signed("山田"))
    (line,) = merge(office, forms[HEALTH])
    with pytest.raises(DxdeskError, match="NOTHING_TO_MARK"):
        office.write_marked(line, tmp_path / "m")


def test_the_command_line_lists_and_marks(
    office: Office, forms: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        forms[HEALTH], answer(NAME, "画面を直した。"), beside(NAME, "欄外の\n文"), signed("山田")
    )
    office.close()
    words = [
        "merge",
        str(tmp_path / "o.dxdesk"),
        str(forms[HEALTH]),
        "--marked",
        str(tmp_path / "m"),
    ]
    assert main([*words, "--json"]) == 0
    (said,) = json.loads(capsys.readouterr().out)["files"]
    assert [one["text"] for one in said["unplaced"]] == ["欄外の\n文"]
    assert Path(said["marked"]).exists()
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "置く欄の分からない文 1件" in out
    assert "欄外の 文" in out
    assert "(2).xlsx" in out


def test_the_order_of_files_does_not_matter(office: Office, forms: dict[str, Path]) -> None:
    for department, text in ((HEALTH, "健"), (SYSTEMS, "情")):
        book = openpyxl.load_workbook(forms[department])
        name = next(row[8].value for row in book["記入"].iter_rows(min_row=3) if row[8].value)
        cell_of(book, str(name)).value = text
        out = io.BytesIO()
        book.save(out)
        forms[department].write_bytes(out.getvalue())
    merge(office, forms[HEALTH], forms[SYSTEMS])
    first = office.answers()
    office.undo_merge()
    merge(office, forms[SYSTEMS], forms[HEALTH])
    assert office.answers() == first


def test_comments_are_listed_with_the_row_that_they_stand_in(
    office: Office, forms: dict[str, Path]
) -> None:
    def noted(book: Any) -> None:
        cell_of(book, "i001/k1").comment = Comment("30件でした。", "市民課")
        book["書き方"]["A1"].comment = Comment("遅れてすみません。", "市民課")

    (line,) = merge(office, change(forms[CITIZENS], answer("i001/result-1", "書いた。"), noted))
    assert [(one.text, one.why, one.near) for one in line.unplaced] == [
        ("遅れてすみません。", Stray.OUTSIDE, ()),
        ("30件でした。", Stray.BESIDE, ("i001/k1",)),
    ]


@pytest.mark.parametrize("text", ["12/34", "https://example.invalid/x", "24/7"])
@pytest.mark.parametrize("column", [-6, 2])
def test_a_text_over_an_id_is_listed_and_no_id(
    office: Office, forms: dict[str, Path], text: str, column: int
) -> None:
    def over(book: Any) -> None:
        cell_of(book, "i001/k1").offset(0, column).value = text

    form = change(forms[CITIZENS], answer("i001/result-1", "書いた。"), over)
    (line,) = merge(office, form)
    assert [one.text for one in line.unplaced] == [text]


@pytest.mark.parametrize(
    ("said", "number", "listed"),
    [
        ("2", 2, False),
        ("第２回", 2, False),
        (3, 3, False),
        ("", 1, False),
        # As the number of a hand-in 7 would have outweighed every later one.
        ("令和7年5月2日", 1, True),
        ("1000000", 1, True),
        ("-5", 1, True),
        ("2（1の差替え）", 1, True),
    ],
)
def test_the_number_of_a_hand_in_is_a_number_alone(
    office: Office, forms: dict[str, Path], said: object, number: int, listed: bool
) -> None:
    def numbered(book: Any) -> None:
        next(row for row in book["書き方"] if row[0].value == "提出番号")[1].value = said

    (line,) = merge(office, change(forms[CITIZENS], answer("i001/result-1", "書"), numbered))
    assert line.submission
    assert (line.submission.number, [one.text for one in line.unplaced]) == (
        number,
        [said] if listed else [],
    )


@pytest.mark.parametrize("typed", ["Ｂ", "「B」", "b", "B：目標を下回る"])
def test_a_rating_in_other_words_is_kept_as_typed_and_offered_as_its_code(
    office: Office, forms: dict[str, Path], typed: str
) -> None:
    change(forms[HEALTH], answer("i002/rating", typed), signed("山田"))
    merge(office, forms[HEALTH])
    assert office.answers()["i002/rating"] == typed
    (finding,) = (f for f in office.findings() if f.code == "rating-unknown")
    assert finding.fix is not None
    office.fix()
    assert office.answers()["i002/rating"] == "B"


def test_a_doubtful_value_is_taken_and_told(
    office: Office, forms: dict[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def dated(book: Any) -> None:
        cell = cell_of(book, NAME)
        cell.value, cell.number_format = 45659, 'm"月"d"日"'

    change(forms[HEALTH], dated, beside(NAME, "欄外"))
    office.close()
    marked = tmp_path / "戻す"
    assert main(["merge", str(office.path), str(forms[HEALTH]), "--marked", str(marked)]) == 0
    out = capsys.readouterr().out
    assert "置く欄の分からない文・確かめる値 2件" in out
    assert "日付に変えたものかもしれません。表示のとおりに取り込みました。 1月2日" in out
    with Office.open(office.path) as again:
        assert again.answers()[NAME] == "1月2日"
    (form,) = marked.iterdir()
    said = [str(cell.value) for row in openpyxl.load_workbook(form).worksheets[1] for cell in row]
    assert any("回答欄を確かめ、違うときは正しい値を書いてください。" in text for text in said)
