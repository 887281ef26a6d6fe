"""The sheet of a form that is for the program: its whole content, and what was written besides."""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from dxdesk.domain.asking import Request, Submission
from dxdesk.errors import DxdeskError, Trouble
from dxdesk.files import native
from dxdesk.files.form_layout import DATA_MARK, DATA_SHEET
from dxdesk.files.gate import Sheet
from dxdesk.files.native import Parcel

_MANIFEST = "manifest"
_CONTENT = "content"
_SHOWN = "shown"
_CHUNK = 30_000
_LABEL = re.compile(rf"{DATA_MARK}|{_MANIFEST}|(?:{_CONTENT}|{_SHOWN}) \d{{1,6}}")
_DO_NOT_CHANGE = "このシートは取込みに使います。書き換えたり削除したりしないでください。"


@dataclass(frozen=True, slots=True)
class FormData:
    """What a data sheet holds; `shown` are texts that the form shows besides its questions."""

    parcel: Parcel[Request] | Parcel[Submission]
    shown: frozenset[str] = frozenset()


def data_lines(value: native.Content, shown: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The sheet's lines, each a label and a text that a cell holds."""
    content, manifest = native.content_and_manifest(value)
    lines = [(DATA_MARK, _DO_NOT_CHANGE), (_MANIFEST, json.dumps(manifest, sort_keys=True))]
    lines += _chunks(_CONTENT, content)
    if told := sorted(set(shown)):
        lines += _chunks(_SHOWN, json.dumps(told).encode("ascii"))
    return lines


def _chunks(label: str, content: bytes) -> list[tuple[str, str]]:
    packed = base64.b64encode(zlib.compress(content, 6)).decode("ascii")
    cuts = [*range(0, len(packed), _CHUNK), len(packed)]
    return [
        (f"{label} {number}", packed[start:end])
        for number, (start, end) in enumerate(pairwise(cuts), 1)
    ]


def is_data(sheet: Sheet) -> bool:
    """Whether a sheet is one for the program, whatever its name."""
    return sheet.name == DATA_SHEET or (bool(sheet.rows) and sheet.rows[0][0].strip() == DATA_MARK)


def read_data(sheet: Sheet, file: str) -> FormData | None:
    """Read a data sheet; None for one that is not marked as such or says nothing any more.

    Raises:
        DxdeskError: as `native.unpack`; FILE_TOO_LARGE, FILE_DAMAGED.
    """
    lines = {row[0].strip(): row[1] for row in sheet.rows if len(row) > 1}
    if DATA_MARK not in lines or not any(label.startswith(_CONTENT) for label in lines):
        return None
    manifest = lines.get(_MANIFEST, "").encode("utf-8", "replace")
    parcel = native.unpack(_joined(lines, _CONTENT, file), manifest, file)
    return FormData(parcel, _shown(lines, file))


def is_of_request(sheet: Sheet) -> bool:
    """Whether a data sheet that cannot be read was a request's: nothing in it was sealed."""
    said = next((row[1] for row in sheet.rows if len(row) > 1 and row[0].strip() == _MANIFEST), "")
    return '"kind": "request"' in said


def strays_in(sheet: Sheet) -> list[tuple[int, int, str]]:
    """What somebody wrote into a data sheet: row and column from 0, and the text."""
    return [
        (at, column, cell)
        for at, row in enumerate(sheet.rows)
        for column, cell in enumerate(row)
        if cell.strip() and (column > 1 or not _LABEL.fullmatch(row[0].strip()))
    ]


def _shown(lines: Mapping[str, str], file: str) -> frozenset[str]:
    content = _joined(lines, _SHOWN, file)
    try:
        said: object = json.loads(content or b"[]")
    except (ValueError, RecursionError) as error:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file) from error
    if not isinstance(said, list):
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file)
    return frozenset(text for text in cast(list[object], said) if isinstance(text, str))


def _joined(lines: Mapping[str, str], label: str, file: str) -> bytes:
    """The content of numbered chunks, unpacked; empty where there is none."""
    numbered = re.compile(rf"{label} (\d{{1,6}})")
    chunks = {int(m[1]): text for name, text in lines.items() if (m := numbered.fullmatch(name))}
    if not chunks:
        return b""
    packed = "".join("".join(chunks[number].split()) for number in sorted(chunks))
    try:
        inflater = zlib.decompressobj()
        content = inflater.decompress(base64.b64decode(packed, validate=True), native.MOST_CONTENT)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file) from error
    if inflater.unconsumed_tail:
        raise DxdeskError(Trouble.FILE_TOO_LARGE, file=file)
    if not inflater.eof:
        raise DxdeskError(Trouble.FILE_DAMAGED, file=file)
    return content
