from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files import native
from dxdesk.files.carriers import (
    Carrier,
    read_delivery,
    read_draft,
    request_bytes,
    write_submission,
)
from dxdesk.files.published import read_published
from dxdesk.messages import sentence
from tests.files.books import sheets_of, zipped
from tests.files.old_files import OLD, OLD_FILES, OLD_FORMS
from tests.files.samples import REQUEST, SECRET, submission
from tests.files.test_workbook_form import filled, sign, write


def trouble_of(read: object, path: Path) -> Trouble:
    assert callable(read)
    with pytest.raises(DxdeskError) as caught:
        read(path)
    assert caught.value.facts == {"file": path.name}
    return caught.value.trouble


@pytest.mark.parametrize("carrier", Carrier)
def test_what_is_written_is_read_whatever_its_name(carrier: Carrier, tmp_path: Path) -> None:
    asked, answered = tmp_path / "照会.bin", tmp_path / "提出.txt"
    answer = submission()
    asked.write_bytes(request_bytes(REQUEST, carrier))
    write_submission(answer, REQUEST, answered, carrier)
    assert read_draft(asked).request == REQUEST
    read = read_delivery(answered).submissions[0]
    assert (read.submission, read.carrier) == (answer, carrier)
    assert read.identity == native.identity(answer)
    assert read.verify(SECRET)
    assert not read.verify("00" * 32)
    assert sorted(path.name for path in tmp_path.iterdir()) == [answered.name, asked.name]


@pytest.mark.parametrize("carrier", Carrier)
def test_one_is_not_taken_for_the_other(carrier: Carrier, tmp_path: Path) -> None:
    asked, answered = tmp_path / "照会", tmp_path / "提出"
    asked.write_bytes(request_bytes(REQUEST, carrier))
    write_submission(submission(), REQUEST, answered, carrier)
    assert trouble_of(read_delivery, asked) is Trouble.NOT_A_SUBMISSION
    assert trouble_of(read_draft, answered) is Trouble.WRONG_KIND


def test_a_form_filled_in_a_spreadsheet_is_a_submission(tmp_path: Path) -> None:
    path = tmp_path / "回答.xlsx"
    path.write_bytes(request_bytes(REQUEST, Carrier.XLSX))
    form = path.read_bytes()
    path.write_bytes(filled(lambda book: write(book, "i001/k1", 73), form))
    read = read_delivery(path).submissions[0]
    assert read.submission.answers["i001/k1"] == "73"
    assert read.submission.by == ""
    assert read.verify(SECRET)
    assert (
        read_delivery(path).submissions[0].identity
        == read.identity
        == native.identity(read.submission)
    )
    draft = read_draft(path)
    assert (draft.request, draft.answers) == (REQUEST, {"i001/k1": "73"})

    path.write_bytes(filled(lambda book: sign(book, "山田"), form))
    assert read_delivery(path).submissions[0].submission.answers == read.submission.base


FOREIGN: list[tuple[str, bytes, Trouble]] = [
    ("empty", b"", Trouble.FILE_DAMAGED),
    ("text", b"text", Trouble.WRONG_KIND),
    ("old workbook", b"\xd0\xcf\x11\xe0" + bytes(512), Trouble.NOT_XLSX),
    ("zip", zipped({"a": "a"}), Trouble.WRONG_KIND),
    ("zip start", b"PK\x03\x04", Trouble.FILE_DAMAGED),
]


@pytest.mark.parametrize(("data", "trouble"), [f[1:] for f in FOREIGN], ids=[f[0] for f in FOREIGN])
def test_foreign_files_are_refused(data: bytes, trouble: Trouble, tmp_path: Path) -> None:
    path = tmp_path / "何か"
    path.write_bytes(data)
    assert trouble_of(read_draft, path) is trouble
    assert trouble_of(read_delivery, path) is trouble


def rows_of_form() -> list[list[str]]:
    return [row for sheet in sheets_of(request_bytes(REQUEST, Carrier.XLSX)) for row in sheet.rows]


def as_csv() -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows_of_form())
    return out.getvalue()


