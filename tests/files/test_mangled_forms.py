"""A form that came back is read as it was typed, or what is doubtful is listed; never else."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dxdesk.domain.asking import Request
from dxdesk.domain.unplaced import Unplaced
from dxdesk.errors import DxdeskError
from dxdesk.files.archive import open_zip
from dxdesk.files.form_clues import Clue, is_named_by
from dxdesk.files.form_layout import tag_of
from dxdesk.files.native import Parcel
from dxdesk.files.workbook_form import Form, read_forms
from tests.export.libreoffice import convert_all
from tests.files.manglings import MANGLINGS, Mangler, filled_in, random_request
from tests.files.old_files import OLD, OLD_FILES


def reader(request: Request) -> Callable[[Clue], Request | None]:
    """An office that sent this request alone."""

    def find(clue: Clue) -> Request | None:
        named = clue.tag == tag_of(request.id) or clue.identity == request.id
        return request if named or is_named_by(request, clue.labels) else None

    return find


def read(mangler: Mangler, data: bytes) -> tuple[Form, tuple[Unplaced, ...]]:
    """The form; where nothing is left that says whose it is, an empty one, and all its texts."""
    archive = open_zip(data, file="回答.xlsx")
    forms, left = read_forms(archive, reader(mangler.request))
    if not forms:
        return Form(Parcel(mangler.request, b""), is_matched=True), left
    (form,) = forms
    assert form.parcel.value == mangler.request
    return form, (*form.unplaced, *left)


def check(mangler: Mangler, data: bytes = b"") -> tuple[int, int]:
    """Each answer is what was typed at its field, and each text is an answer or listed.

    Returns how many texts were given their field, and how many were listed.
    """
    form, unplaced = read(mangler, data or mangler.save())
    listed = [one.text for one in unplaced]
    for name, text in form.answers.items():
        assert text in (mangler.typed.get(name), mangler.rivals.get(name)), (name, text)
    for name, text in mangler.rivals.items():
        assert text in (*listed, form.answers.get(name)), (name, text)
    for name, text in mangler.typed.items():
        assert form.answers.get(name) == text or text in listed or not text, (name, text)
        if name not in mangler.doubtful:
            assert form.answers.get(name) == text, (name, text)
    for text in mangler.strays:
        assert text in listed, text
    assert form.is_matched == mangler.needs_office
    return len(form.answers), len(listed)


def mangled(seed: int, kinds: list[Callable[[Mangler], None]]) -> Mangler:
    chance = random.Random(seed)
    made = filled_in(random_request(chance), chance)
    for kind in kinds:
        kind(made)
    return made


@pytest.mark.parametrize("kind", MANGLINGS, ids=lambda kind: kind.__name__)
def test_each_kind(kind: Callable[[Mangler], None]) -> None:
    check(mangled(1, [kind]))


def test_a_form_as_it_was_sent_lists_nothing() -> None:
    for seed in range(3):
        placed, listed = check(mangled(seed, []))
        assert (placed > 0, listed) == (True, 0)


# Of each of these one is enough: the next would look for what the first has taken away.
_EITHER = (
    {"answers_merged", "answer_merged_with_note", "answer_merged_into_the_left"},
    {"id_column_deleted", "id_column_emptied", "both_id_columns_deleted"},
    {"headings_deleted", "headings_changed", "top_deleted"},
    {
        "data_sheet_deleted",
        "data_sheet_emptied",
        "data_sheet_damaged",
        "only_the_table_is_left",
        "cover_deleted",
    },
)
# Excel sorts and moves no merged cells, and openpyxl leaves them behind.
_MERGES = {"answers_merged", "answer_merged_with_note", "answer_merged_into_the_left"}
_MOVES = {
    "rows_sorted",
    "sorted_without_the_right",
    "sorted_without_the_left",
    "rows_inserted",
    "above_the_table",
    "column_inserted",
    "column_inserted_with_text",
    "columns_moved",
    "id_column_deleted",
    "both_id_columns_deleted",
    "headings_deleted",
    "top_deleted",
}


def several(seed: int) -> list[Callable[[Mangler], None]]:
    """Two to four kinds, in the order of the table."""
    chance = random.Random(seed)
    names = {kind.__name__ for kind in chance.sample(MANGLINGS, chance.randint(2, 4))}
    for group in _EITHER:
        names -= set(sorted(names & group)[1:])
    if names & _MERGES:
        names -= _MOVES
    return [kind for kind in MANGLINGS if kind.__name__ in names]


def check_several(seed: int) -> None:
    made = mangled(seed, several(seed))
    made.doubtful.update(made.typed)
    check(made)


@pytest.mark.parametrize("seed", range(12))
def test_several_at_once(seed: int) -> None:
    check_several(seed)


@pytest.mark.long
@pytest.mark.parametrize("first", range(100, 700, 50))
def test_many_at_once(first: int) -> None:
    for seed in range(first, first + 50):
        check_several(seed)


@pytest.mark.long
@pytest.mark.parametrize("kind", MANGLINGS, ids=lambda kind: kind.__name__)
def test_each_kind_over_many_requests(kind: Callable[[Mangler], None]) -> None:
    for seed in range(10):
        check(mangled(seed, [kind]))


OLD_FORM = OLD_FILES / "request-2.xlsx"


def old_form(*changes: Callable[[Any], None]) -> tuple[Form, tuple[Unplaced, ...]]:
    """A form of the first version, as somebody filled it in and changed it."""
    book: Any = openpyxl.load_workbook(OLD_FORM)
    sheet = book["記入"]
    for row in sheet.iter_rows(min_row=2):
        if row[8].value == "i1/k1":
            row[6].value = "45.3%"
    for change in changes:
        change(book)
    out = io.BytesIO()
    book.save(out)
    forms, left = read_forms(open_zip(out.getvalue(), file="a"), reader(OLD[2][0]))
    return forms[0], (*forms[0].unplaced, *left)


def without_ids(book: Any) -> None:
    book["記入"].delete_cols(9)


def without_headings(book: Any) -> None:
    book["記入"].delete_rows(1)


def without_data(book: Any) -> None:
    del book["データ"]


def sorted_rows(book: Any) -> None:
    sheet = book["記入"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for at, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
            sheet.cell(at, column).data_type = "s" if value else "n"


@pytest.mark.parametrize(
    "changes",
    [
        (),
        (without_ids,),
        (without_headings,),
        (without_data,),
        (sorted_rows,),
        (without_data, without_headings, sorted_rows),
    ],
)
def test_forms_of_the_first_version(changes: tuple[Callable[[Any], None], ...]) -> None:
    form, unplaced = old_form(*changes)
    assert (form.answers, unplaced) == ({"i1/k1": "45.3%"}, ())
    assert form.is_matched == (without_data in changes)


def test_a_text_beside_the_answers_of_an_old_form_is_listed() -> None:
    def beside(book: Any) -> None:
        book["記入"].cell(3, 8).value = "欄外"
        book["照会"].cell(20, 2).value = "表紙に"

    form, unplaced = old_form(beside)
    assert form.answers == {"i1/k1": "45.3%"}
    assert sorted(one.text for one in unplaced) == ["欄外", "表紙に"]


def test_texts_without_end_are_refused() -> None:
    def flood(book: Any) -> None:
        for at in range(1, 250):
            book["記入"].append([f"{at}-{column}" for column in range(100)])

    with pytest.raises(DxdeskError, match="FILE_TOO_LARGE"):
        old_form(flood)


@pytest.mark.long
@pytest.mark.parametrize("first", [0, 30])
def test_what_libreoffice_saves_is_read(first: int, tmp_path: Path) -> None:
    made = {}
    for seed in range(first, first + 30):
        mangler = mangled(seed, several(seed) if seed % 3 else [])
        mangler.doubtful.update(mangler.typed if seed % 3 else ())
        path = tmp_path / f"{seed}.xlsx"
        path.write_bytes(mangler.save())
        mangler.after.clear()
        made[path.name] = mangler
    out = tmp_path / "out"
    convert_all([tmp_path / name for name in made], "xlsx", out)
    for name, mangler in made.items():
        check(mangler, (out / name).read_bytes())
