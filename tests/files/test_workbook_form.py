from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.domain.asking import Request, Submission
from dxdesk.domain.unplaced import Stray
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files import native, workbook_form
from dxdesk.files.archive import open_zip
from dxdesk.files.form_rows import Ask, form_rows
from dxdesk.files.workbook_form import Form, read_form
from tests.files.books import sheets_of
from tests.files.samples import (
    AWKWARD,
    OPEN,
    REQUEST,
    SECRET,
    is_sealed,
    long_request,
    rezip,
    submission,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.sampled_from(AWKWARD)
FORM = workbook_form.request_form_bytes(REQUEST)


def read(data: bytes) -> Form:
    return read_form(open_zip(data, file="回答.xlsx"))


def filled(change: Callable[[Any], None], data: bytes = FORM) -> bytes:
    """The form as somebody saves it after `change`."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(book: Any, name: str) -> int:
    return next(row[0].row for row in book["記入"].iter_rows() if row[8].value == name)


def write(book: Any, name: str, value: Any) -> None:
    cell = book["記入"].cell(row_of(book, name), 7)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def sign(book: Any, by: str, number: Any = 1) -> None:
    for row in book["書き方"].iter_rows():
        if row[0].value == "提出者":
            row[1].value = by
        if row[0].value == "提出番号":
            row[1].value = number


@given(st.lists(TEXT, min_size=len(OPEN), max_size=len(OPEN)), TEXT)
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read(texts: list[str], other: str) -> None:
    request = replace(
        REQUEST,
        base=dict(zip(OPEN, texts, strict=True)),
        last=dict.fromkeys(OPEN, other),
        deadline=other,
        department=other,
    )
    form = read(workbook_form.request_form_bytes(request))
    assert form.parcel.value == request
    assert form.answers == {}
    answer = native.seal(
        replace(
            submission(request=request),
            answers=dict(zip(OPEN, reversed(texts), strict=True)),
            by=other,
        ),
        SECRET,
    )
    parcel = read(workbook_form.submission_form_bytes(request, answer)).parcel
    assert parcel.value == answer
    assert parcel.identity == native.identity(answer)


@pytest.mark.parametrize(
    "text",
    ["あ" * 40_000, "😀" * 40_000, "word " * 8_000, "行\n" * 20_000, "\n" * 9_000, "x" * 40_000],
)
def test_a_long_text_goes_on_in_further_rows(text: str) -> None:
    request = long_request(text)
    data = workbook_form.request_form_bytes(request)
    form = read(data)
    assert form.parcel.value == request
    assert form.answers == {}
    cells = [row[8] for row in sheets_of(data)[1].rows if row[8].startswith(OPEN[0])]
    assert len(cells) > 1
    answer = submission({OPEN[0]: text})
    assert read(workbook_form.submission_form_bytes(REQUEST, answer)).parcel.value == answer


def test_the_form_asks_each_open_field_and_shows_the_others() -> None:
    rows = form_rows(REQUEST, REQUEST.base)
    assert tuple(row.field for row in rows if row.is_open) == OPEN
    assert [row.field for row in rows if not row.is_open] == ["i001/result-2"]
    first, kpi = rows[0], rows[2]
    assert (first.part, first.last, first.note) == ("(1)", "昨年度の記入。", "数を入れてください。")
    assert "すべての窓口で予約できる。" in first.asked
    assert kpi.ask is Ask.KPI
    assert "92会議（単位：会議）" in kpi.asked


def test_only_answers_and_the_hand_in_are_unlocked() -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORM))
    open_cells = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    answers = {("記入", f"G{row_of(book, name)}") for name in OPEN}
    assert answers < open_cells
    assert len(open_cells - answers) == 2
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_state == "visible"
    formulas = [
        cell.value for sheet in book for row in sheet for cell in row if cell.data_type == "f"
    ]
    assert formulas == ['=COUNTA(記入!$G$3:$G$3,記入!$G$5:$G$12)&" / 9欄 記入済み"']
    offers = {offer.promptTitle: offer for offer in book["記入"].data_validations.dataValidation}
    assert offers["自己評価"].formula1 == '"S,A,B"'
    assert offers["取組実績"].formula1 == '"該当なし,未実施,把握できない,終了"'
    assert {title: offer.imeMode for title, offer in offers.items()} == {
        "取組実績": "hiragana",
        "改善・拡充策、課題等": "hiragana",
        "指標の実績": "off",
        "自己評価": "off",
        "評価の理由": "hiragana",
    }
    assert not any(offer.showErrorMessage for offer in offers.values())
    locked = openpyxl.load_workbook(
        io.BytesIO(workbook_form.submission_form_bytes(REQUEST, submission()))
    )
    assert all(cell.protection.locked for sheet in locked for row in sheet for cell in row)


FILLINGS: list[tuple[str, Any, str]] = [
    ("i001/k1", 73, "73"),
    ("i001/k1", 45.3, "45.3"),
    ("i001/k1", "92\n会議", "92\n会議"),
    # As Excel writes a carriage return.
    ("i001/result-1", "書き直した。_x000D_\n二行目", "書き直した。\n二行目"),
    ("i001/result-1", "=1+1", "=1+1"),
    ("i001/result-1", None, ""),
    ("i001/rating", "Ｂ", "Ｂ"),
    ("i002/issues-1", " 空白 ", " 空白 "),
]


@pytest.mark.parametrize(("name", "value", "text"), FILLINGS)
def test_a_filled_form_is_an_answer(name: str, value: Any, text: str) -> None:
    def change(book: Any) -> None:
        write(book, name, value)
        sign(book, "山田 花子", "２")

    form = read(filled(change))
    assert (form.answers, form.by, form.number) == ({name: text}, "山田 花子", 2)
    answer = workbook_form.submission_of(REQUEST, form)
    assert answer.answers == {n: REQUEST.base.get(n, "") for n in OPEN} | {name: text}
    assert answer.base == {n: REQUEST.base.get(n, "") for n in OPEN}
    assert (answer.by, answer.number, answer.round) == ("山田 花子", 2, 1)
    assert is_sealed(answer, SECRET)


def test_a_percentage_stays_one() -> None:
    def change(book: Any) -> None:
        write(book, "i001/k1", 0.453)
        book["記入"].cell(row_of(book, "i001/k1"), 7).number_format = "0.0%"

    assert read(filled(change)).answers == {"i001/k1": "45.3%"}


def test_rows_may_move() -> None:
    def sort(book: Any) -> None:
        write(book, "i001/k1", "7会議")
        sheet = book["記入"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        random.Random(1).shuffle(rows)
        for at, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(at, column)
                cell.value = value
                cell.data_type = "s" if value else "n"

    def insert(book: Any) -> None:
        write(book, "i001/k1", "7会議")
        book["記入"].insert_rows(1, 3)
        book["記入"].insert_rows(7)
        book["記入"].insert_cols(2)

    def delete(book: Any) -> None:
        write(book, "i001/k1", "7会議")
        book["記入"].delete_rows(row_of(book, "i001/result-1"))

    def rename(book: Any) -> None:
        write(book, "i001/k1", "7会議")
        book["記入"].title = "回答済み"
        book["データ"].title = "data"
        book.move_sheet("data", -2)

    for change in (sort, insert, delete, rename):
        form = read(filled(change))
        assert form.parcel.value == REQUEST
        assert form.answers == {"i001/k1": "7会議"}, change


def test_a_copied_row_loses_nothing() -> None:
    def copy(book: Any, *texts: str) -> None:
        sheet = book["記入"]
        row = row_of(book, "i001/rating")
        for at, text in enumerate(texts, 60):
            for column in range(2, 10):
                sheet.cell(at, column).value = sheet.cell(row, column).value
            sheet.cell(at, 7).value = text

    assert read(filled(lambda book: copy(book, "A"))).answers == {}
    assert read(filled(lambda book: copy(book, "B", "B"))).answers == {"i001/rating": "B"}
    form = read(filled(lambda book: copy(book, "B", "S")))
    assert form.answers == {}
    assert [(one.text, one.why, one.near) for one in form.unplaced] == [
        ("B", Stray.TWICE, ("i001/rating",)),
        ("S", Stray.TWICE, ("i001/rating",)),
    ]


def test_control_characters_are_not_taken_for_a_change() -> None:
    def change(book: Any) -> None:
        write(book, "i001/k1", "7会議")

    form = read(filled(change))
    assert isinstance(form.parcel.value, Request)
    answer = workbook_form.submission_of(form.parcel.value, form)
    assert answer.answers["i002/result-1"] == "記入例\x07_x000D_"
    assert "記入例␇_x000D_" in {cell for row in sheets_of(FORM)[1].rows for cell in row}


def test_an_altered_submission_is_told() -> None:
    data = workbook_form.submission_form_bytes(REQUEST, submission())

    def answer(book: Any) -> None:
        write(book, "i001/rating", "S")

    def name(book: Any) -> None:
        next(row for row in book["提出"] if row[0].value == "提出者")[1].value = "別人"

    def number(book: Any) -> None:
        next(row for row in book["提出"] if row[0].value == "提出番号")[1].value = 3

    def content(book: Any) -> None:
        cell = next(row for row in book["データ"] if row[0].value == "content 1")[1]
        cell.value = f"{cell.value[:-6]}AAAA=="

    def manifest(book: Any) -> None:
        cell = next(row for row in book["データ"] if row[0].value == "manifest")[1]
        cell.value = cell.value.replace("request-1", "request-2")

    def nothing(book: Any) -> None:
        del book["提出"]

    for change in (answer, name, number, content, manifest):
        with pytest.raises(DxdeskError, match=r"ALTERED|FILE_DAMAGED"):
            read(filled(change, data))
    assert read(filled(nothing, data)).parcel.value == submission()


def test_a_cleaned_form_is_the_same() -> None:
    answer = submission()
    cases = [(FORM, REQUEST), (workbook_form.submission_form_bytes(REQUEST, answer), answer)]
    for data, value in cases:
        for cleaned in (
            filled(lambda _: None, data),
            rezip(data, lambda name, old: None if name.startswith("docProps") else old),
            rezip(data, extra={"customXml/item1.xml": b"<a/>"}, reverse=True),
        ):
            form = read(cleaned)
            assert form.parcel.value == value
            assert form.answers == {}


def test_other_workbooks_are_of_the_wrong_kind() -> None:
    def strip(book: Any) -> None:
        del book["データ"]

    def newer(book: Any) -> None:
        cell = next(row for row in book["データ"] if row[0].value == "manifest")[1]
        cell.value = cell.value.replace(
            f'"format": {native.FORMAT}', f'"format": {native.FORMAT + 1}'
        )

    for change, trouble in ((strip, Trouble.WRONG_KIND), (newer, Trouble.FILE_NEWER)):
        with pytest.raises(DxdeskError) as caught:
            read(filled(change))
        assert caught.value.trouble is trouble
        assert caught.value.facts["file"] == "回答.xlsx"


@pytest.mark.parametrize("which", ["request", "submission"])
def test_damage_is_never_silent(which: str) -> None:
    value = REQUEST if which == "request" else submission()
    data = (
        FORM if which == "request" else workbook_form.submission_form_bytes(REQUEST, submission())
    )
    for seed in range(300):
        chance = random.Random(seed)
        damaged = bytearray(data)
        damaged[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        try:
            form = read(bytes(damaged))
        except DxdeskError:
            continue
        assert form.parcel.value == value
        assert form.answers == {}
    for length in range(0, len(data), 97):
        with pytest.raises(DxdeskError):
            read(data[:length])


@pytest.mark.parametrize("count", [150, pytest.param(5_000, marks=pytest.mark.long)])
def test_damage_inside_a_whole_zip_is_never_silent(count: int) -> None:
    data = workbook_form.submission_form_bytes(REQUEST, submission())
    names = sorted(open_zip(data, file="a").names)
    for seed in range(count):
        chance = random.Random(seed)
        victim = chance.choice(names)

        def change(name: str, old: bytes, victim: str = victim, chance: Any = chance) -> bytes:
            damaged = bytearray(old)
            if name == victim:
                for _ in range(chance.choice([1, 3])):
                    damaged[chance.randrange(len(old))] = chance.choice(b'<>&"/=09AZ az\x00\xff')
            return bytes(damaged)

        try:
            form = read(rezip(data, change))
        except DxdeskError:
            continue
        # The seal itself has no hash: the office finds that it is not its department's.
        value = form.parcel.value
        assert isinstance(value, Submission)
        assert value == submission() or not is_sealed(value, SECRET)
