"""Bookmarks of a PDF, as a tree of its objects (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.printing.pages import Bookmark
from ui.printing.pdf_objects import PdfObjects


@dataclass(frozen=True, slots=True)
class _Node:
    number: int
    mark: Bookmark | None
    inner: list[_Node]

    @property
    def count(self) -> int:
        """How many bookmarks there are below it."""
        return len(self.inner) + sum(node.count for node in self.inner)


def add_outline(pdf: PdfObjects, marks: Sequence[Bookmark]) -> int:
    """Add bookmarks and return the number of their root. A level may be skipped."""
    root = _Node(pdf.add(), None, [])
    open_nodes = [(-1, root)]
    for mark in marks:
        while open_nodes[-1][0] >= mark.level:
            open_nodes.pop()
        node = _Node(pdf.add(), mark, [])
        open_nodes[-1][1].inner.append(node)
        open_nodes.append((mark.level, node))
    pdf[root.number] = b"<< /Type /Outlines%s >>" % _inner(root)
    pages = pdf.pages()
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        _write_level(pdf, parent, pages)
        waiting += parent.inner
    return root.number


def _write_level(pdf: PdfObjects, parent: _Node, pages: Sequence[int]) -> None:
    for n, node in enumerate(parent.inner):
        assert node.mark is not None
        before = b" /Prev %d 0 R" % parent.inner[n - 1].number if n else b""
        after = b" /Next %d 0 R" % parent.inner[n + 1].number if n + 1 < len(parent.inner) else b""
        page = pages[node.mark.page]
        pdf[node.number] = b"<< /Title %s /Parent %d 0 R%s%s%s /Dest [%d 0 R /XYZ null %d null] >>" % (
            text_string(node.mark.title), parent.number, before, after, _inner(node),
            page, round(_height(pdf[page]) - node.mark.top))  # fmt: skip


def _inner(node: _Node) -> bytes:
    if not node.inner:
        return b""
    first, last = node.inner[0].number, node.inner[-1].number
    return b" /First %d 0 R /Last %d 0 R /Count %d" % (first, last, node.count)


def _height(page: bytes) -> float:
    box = page.partition(b"/MediaBox")[2]
    return float(box[: box.index(b"]")].split()[-1])


def text_string(text: str) -> bytes:
    """A text of any characters, as PDF writes it."""
    return b"<FEFF%s>" % text.encode("utf-16-be", "replace").hex().upper().encode()
