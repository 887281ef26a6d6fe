"""The objects of a PDF that Qt wrote, to be changed, added to and written anew.

Qt has no bookmarks, stamps the time and numbers objects by chance. A library that does all of it
weighs 4 MB; Qt's files need little: whole objects, one table of where they are, no encryption.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_BEGIN = re.compile(rb"\s*\d+ 0 obj\s*")
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_STREAM = re.compile(rb">>\s*stream\r?\n")
_TAG = re.compile(rb"(?<=/FontName /)[A-Z]{6}(?=\+)")


class PdfObjects:
    """Objects by number; those that the catalog does not lead to are not written.

    Raises:
        ValueError: not the kind of PDF that Qt writes.
    """

    def __init__(self, data: bytes) -> None:
        table = _TABLE.search(data)
        root = re.search(rb"/Root (\d+) 0 R", data[int(table[1]) :]) if table else None
        if table is None or root is None:
            raise ValueError("no table of objects at the end of the PDF")
        end = int(table[1])
        self.root = int(root[1])
        lines = data[end:].split(b"\n")[3:]
        places = {n: int(line[:10]) for n, line in enumerate(lines, 1) if line[17:18] == b"n"}
        starts = sorted(places.values())
        stops = dict(zip(starts, [*starts[1:], end], strict=True))
        self._bodies = {n: _body(data[at : stops[at]]) for n, at in places.items()}

    def __getitem__(self, number: int) -> bytes:
        return self._bodies[number]

    def __setitem__(self, number: int, body: bytes) -> None:
        self._bodies[number] = body

    def add(self, body: bytes = b"") -> int:
        """Add an object and return its number."""
        number = max(self._bodies) + 1
        self._bodies[number] = body
        return number

    def items(self) -> Iterator[tuple[int, bytes]]:
        return iter(self._bodies.items())

    @property
    def tree(self) -> int:
        """The number of the tree of pages."""
        (tree,) = references(self[self.root], b"Pages")
        return tree

    def pages(self) -> list[int]:
        """The numbers of the pages, in order."""
        return references(self[self.tree], b"Kids")

    def written(self, info: bytes) -> bytes:
        """The PDF, numbered in the order in which its objects are met: equal content, equal bytes."""
        told = self.add(info)
        order = self._met(self.root, told)
        numbers = {old: new for new, old in enumerate(order, 1)}
        out = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"]
        at, places, tags = len(out[0]), list[int](), 0
        for new, old in enumerate(order, 1):
            head, stream = _parts(self[old])
            head = _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head)
            head, found = _TAG.subn(_tag(tags), head)
            tags += found
            out.append(b"%d 0 obj\n%s%s\nendobj\n" % (new, head, stream))
            places.append(at)
            at += len(out[-1])
        digest = hashlib.sha256(b"".join(out)).hexdigest()[:32].encode()
        out.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(order) + 1))
        out += (b"%010d 00000 n \n" % place for place in places)
        out.append(
            b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /ID [<%s> <%s>] >>\n"
            % (len(order) + 1, numbers[self.root], numbers[told], digest, digest)
        )
        out.append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(out)

    def _met(self, *starts: int) -> list[int]:
        met: dict[int, None] = {}
        waiting = list(reversed(starts))
        while waiting:
            number = waiting.pop()
            if number not in met:
                met[number] = None
                waiting += reversed(references(_parts(self[number])[0]))
        return list(met)


def references(body: bytes, key: bytes = b"") -> list[int]:
    """The numbers that a dictionary points to, all or those of one key."""
    if key:
        found = re.search(rb"/%s\s*(\[[^]]*\]|\d+ 0 R)" % key, body)
        body = found[1] if found else b""
    return [int(number) for number in _REFERENCE.findall(body)]


def _body(text: bytes) -> bytes:
    begin = _BEGIN.match(text)
    if begin is None or b"endobj" not in text:
        raise ValueError("not an object where the table says so")
    return text[begin.end() : text.rindex(b"endobj")].rstrip(b"\n")


def _parts(body: bytes) -> tuple[bytes, bytes]:
    """The dictionary, and the stream with what is around it."""
    found = _STREAM.search(body)
    return (body[: found.start()], body[found.start() :]) if found else (body, b"")


def _tag(number: int) -> bytes:
    return bytes(65 + number // 26**n % 26 for n in range(5, -1, -1))
