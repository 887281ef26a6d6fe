"""Text files from outside, whatever they were saved as."""

from __future__ import annotations

from dxdesk.domain.text import typed
from dxdesk.errors import DxdeskError, Trouble

_BOMS = (b"\xff\xfe", b"\xfe\xff")


def decoded(data: bytes, name: str) -> str:
    """A text in UTF-8 or Shift_JIS, or in UTF-16 that says so; `name` is the file's.

    Raises:
        DxdeskError: NOT_TEXT.
    """
    encodings = ["utf-8-sig", "cp932"]
    if data[:2] in _BOMS:
        encodings.insert(0, "utf-16")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return typed(text)
    raise DxdeskError(Trouble.NOT_TEXT, file=name)