SAVED_AS: list[tuple[str, Callable[[], bytes]]] = [
    (".csv", lambda: as_csv().encode("cp932", "replace")),
    ("utf8.csv", lambda: as_csv().encode("utf-8-sig")),
    (".txt", lambda: as_csv().replace(",", "\t").encode("utf-16")),
    ("cover.csv", lambda: "計画,みどり市ＤＸ推進計画\r\n照会番号,ABCDEF\r\n".encode("cp932")),
    (
        ".xls",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + as_csv().encode("utf-16-le"),
    ),
    (".ods", lambda: zipped({"mimetype": "", "content.xml": as_csv()})),
    (
        ".xlsb",
        lambda: zipped(
            {"xl/workbook.bin": b"", "xl/sharedStrings.bin": as_csv().encode("utf-16-le")}
        ),
    ),
    (".htm", lambda: b"<html><table><tr><td>" + as_csv().encode()),
]


@pytest.mark.parametrize(("name", "make"), SAVED_AS, ids=[s[0] for s in SAVED_AS])
def test_a_form_in_another_format_is_to_be_saved_as_xlsx(
    name: str, make: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"回答{name}"
    path.write_bytes(make())
    assert trouble_of(read_delivery, path) is Trouble.FORM_NOT_XLSX
    path = path.rename(tmp_path / "回答.xlsx")
    with pytest.raises(DxdeskError) as caught:
        read_delivery(path)
    said = sentence(caught.value)
    assert "保存し直して" in said
    assert said.count("。") == 2


OTHER_BOOKS: list[tuple[str, bytes, Trouble]] = [
    ("ods", zipped({"content.xml": "会議"}), Trouble.NOT_XLSX),
    ("xlsb", zipped({"xl/workbook.bin": b""}), Trouble.NOT_XLSX),
    (
        "password",
        b"\xd0\xcf\x11\xe0" + bytes(512) + "EncryptedPackage".encode("utf-16-le"),
        Trouble.HAS_PASSWORD,
    ),
    ("a list", "氏名,課\r\n山田,市民課\r\n".encode("cp932"), Trouble.WRONG_KIND),
]


@pytest.mark.parametrize(
    ("data", "trouble"), [f[1:] for f in OTHER_BOOKS], ids=[f[0] for f in OTHER_BOOKS]
)
def test_other_workbooks(data: bytes, trouble: Trouble, tmp_path: Path) -> None:
    path = tmp_path / "何か"
    path.write_bytes(data)
    assert trouble_of(read_delivery, path) is trouble
    if trouble is not Trouble.WRONG_KIND:
        with pytest.raises(DxdeskError) as caught:
            read_published(path, plan_id="p")
        assert caught.value.trouble is trouble


def test_a_failed_write_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(DxdeskError):
        write_submission(submission(), REQUEST, tmp_path / "ない" / "提出")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", OLD)
@pytest.mark.parametrize("suffix", [".dxreq", ".xlsx"])
def test_requests_of_every_format_open(suffix: str, number: int) -> None:
    assert read_draft(OLD_FILES / f"request-{number}{suffix}").request == OLD[number][0]


@pytest.mark.parametrize("number", OLD)
@pytest.mark.parametrize("suffix", [".dxsub", ".xlsx"])
def test_submissions_of_every_format_open(suffix: str, number: int) -> None:
    read = read_delivery(OLD_FILES / f"submission-{number}{suffix}").submissions[0]
    request, answer = OLD[number]
    assert read.submission == answer
    assert read.verify(request.secret)
    assert read.identity == native.identity(answer)


@pytest.mark.parametrize("number", OLD_FORMS)
def test_every_form_ever_shipped_opens(number: int) -> None:
    request, answer = OLD_FORMS[number]
    draft = read_draft(OLD_FILES / f"request-form-{number}.xlsx")
    assert (draft.request, draft.answers, draft.unplaced) == (request, {}, ())
    assert (
        read_delivery(OLD_FILES / f"submission-form-{number}.xlsx").submissions[0].submission
        == answer
    )


def test_there_is_a_sample_of_the_newest_format() -> None:
    assert max(OLD) == native.FORMAT


def test_nothing_slow_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, dxdesk.files.carriers;"
        "sys.exit(any(name in sys.modules for name in ('openpyxl', 'PySide6', 'sqlmodel')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
