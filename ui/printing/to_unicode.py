"""What a reader of the PDF copies is what was typed.

Qt takes the first character that has a glyph for the one that is meant: ⾒ (a Kangxi radical)
for 見 in Noto Sans CJK, a tab for a space; and it knows no character beyond U+FFFF. What was
typed is known here, so that such a glyph can be told what it stands for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

from PySide6.QtGui import QFont, QRawFont, QTextLayout

from ui.printing.pdf_objects import PdfObjects, references

_RANGES = re.compile(rb"\d+ beginbfrange\n(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-F]{4})> <[0-9A-F]{4}> (?:<([0-9A-F]+)>|\[([^]]*)\])")
_NAME = re.compile(rb"/BaseFont /(\S+)")
_LENGTH = re.compile(rb"/Length (\d+)\s*>>")
# What a block of a character map may hold.
_MOST = 100


def repair(pdf: PdfObjects, typed: str, font: QFont) -> None:
    """Let every glyph stand for the character that was typed where that can be known.

    Two typed characters that share a glyph cannot be told apart; nor can two beyond U+FFFF of
    one font. `font` is any of those that were painted with.
    """
    fonts = dict(_fonts(pdf))
    maps = {number: _read(pdf[number]) for number in fonts}
    known = {char for chars in maps.values() for char in chars.values()}
    lost = [char for char in dict.fromkeys(typed) if char not in known and char >= " "]
    if not lost:
        return
    typed_set = set(typed)
    others = known - typed_set
    meant: dict[str, str] = {}
    for char in lost:
        for other in _same_glyph(char, others, font):
            meant[other] = char
    unknown = [(char, _family(char, font)) for char in lost if char > "\uffff"]
    for number, read in maps.items():
        name, glyphs = fonts[number]
        chars = {code: meant.get(char, char) for code, char in read.items()}
        nameless = [code for code in range(1, glyphs) if code not in chars]
        its_own = [char for char, family in unknown if family and name.startswith(family)]
        if len(nameless) == len(its_own) == 1:
            chars[nameless[0]] = its_own[0]
        pdf[number] = _write(pdf[number], chars)


def _fonts(pdf: PdfObjects) -> Iterator[tuple[int, tuple[str, int]]]:
    """Each character map with the name of its font and how many glyphs that has."""
    for _, body in list(pdf.items()):
        if b"/ToUnicode" in body:
            (number,) = references(body, b"ToUnicode")
            name = _NAME.search(body)
            yield number, (_plain(name[1].decode("latin-1")) if name else "", _glyphs(pdf, body))


def _glyphs(pdf: PdfObjects, font: bytes) -> int:
    """How many bits of the set of glyphs are 1, which for Qt's fonts are those from 0 on."""
    body = font
    for key in (b"DescendantFonts", b"FontDescriptor", b"CIDSet"):
        (number,) = references(body, key)
        body = pdf[number]
    start, size = body.index(b"stream\n") + 7, _LENGTH.search(body)
    return int.from_bytes(body[start : start + int(size[1])]).bit_count() if size else 0


def _read(body: bytes) -> dict[int, str]:
    chars: dict[int, str] = {}
    for block in _RANGES.findall(body):
        for first, one, many in _RANGE.findall(block):
            targets = [one] if one else re.findall(rb"[0-9A-F]{4,}", many)
            for code, target in enumerate(targets, int(first, 16)):
                if target != b"0000":
                    chars[code] = bytes.fromhex(target.decode()).decode("utf-16-be", "replace")
    return chars


def _write(body: bytes, chars: Mapping[int, str]) -> bytes:
    lines = [
        b"<%04X> <%s>\n" % (code, char.encode("utf-16-be").hex().upper().encode())
        for code, char in sorted(chars.items())
    ]
    blocks = [lines[n : n + _MOST] for n in range(0, len(lines), _MOST)]
    table = b"".join(b"%d beginbfchar\n%sendbfchar\n" % (len(b), b"".join(b)) for b in blocks)
    stream = body[body.index(b"stream\n") + 7 : body.rindex(b"endstream")]
    first, last = stream.index(b"endcodespacerange\n") + 18, stream.index(b"endcmap")
    stream = stream[:first] + table + stream[last:]
    packed = zlib.compress(stream)
    head = b"<< /Length %d /Filter /FlateDecode >>" % len(packed)
    return b"%s\nstream\n%s\nendstream" % (head, packed)


def _same_glyph(char: str, others: set[str], font: QFont) -> list[str]:
    raw = _raw_font(char, font)
    if raw is None:
        return []
    (glyph,) = raw.glyphIndexesForString(char)[:1] or [0]
    return [other for other in others if glyph and glyph in raw.glyphIndexesForString(other)]


def _family(char: str, font: QFont) -> str:
    """The plain name of the family that a character is painted with; empty where none has it."""
    raw = _raw_font(char, font)
    return _plain(raw.familyName()) if raw and any(raw.glyphIndexesForString(char)) else ""


def _plain(name: str) -> str:
    return re.sub("[ -]", "", name).casefold()


def _raw_font(char: str, font: QFont) -> QRawFont | None:
    """The font that a character is painted with, which may be a fallback."""
    layout = QTextLayout(char, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return runs[0].rawFont() if runs else None
