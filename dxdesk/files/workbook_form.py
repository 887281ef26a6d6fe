"""The `.xlsx` carrier: a form that a person reads and fills in, and the whole content as data.

The first sheet says what this is and has the cells for the name and the number of the hand-in;
記入 has a row per field; データ has the content and manifest of the native carrier as text, so
that a form that is whole needs nothing else. `docs/excel-form.md` has what people do to forms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dxdesk.domain.asking import Request, Submission, own_confirmations
from dxdesk.domain.fields import is_line
from dxdesk.domain.text import fold, typed_line
from dxdesk.domain.unplaced import Stray, Unplaced
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files import form_cover, native
from dxdesk.files.form_choices import Choices
from dxdesk.files.form_clues import Clue, clue_of, identity_in, is_of_a_form, labels_in, rows_like
from dxdesk.files.form_data import (
    FormData,
    data_lines,
    is_data,
    is_of_request,
    read_data,
    strays_in,
)
from dxdesk.files.form_layout import BY, FIELD_ID, NUMBER, Role, lines_of, tag_of
from dxdesk.files.form_reading import MOST_UNPLACED, Said, read_said
from dxdesk.files.form_rows import form_rows
from dxdesk.files.form_sheets import FormBook
from dxdesk.files.form_texts import FormTexts
from dxdesk.files.gate import Archive, Sheet, read_sheets
from dxdesk.files.native import Parcel
from dxdesk.sheets.cell_text import visible
from dxdesk.sheets.columns import letters

Find = Callable[[Clue], Request | None]
REQUEST_SHEET, SUBMISSION_SHEET = "書き方", "提出"


@dataclass(frozen=True, slots=True)
class Form:
    """What a form holds: its data, and what its cells say.

    `answers` has the open fields whose cells say something else than the form had shown, by
    field; `by` and `number` are the cells of the first sheet (0 where no number stands there).
    `is_matched` says that the data were gone, and that the request is the one which the form
    names; nothing proves that the form came from whoever was asked.
    """

    parcel: Parcel[Request] | Parcel[Submission]
    answers: dict[str, str] = field(default_factory=dict[str, str])
    by: str = ""
    number: int = 0
    unplaced: tuple[Unplaced, ...] = ()
    is_matched: bool = False


def request_form_bytes(request: Request) -> bytes:
    """A request as a form to fill in."""
    book = form_book(request)
    book.cover(REQUEST_SHEET, form_cover.request_title(request), form_cover.request_lines(request))
    rows = form_rows(request, request.base)
    book.questions(lines_of(rows, tag_of(request.id)), Choices(request.plan))
    book.data(data_lines(request))
    return book.save()


def submission_form_bytes(request: Request, submission: Submission) -> bytes:
    """A sealed submission as a form to read."""
    book = form_book(request)
    book.cover(
        SUBMISSION_SHEET,
        form_cover.submission_title(request),
        form_cover.submission_lines(request, submission),
    )
    rows = form_rows(request, submission.answers)
    book.questions(lines_of(rows, tag_of(request.id)), Choices(request.plan), locked=True)
    book.data(data_lines(submission))
    return book.save()


def form_book(request: Request) -> FormBook:
    """An empty form of a request."""
    return FormBook(request.plan.title, form_cover.head_line(request), request.id)


def read_form(archive: Archive) -> Form:
    """Read the only form of a file that has its data.

    Raises:
        DxdeskError: WRONG_KIND for any other workbook; ALTERED when the data is not what was
            written, or a submission's cells are not what was handed in.
    """
    forms, _ = read_forms(archive)
    if not forms:
        raise DxdeskError(Trouble.WRONG_KIND, file=archive.file)
    return forms[0]


def read_forms(
    archive: Archive, find: Find | None = None
) -> tuple[list[Form], tuple[Unplaced, ...]]:
    """Read every form of a file, and the texts that belong to none of them.

    `find` knows the requests that were sent out, for forms whose data is gone; None where there
    is no way to know.

    Raises:
        DxdeskError: as `read_form`.
    """
    sheets = read_sheets(archive)
    data: list[FormData] = []
    for sheet in filter(is_data, sheets):
        known = _read_data(sheet, archive.file, find)
        if known and known not in data:
            data.append(known)
    others = [sheet for sheet in sheets if not is_data(sheet)]
    written = [
        Unplaced(sheet.name, at + 1, letters(column), text, Stray.OUTSIDE)
        for sheet in filter(is_data, sheets)
        for at, column, text in (*strays_in(sheet), *sheet.notes)
    ]
    groups, left = _grouped(others, data, find, identity_in(archive) if not data else "")
    if not groups and not any(map(is_of_a_form, left)):
        raise DxdeskError(Trouble.WRONG_KIND, file=archive.file)
    forms = [_read(known, mine, archive.file, matched) for known, mine, matched in groups]
    unplaced = (*written, *_all_of(left))
    if len(unplaced) > MOST_UNPLACED:
        raise DxdeskError(Trouble.FILE_TOO_LARGE, file=archive.file)
    return forms, unplaced


def _read_data(sheet: Sheet, file: str, find: Find | None) -> FormData | None:
    """A data sheet; None where it is lost, but the office may know what was in it."""
    try:
        return read_data(sheet, file)
    except DxdeskError as error:
        if error.trouble is not Trouble.FILE_DAMAGED or not find or not is_of_request(sheet):
            raise
        return None


_Group = tuple[FormData, list[Sheet], bool]


def _grouped(
    sheets: Sequence[Sheet], data: Sequence[FormData], find: Find | None, identity: str
) -> tuple[list[_Group], list[Sheet]]:
    """The sheets of each form, and those that are of none.

    A sheet says on itself whose it is; what does not is of the only form there is, else of the
    one whose questions it has.
    """
    groups: dict[str, _Group] = {_tag(one): (one, [], False) for one in data}
    left: list[Sheet] = []
    silent: list[Sheet] = []
    for sheet in sheets:
        clue = clue_of(sheet)
        if clue.tag and clue.tag not in groups and find and (request := find(clue)):
            groups[clue.tag] = (FormData(Parcel(request, b"")), [], True)
        if clue.tag in groups:
            groups[clue.tag][1].append(sheet)
        elif clue.tag:
            left.append(sheet)
        else:
            silent.append(sheet)
    if not groups and find and silent:
        clue = Clue("", identity, labels_in(silent))
        if request := find(clue):
            groups[tag_of(request.id)] = (FormData(Parcel(request, b"")), [], True)
    for sheet in silent:
        mine = _likest(sheet, groups)
        (mine[1] if mine else left).append(sheet)
    return list(groups.values()), left


def _likest(sheet: Sheet, groups: Mapping[str, _Group]) -> _Group | None:
    if len(groups) < 2:
        return next(iter(groups.values()), None)
    counts = {tag: rows_like(sheet, known.parcel.value) for tag, (known, _, _) in groups.items()}
    (best, most), (_, next_most) = Counter(counts).most_common(2)
    return groups[best] if most > next_most else None


def _tag(data: FormData) -> str:
    value = data.parcel.value
    return tag_of(value.request if isinstance(value, Submission) else value.id)


def _read(data: FormData, sheets: Sequence[Sheet], file: str, is_matched: bool) -> Form:
    value = data.parcel.value
    if isinstance(value, Submission):
        _refuse_altered(value, sheets, file)
        return Form(data.parcel)
    said: Said = read_said(sheets, FormTexts(value, data.shown), file)
    return Form(data.parcel, said.answers, said.by, said.number, said.unplaced, is_matched)


def _refuse_altered(submission: Submission, sheets: Sequence[Sheet], file: str) -> None:
    """A sealed submission's cells are for reading; they have to say what was sealed."""
    labels = labels_in(sheets)
    digits = fold(labels.get(NUMBER, ""))
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0
    is_same = visible(submission.by).strip().startswith(labels.get(BY, ""))
    if _changed(sheets, submission.answers) or not is_same or number not in (0, submission.number):
        raise DxdeskError(Trouble.ALTERED, file=file)


