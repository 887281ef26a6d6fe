"""Requests and submissions as files, in either carrier; which it is, the content says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dxdesk.disk import read_bytes, write_atomically
from dxdesk.domain.asking import Carrier, Request, Submission
from dxdesk.domain.sealing import is_signed
from dxdesk.domain.unplaced import Unplaced
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files import marked_form, native, workbook_form
from dxdesk.files.gate import LARGEST_FILE, is_workbook, open_zip
from dxdesk.files.native import Parcel
from dxdesk.files.other_books import refuse_other_data, refuse_other_zip
from dxdesk.files.workbook_form import Find, Form

REQUEST_SUFFIX = {Carrier.NATIVE: ".dxreq", Carrier.XLSX: ".xlsx"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A request, and what a person has already written into its form in a spreadsheet.

    `unplaced` are the texts in the form that no field could be given for sure.
    """

    request: Request
    answers: dict[str, str]
    by: str = ""
    unplaced: tuple[Unplaced, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSubmission:
    """A submission as it came; `identity` is the same whichever file brings the same content.

    `unplaced` are the texts of a form that no field could be given for sure. `is_empty` is a form
    in which nothing else was written. `is_matched` says that nothing but its own words tells
    whose a form is (see `Form`).
    """

    submission: Submission
    identity: str
    carrier: Carrier
    signed: bytes
    unplaced: tuple[Unplaced, ...] = ()
    is_empty: bool = False
    is_matched: bool = False

    def verify(self, secret: str) -> bool:
        """Whether it was sealed by a holder of the request's secret."""
        return is_signed(secret, self.signed, self.submission.seal)


def request_bytes(request: Request, carrier: Carrier) -> bytes:
    """A request as the bytes of a file."""
    make = {
        Carrier.NATIVE: native.request_bytes,
        Carrier.XLSX: workbook_form.request_form_bytes,
    }[carrier]
    return make(request)


def write_submission(
    submission: Submission, request: Request, path: Path, carrier: Carrier = Carrier.NATIVE
) -> None:
    """Write a sealed submission; the form shows it under the questions of its request."""
    if carrier is Carrier.XLSX:
        data = workbook_form.submission_form_bytes(request, submission)
    else:
        data = native.submission_bytes(submission)
    write_atomically(path, lambda file: file.write(data))


def write_marked(
    request: Request, submission: Submission, unplaced: Sequence[Unplaced], path: Path
) -> None:
    """Write the form that asks a department to place what could not be placed."""
    data = marked_form.marked_form_bytes(request, submission, unplaced)
    write_atomically(path, lambda file: file.write(data))


def read_draft(path: Path) -> Draft:
    """Read a request with the answers that somebody has typed into its form.

    Raises:
        DxdeskError: WRONG_KIND for a submission and anything else that is no request, and
            what the carriers raise.
    """
    forms, _, _ = _read(path)
    form = forms[0] if forms else None
    value = form.parcel.value if form else None
    if form is None or not isinstance(value, Request):
        raise DxdeskError(Trouble.WRONG_KIND, file=path.name)
    return Draft(value, form.answers, form.by, form.unplaced)


@dataclass(frozen=True, slots=True)
class Delivery:
    """All that one file brings; `unplaced` are texts that belong to none of its submissions."""

    submissions: tuple[ReadSubmission, ...]
    unplaced: tuple[Unplaced, ...] = ()


def read_delivery(path: Path, find: Find | None = None) -> Delivery:
    """Read every submission of a file, and forms that people filled in.

    `find` knows the requests that were sent out, for forms whose data is gone.

    Raises:
        DxdeskError: NOT_A_SUBMISSION for a form with nothing in it, FORM_NOT_XLSX for one that was
            saved as something else, and what the carriers raise.
    """
    forms, carrier, left = _read(path, find)
    found = [_submitted(form, carrier) for form in forms]
    filled = [one for one in found if not one.is_empty or one.unplaced or left]
    if forms and not filled:
        raise DxdeskError(Trouble.NOT_A_SUBMISSION, file=path.name)
    return Delivery(tuple(filled), left)


def _submitted(form: Form, carrier: Carrier) -> ReadSubmission:
    value, signed = form.parcel.value, form.parcel.signed
    is_empty = isinstance(value, Request) and not form.answers and not form.by
    if isinstance(value, Request):
        value = workbook_form.submission_of(value, form)
        signed = native.signed_bytes(value)
    identity = Parcel(value, signed).identity
    return ReadSubmission(
        value, identity, carrier, signed, form.unplaced, is_empty, form.is_matched
    )


def _read(path: Path, find: Find | None = None) -> tuple[list[Form], Carrier, tuple[Unplaced, ...]]:
    data = read_bytes(path, LARGEST_FILE)
    refuse_other_data(data, path.name)
    archive = open_zip(data, file=path.name)
    if native.is_native(archive):
        return [Form(native.read_native(archive))], Carrier.NATIVE, ()
    if is_workbook(archive):
        forms, left = workbook_form.read_forms(archive, find)
        return forms, Carrier.XLSX, left
    refuse_other_zip(archive)
    raise DxdeskError(Trouble.WRONG_KIND, file=path.name)
