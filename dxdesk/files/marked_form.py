"""A form that goes back to a department: its own texts in place, and what has to be put right.

The texts that no field could be given for sure stand in a list of their own, each with the
place it came from and what to do; the fields that they may be for are coloured and say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dxdesk.domain.asking import Request, Submission
from dxdesk.domain.unplaced import Unplaced
from dxdesk.files import form_cover
from dxdesk.files.form_choices import Choices
from dxdesk.files.form_data import data_lines
from dxdesk.files.form_layout import TO_DO_SHEET, Role, lines_of, tag_of
from dxdesk.files.form_rows import FormRow, form_rows
from dxdesk.files.workbook_form import REQUEST_SHEET, form_book
from dxdesk.messages import stray_advice, stray_sentence

_ABOUT = (
    "出していただいたファイルから書き写せなかった文です。右の欄を見て、「記入」の色の付いた欄を直し、"
    "保存して送ってください。"
)
_MOST_PLACES = 3


def marked_form_bytes(
    request: Request, submission: Submission, unplaced: Sequence[Unplaced]
) -> bytes:
    """A fresh form of a request with what was handed in, and the list of what was not placed.

    The number of the hand-in is the next one, so that the answer to it counts instead.
    """
    tag = tag_of(request.id)
    rows = form_rows(request, submission.answers)
    book = form_book(request)
    book.cover(
        REQUEST_SHEET,
        form_cover.request_title(request),
        form_cover.request_lines(
            request, by=submission.by, number=submission.number + 1, is_marked=True
        ),
    )
    numbers = _numbers(unplaced)
    places = {row.field: _place(row, f"{tag}-{at}") for at, row in enumerate(rows, 1)}
    told = book.to_do(_ABOUT, [_line(one, places) for one in unplaced])
    lines = list(lines_of([_marked(row, numbers.get(row.field, ())) for row in rows], tag))
    book.questions(lines, Choices(request.plan), marked=numbers.keys())
    told |= {line.texts[Role.NOTE] for line in lines}
    book.data(data_lines(request, told - {""}))
    return book.save()


def _numbers(unplaced: Sequence[Unplaced]) -> dict[str, list[int]]:
    """The lines of the list in which each field is named."""
    numbers: dict[str, list[int]] = {}
    for number, one in enumerate(unplaced, 1):
        for name in one.near[:_MOST_PLACES]:
            numbers.setdefault(name, []).append(number)
    return numbers


def _marked(row: FormRow, numbers: Sequence[int]) -> FormRow:
    if not numbers:
        return row
    named = "、".join(map(str, numbers))
    mark = f"※「{TO_DO_SHEET}」の{named}を見てください。"
    return replace(row, note=f"{row.note}\n{mark}" if row.note else mark)


def _place(row: FormRow, mark: str) -> str:
    return f"整理番号{mark}（{row.no}　{row.title}・{row.place}）".replace("\n", " ")


def _line(one: Unplaced, places: Mapping[str, str]) -> tuple[str, str, str]:
    near = [places[name] for name in one.near[:_MOST_PLACES] if name in places]
    advice = f"{stray_sentence(one.why)}\n{stray_advice(one.why, near)}"
    return f"「{one.sheet}」の{one.column}{one.row}", one.text, advice