def _changed(sheets: Iterable[Sheet], sealed: Mapping[str, str]) -> bool:
    cells: dict[str, dict[int, str]] = {}
    for sheet in sheets:
        columns: tuple[int, int] | None = None
        for row in sheet.rows:
            texts = [text.strip() for text in row]
            if columns is None:
                if Role.ANSWER.value in texts and Role.FIELD.value in texts:
                    columns = texts.index(Role.ANSWER.value), texts.index(Role.FIELD.value)
                continue
            found = FIELD_ID.fullmatch(texts[columns[1]])
            if found and found["field"] in sealed:
                piece = int(found["piece"] or 1)
                told = cells.setdefault(found["field"], {})
                if told.setdefault(piece, row[columns[0]]) != row[columns[0]]:
                    return True
    for name, told in cells.items():
        text = "".join(told[piece] for piece in sorted(told))
        before = visible(sealed[name])
        if text != before and (not is_line(name) or typed_line(text) != before):
            return True
    return False


def _all_of(sheets: Sequence[Sheet]) -> list[Unplaced]:
    """Every text of sheets that belong to no known form."""
    return [
        Unplaced(sheet.name, at + 1, letters(column), text, Stray.OTHER_FORM)
        for sheet in sheets
        for at, column, text in (*_cells_of(sheet), *sheet.notes)
        if text.strip()
    ]


def _cells_of(sheet: Sheet) -> Iterable[tuple[int, int, str]]:
    return ((at, c, cell) for at, row in enumerate(sheet.rows) for c, cell in enumerate(row))


def submission_of(request: Request, form: Form) -> Submission:
    """What a person handed in by filling the form in: sealed, with no time as none is known.

    The answers to findings are those that it was sent with.
    """
    base = {name: request.base.get(name, "") for name in request.open}
    return native.seal(
        Submission(
            request.id,
            request.plan.id,
            request.plan.year,
            request.department,
            request.round,
            form.number or 1,
            form.by,
            "",
            base | form.answers,
            base,
            confirmations=own_confirmations(request, request.confirmations),
        ),
        request.secret,
    )
