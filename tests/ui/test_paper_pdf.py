"""The PDF itself: what can be copied out of it, where its bookmarks lead, equal bytes."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QPageLayout, QPainter
from pytestqt.qtbot import QtBot

from dxdesk.domain.text import squeeze
from tests.causes import NO_NOTO
from tests.ui.paper import document, entry, group, listed
from tests.ui.pdf_text import pages_of, text_of
from ui import theme
from ui.printing import rows
from ui.printing.outline import add_outline
from ui.printing.pages import Bookmark, MarkedPages
from ui.printing.paper import a4
from ui.printing.pdf import render_pages
from ui.printing.pdf_objects import PdfObjects, references
from ui.printing.rows import UNITS, Setting
from ui.printing.table import paginate_document
from ui.printing.words import paint_words


class Words:
    """Pages of one line each."""

    def __init__(self, *lines: str, marks: Sequence[Bookmark] = ()) -> None:
        self._lines = lines
        self._setting = Setting()
        self.marks = marks

    @property
    def typed(self) -> str:
        return self._setting.typed

    def __len__(self) -> int:
        return len(self._lines)

    def layout(self, index: int) -> QPageLayout:
        return a4()

    def paint(self, index: int, painter: QPainter) -> None:
        painter.save()
        painter.scale(1 / UNITS, 1 / UNITS)
        box = a4().fullRect(QPageLayout.Unit.Point)
        box.setSize(box.size() * UNITS)
        paint_words(painter, self._setting, self._lines[index], box, 10)
        painter.restore()


def pdf(*lines: str, marks: Sequence[Bookmark] = ()) -> bytes:
    pages: MarkedPages = Words(*lines, marks=marks)
    return render_pages(pages, "題名（a）\\")


@pytest.mark.parametrize(
    "typed",
    [
        "見出しの高さ、比率、生活、一二三",
        "髙﨑神\ufa19福祉",
        "―—〜～−－…‥·・･‐-",
        "A‑1\u00a0B⋯",
        "①㈱Ⅲ⑴№℡㎡￥¥",
        "𠮷野の𩸽",
        "ﾊﾝｶｸとＺＥＮＫＡＫＵ",
        "Wi-Fi 6E (2024)",
        "⺟⾒",
        "▲△○◎×→",
    ],
)
def test_what_is_copied_is_what_was_typed(qtbot: QtBot, tmp_path: Path, typed: str) -> None:
    assert text_of(pdf(typed), tmp_path) == squeeze(typed)


def test_a_space_is_copied_as_a_space(qtbot: QtBot) -> None:
    """Qt says tab, which is the first character that has the glyph of a space."""
    maps = b"".join(maps_of(pdf("一 二")))
    assert b"<0020>" in maps
    assert b"<0009>" not in maps


def maps_of(data: bytes) -> Iterator[bytes]:
    objects = PdfObjects(data)
    for _, body in objects.items():
        for number in references(body.partition(b"stream")[0], b"ToUnicode"):
            stream = objects[number].partition(b"stream\n")[2]
            yield zlib.decompress(stream.rpartition(b"\nendstream")[0])


@pytest.fixture
def only_noto(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has no font of those that are wanted but the last."""
    if "Noto Sans CJK JP" not in QFontDatabase.families():
        NO_NOTO.skip()
    monkeypatch.setattr(theme, "FAMILIES", ("Noto Sans CJK JP",))
    rows.font_of.cache_clear()
    yield
    rows.font_of.cache_clear()


def test_the_last_of_the_fonts_gives_no_radicals(
    qtbot: QtBot, only_noto: None, tmp_path: Path
) -> None:
    typed = "目的は自己評価の見直しであり、大人一人の生活用水を支える。・１，２３４件～高い"
    assert text_of(pdf(typed), tmp_path) == typed


def test_each_page_has_its_text(qtbot: QtBot, tmp_path: Path) -> None:
    assert pages_of(pdf("一枚目", "二枚目", "三枚目"), tmp_path) == ["一枚目", "二枚目", "三枚目"]


def test_the_file_is_well_formed(qtbot: QtBot) -> None:
    data = pdf("一枚目", "二枚目", marks=[Bookmark("一", 0, 0), Bookmark("二", 0, 1, 100)])
    objects = PdfObjects(data)
    assert len(objects.pages()) == 2
    for _, body in objects.items():
        for number in references(body.partition(b"stream")[0]):
            assert objects[number]
    found = re.findall(rb"/Title <FEFF([0-9A-F]+)>", data)
    titles = [bytes.fromhex(title.decode()).decode("utf-16-be") for title in found]
    assert sorted(titles) == ["一", "二", "題名（a）\\"]


def test_bookmarks_are_a_tree(qtbot: QtBot) -> None:
    levels = ((0, "方針一"), (1, "1"), (1, "2"), (0, "方針二"), (2, "3"))
    objects = PdfObjects(pdf("あ"))
    root = add_outline(objects, [Bookmark(title, level, 0) for level, title in levels])
    assert tree(objects, root) == [("方針一", [("1", []), ("2", [])]), ("方針二", [("3", [])])]
    assert b"/Count 5" in objects[root]


def tree(objects: PdfObjects, number: int) -> list[tuple[str, list[object]]]:
    """The bookmarks below one, read along their links."""
    found: list[tuple[str, list[object]]] = []
    inner = references(objects[number], b"First")
    while inner:
        body = objects[inner[0]]
        assert references(body, b"Parent") == [number]
        (title,) = re.findall(rb"/Title <FEFF([0-9A-F]+)>", body)
        below: list[object] = [*tree(objects, inner[0])]
        found.append((bytes.fromhex(title.decode()).decode("utf-16-be"), below))
        inner = references(body, b"Next")
    return found


_MAKE = """
from hashlib import sha256
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
from tests.ui.test_paper_pdf import sample
print(sha256(sample()).hexdigest())
"""


def sample() -> bytes:
    lines = [group("方針"), *entry("1", ("内容𠮷", "☎ 実績", "課題"))]
    made = document(listed(lines))
    return render_pages(paginate_document(made), made.title)


def test_equal_pages_give_equal_bytes(qtbot: QtBot) -> None:
    """Also in another process, where Qt goes through its tables in another order."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", _MAKE], check=True, capture_output=True, text=True, timeout=60
        ).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    assert sample() == sample()


def test_another_kind_of_pdf_is_refused() -> None:
    for data in (b"", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n9\n%%EOF\n"):
        with pytest.raises(ValueError, match="PDF"):
            PdfObjects(data)
