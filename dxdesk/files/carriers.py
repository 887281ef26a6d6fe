"""Requests and submissions as files, in either carrier; which it is, the content says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dxdesk.disk import write_atomically
from dxdesk.domain.asking import Carrier, Request, Submission, is_signed
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files import native, workbook_form
from dxdesk.files.gate import LARGEST_FILE, is_workbook, open_zip, read_bytes
from dxdesk.files.native import Parcel
from dxdesk.files.workbook_form import Form

REQUEST_SUFFIX = {Carrier.NATIVE: ".dxreq", Carrier.XLSX: ".xlsx"}
SUBMISSION_SUFFIX = {Carrier.NATIVE: ".dxsub", Carrier.XLSX: ".xlsx"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A request, and what a person has already written into its form in a spreadsheet."""

    request: Request
    answers: dict[str, str]
    by: str = ""


@dataclass(frozen=True, slots=True)
class ReadSubmission:
    """A submission as it came; `identity` is the same whichever file brings the same content."""

    submission: Submission
    identity: str
    carrier: Carrier
    signed: bytes

    def verify(self, secret: str) -> bool:
        """Whether it was sealed by a holder of the request's secret."""
        return is_signed(secret, self.signed, self.submission.seal)


def write_request(request: Request, path: Path, carrier: Carrier = Carrier.NATIVE) -> None:
    """Write a request; `path` is as it was when that fails."""
    make = {
        Carrier.NATIVE: native.request_bytes,
        Carrier.XLSX: workbook_form.request_form_bytes,
    }[carrier]
    data = make(request)
    write_atomically(path, lambda file: file.write(data))


def write_submission(
    submission: Submission, request: Request, path: Path, carrier: Carrier = Carrier.NATIVE
) -> None:
    """Write a sealed submission; the form shows it under the questions of its request."""
    if carrier is Carrier.XLSX:
        data = workbook_form.submission_form_bytes(request, submission)
    else:
        data = native.submission_bytes(submission)
    write_atomically(path, lambda file: file.write(data))


def read_request(path: Path) -> Request:
    """Read a request (see `read_draft` for what stands in its form).

    Raises:
        DxdeskError: WRONG_KIND for a submission and anything else that is no request, and
            what the carriers raise.
    """
    return read_draft(path).request


def read_draft(path: Path) -> Draft:
    """Read a request with the answers that somebody has typed into its form.

    Raises:
        DxdeskError: as `read_request`.
    """
    form, _ = _read(path)
    value = form.parcel.value
    if isinstance(value, Submission):
        raise DxdeskError(Trouble.WRONG_KIND, file=path.name)
    return Draft(value, form.answers, form.by)


def read_submission(path: Path) -> ReadSubmission:
    """Read a submission, or a request's form that a person filled in.

    Raises:
        DxdeskError: NOT_A_SUBMISSION for a request, a form without answers and name
            included, and what the carriers raise.
    """
    form, carrier = _read(path)
    value, signed = form.parcel.value, form.parcel.signed
    if isinstance(value, Request):
        if not form.answers and not form.by:
            raise DxdeskError(Trouble.NOT_A_SUBMISSION, file=path.name)
        value = workbook_form.submission_of(value, form)
        signed = native.signed_bytes(value)
    return ReadSubmission(value, Parcel(value, signed).identity, carrier, signed)


def _read(path: Path) -> tuple[Form, Carrier]:
    archive = open_zip(read_bytes(path, LARGEST_FILE), file=path.name)
    if native.is_native(archive):
        return Form(native.read_native(archive)), Carrier.NATIVE
    if is_workbook(archive):
        return workbook_form.read_form(archive), Carrier.XLSX
    raise DxdeskError(Trouble.WRONG_KIND, file=path.name)
