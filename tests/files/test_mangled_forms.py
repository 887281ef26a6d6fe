"""A form that came back is read as it was typed, or what is doubtful is listed; never else."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from dxdesk.domain.asking import Request
from dxdesk.domain.unplaced import Unplaced
from dxdesk.files.archive import open_zip
from dxdesk.files.form_clues import Clue, is_named_by
from dxdesk.files.form_layout import tag_of
from dxdesk.files.native import Parcel
from dxdesk.files.workbook_form import Form, read_forms
from tests.files.manglings import MANGLINGS, Mangler, filled_in, random_request


def reader(request: Request) -> Callable[[Clue], Request | None]:
    """An office that sent this request alone."""

    def find(clue: Clue) -> Request | None:
        named = clue.tag == tag_of(request.id) or clue.identity == request.id
        return request if named or is_named_by(request, clue.labels) else None

    return find


def read(mangler: Mangler) -> tuple[Form, tuple[Unplaced, ...]]:
    """The form; where nothing is left that says whose it is, an empty one, and all its texts."""
    archive = open_zip(mangler.save(), file="回答.xlsx")
    forms, left = read_forms(archive, reader(mangler.request))
    if not forms:
        return Form(Parcel(mangler.request, b""), is_matched=True), left
    (form,) = forms
    assert form.parcel.value == mangler.request
    assert not left
    return form, form.unplaced


def check(mangler: Mangler) -> tuple[int, int]:
    """Each answer is what was typed at its field, and each text is an answer or listed.

    Returns how many texts were given their field, and how many were listed.
    """
    form, unplaced = read(mangler)
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
    {"data_sheet_deleted", "data_sheet_emptied", "only_the_table_is_left", "cover_deleted"},
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


@pytest.mark.parametrize("seed", range(25))
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
