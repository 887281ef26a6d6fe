"""Workbooks in other formats than `.xlsx`, told by their content, and forms saved as such."""

from __future__ import annotations

from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files.archive import ZIP_MARK, Archive
from dxdesk.files.form_layout import FORM_NUMBER, Role

# The container of Excel up to 2003, and of every workbook that a password opens.
_OLE = b"\xd0\xcf\x11\xe0"
_SEALED = "EncryptedPackage".encode("utf-16-le")
_TEXTS_OF = {"content.xml": "utf-8", "xl/sharedStrings.bin": "utf-16-le"}
_OTHER_BOOKS = frozenset({"content.xml", "xl/workbook.bin"})
_WORDS = (Role.FIELD.value, Role.MARK.value, FORM_NUMBER)
# As `.csv`, `.htm` and `.xls` hold them.
_ENCODINGS = ("utf-8", "cp932", "utf-16-le", "utf-16-be")


def is_old_book(data: bytes) -> bool:
    """Whether a file is one of Excel up to 2003, or is closed by a password."""
    return data.startswith(_OLE)


def refuse_other_data(data: bytes, file: str) -> None:
    """Refuse what is no zip but a workbook, or a form of ours saved as text.

    Raises:
        DxdeskError: FORM_NOT_XLSX for a form, NOT_XLSX for any other workbook, HAS_PASSWORD for
            one that cannot be looked into.
    """
    if data.startswith(ZIP_MARK):
        return
    if is_old_book(data) and _SEALED in data:
        raise DxdeskError(Trouble.HAS_PASSWORD, file=file)
    if any(_says_form(data, encoding) for encoding in _ENCODINGS):
        raise DxdeskError(Trouble.FORM_NOT_XLSX, file=file)
    if is_old_book(data):
        raise DxdeskError(Trouble.NOT_XLSX, file=file)


def refuse_other_zip(archive: Archive) -> None:
    """Refuse a zip that is a workbook of another kind (`.ods`, `.xlsb`).

    Raises:
        DxdeskError: FORM_NOT_XLSX for a form, NOT_XLSX for any other.
    """
    if archive.names.isdisjoint(_OTHER_BOOKS):
        return
    is_form = any(
        _says_form(archive.read(part), encoding)
        for part, encoding in _TEXTS_OF.items()
        if part in archive.names
    )
    raise DxdeskError(Trouble.FORM_NOT_XLSX if is_form else Trouble.NOT_XLSX, file=archive.file)


def _says_form(data: bytes, encoding: str) -> bool:
    return any(word.encode(encoding) in data for word in _WORDS)
