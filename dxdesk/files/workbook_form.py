"""The `.xlsx` carrier: a form that a person reads and fills in, and the whole content as data.

The first sheet says what this is and has the cells for the name and the number of the hand-in;
記入 has a row per field; データ has the content and manifest of the native carrier as text, so
that reading needs nothing else. Rows are found by the field in their last column wherever
they stand.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dxdesk.domain.asking import Request, Submission, own_confirmations
from dxdesk.domain.fields import is_line, split_field
from dxdesk.domain.plan import YearStyle
from dxdesk.domain.text import era_year, fold, typed_line
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files import native
from dxdesk.files.form_rows import form_rows
from dxdesk.files.form_sheets import ANSWER, BY, DATA_SHEET, FIELD, NUMBER, CoverLine, FormBook
from dxdesk.files.gate import Archive, Sheet, read_sheets
from dxdesk.files.native import Parcel
from dxdesk.sheets.cell_text import visible

_MARK = "dxdesk"
_MANIFEST = "manifest"
_CONTENT = "content"
_CHUNK = 30_000
_DO_NOT_CHANGE = "このシートは取込みに使います。書き換えたり削除したりしないでください。"
_HOW_TO = (
    "「記入」シートの色の付いた「回答」欄に書いてください。ほかの欄は書き換えられません。\n"
    "書き終えたら、このシートの「提出者」に名前を入れ、保存してDX推進担当に送ってください。\n"
    "出し直すときは「提出番号」を1つ増やしてください。"
)
_FIELD_ID = re.compile(r"(?P<field>.+?)(?:#(?P<piece>\d{1,5}))?")
_DIGITS = re.compile(r"\d{1,6}")
_CHUNK_LABEL = re.compile(rf"{_CONTENT} (\d{{1,6}})")


@dataclass(frozen=True, slots=True)
class Form:
    """What a form holds: its data, and what its cells say.

    `answers` has the open fields whose cells say something else than the form had shown, by
    field; `by` and `number` are the cells of the first sheet (0 where no number stands there).
    """

    parcel: Parcel[Request] | Parcel[Submission]
    answers: dict[str, str] = field(default_factory=dict[str, str])
    by: str = ""
    number: int = 0


def request_form_bytes(request: Request) -> bytes:
    """A request as a form to fill in."""
    book = FormBook(request.plan.title)
    lines = [
        *_facts(request),
        CoverLine("書き方", _HOW_TO),
        CoverLine(BY, "", is_input=True),
        CoverLine(NUMBER, "1", is_input=True),
    ]
    for remark in request.remarks:
        item = request.plan.by_id.get(split_field(remark.place)[0])
        lines.append(
            CoverLine("差戻しの理由", f"{item.no}　{remark.text}" if item else remark.text)
        )
    book.cover("照会", f"{request.plan.title}　取組状況の照会", lines)
    book.questions(request.plan, form_rows(request, request.base), locked=False)
    book.data(_data_lines(request))
    return book.save()


def submission_form_bytes(request: Request, submission: Submission) -> bytes:
    """A sealed submission as a form to read."""
    book = FormBook(request.plan.title)
    lines = [
        *_facts(request),
        CoverLine(BY, submission.by),
        CoverLine(NUMBER, str(submission.number)),
        CoverLine("提出日時", submission.at),
        CoverLine("確認コード", submission.code),
    ]
    book.cover("提出", f"{request.plan.title}　取組状況の提出", lines)
    book.questions(request.plan, form_rows(request, submission.answers), locked=True)
    book.data(_data_lines(submission))
    return book.save()


def _facts(request: Request) -> list[CoverLine]:
    plan = request.plan
    western = plan.year_style is YearStyle.WESTERN
    known = (
        ("計画", plan.title),
        ("自治体", plan.municipality),
        ("年度", f"{plan.year}年度" if western else era_year(plan.year)),
        ("担当課", request.department),
        ("回", f"第{request.round}回" + ("（差戻し）" if request.remarks else "")),
        ("締切", request.deadline),
    )
    return [CoverLine(label, text) for label, text in known if text]


def _data_lines(value: native.Content) -> list[tuple[str, str]]:
    content, manifest = native.content_and_manifest(value)
    packed = base64.b64encode(zlib.compress(content, 6)).decode("ascii")
    cuts = [*range(0, len(packed), _CHUNK), len(packed)]
    return [
        (_MARK, _DO_NOT_CHANGE),
        (_MANIFEST, json.dumps(manifest, sort_keys=True)),
        *(
            (f"{_CONTENT} {number}", packed[start:end])
            for number, (start, end) in enumerate(pairwise(cuts), 1)
        ),
    ]


def read_form(archive: Archive) -> Form:
    """Read a form that came back.

    Raises:
        DxdeskError: WRONG_KIND for any other workbook; ALTERED when the data is not what was
            written, or a submission's cells are not what was handed in.
    """
    sheets = read_sheets(archive)
    parcel, data_sheet = _read_data(sheets, archive.file)
    value = parcel.value
    others = [sheet for sheet in sheets if sheet is not data_sheet]
    if isinstance(value, Submission):
        said = _answers(others, value.answers)
        by, number = _hand_in(others)
        if said or not visible(value.by).strip().startswith(by) or number not in (0, value.number):
            raise DxdeskError(Trouble.ALTERED, file=archive.file)
        return Form(parcel)
    known = {name: value.base.get(name, "") for name in value.open}
    by, number = _hand_in(others)
    return Form(parcel, _answers(others, known), by, number)


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


def _read_data(
    sheets: Sequence[Sheet], file: str
) -> tuple[Parcel[Request] | Parcel[Submission], Sheet]:
    marked = [s for s in sheets if s.rows and s.rows[0][0].strip() == _MARK]
    named = [s for s in marked if s.name == DATA_SHEET] or marked
    if not named:
        raise DxdeskError(Trouble.WRONG_KIND, file=file)
    lines = {row[0].strip(): row[1] for row in named[0].rows if len(row) > 1}
    chunks = {int(m[1]): text for k, text in lines.items() if (m := _CHUNK_LABEL.fullmatch(k))}
    packed = "".join("".join(chunks[number].split()) for number in sorted(chunks))
    try:
        inflater = zlib.decompressobj()
        content = inflater.decompress(base64.b64decode(packed, validate=True), native.MOST_CONTENT)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file) from error
    if not inflater.eof and not inflater.unconsumed_tail:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file)
    if inflater.unconsumed_tail:
        raise DxdeskError(Trouble.FILE_TOO_LARGE, file=file)
    manifest = lines.get(_MANIFEST, "").encode("utf-8", "replace")
    return native.unpack(content, manifest, file), named[0]


def _hand_in(sheets: Sequence[Sheet]) -> tuple[str, int]:
    """The name and the number in the cells beside their labels; empty and 0 where none."""
    beside: dict[str, str] = {}
    for sheet in sheets:
        if _header(sheet):
            continue
        for row in sheet.rows:
            label, *said = [text.strip() for text in row if text.strip()] or [""]
            if label in (BY, NUMBER):
                beside.setdefault(label, said[0] if said else "")
    number = _DIGITS.search(fold(beside.get(NUMBER, "")))
    return beside.get(BY, ""), int(number[0]) if number else 0


def _header(sheet: Sheet) -> tuple[int, int, int] | None:
    """The row of the headings, the column of the answers and that of the fields."""
    for index, row in enumerate(sheet.rows):
        cells = [text.strip() for text in row]
        if ANSWER in cells and FIELD in cells:
            return index, cells.index(ANSWER), cells.index(FIELD)
    return None


def _answers(sheets: Sequence[Sheet], known: Mapping[str, str]) -> dict[str, str]:
    """The texts of the cells that are not those that the form had shown.

    A field whose rows are gone was left alone. Of a row that somebody copied, every text that
    is news is kept, one below the other: which was meant, a person has to say.
    """
    cells: dict[str, dict[int, list[str]]] = {}
    for sheet in sheets:
        header = _header(sheet)
        if header is None:
            continue
        first, answer, identity = header
        for row in sheet.rows[first + 1 :]:
            found = _FIELD_ID.fullmatch(row[identity].strip())
            if found and found["field"] in known:
                numbered = cells.setdefault(found["field"], {})
                numbered.setdefault(int(found["piece"] or 1), []).append(row[answer])
    said: dict[str, str] = {}
    for name, numbered in cells.items():
        before = visible(known[name])
        text = "".join(_one(numbered[number], before) for number in sorted(numbered))
        if text != before:
            said[name] = typed_line(text) if is_line(name) else text
    return said


def _one(texts: list[str], before: str) -> str:
    """One text for the rows of one piece; copies that still say what was shown do not count."""
    different = dict.fromkeys(texts)
    if len(different) > 1:
        different.pop(before, None)
    return "\n".join(different)
