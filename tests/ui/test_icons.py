"""The icons that are kept are those of the drawings."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon, QImage
from pytestqt.qtbot import QtBot

from scripts.icons import FOLDER, LINUX_SIZE, SIZES, draw, make

DRAWINGS = sorted(FOLDER.glob("*.svg"))
# A version of Qt may draw an edge a little otherwise; another drawing differs by far more.
MOST_DIFFERENT = 0.02


def pictures(icon: Path) -> dict[int, QImage]:
    """The pictures of an `.ico`, read as its format says and not by what wrote it."""
    data = icon.read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind) == (0, 1)
    found: dict[int, QImage] = {}
    for index in range(count):
        width, height, _, _, planes, bits, length, at = struct.unpack_from(
            "<BBBBHHII", data, 6 + 16 * index
        )
        assert data[at:].startswith(b"\x89PNG\r\n")
        image = QImage.fromData(data[at : at + length])
        assert (image.width(), image.height()) == (width or 256, height or 256)
        assert (planes, bits) == (1, 32)
        found[image.width()] = image
    return found


def difference(one: QImage, other: QImage) -> float:
    """How far two pictures are apart on the whole: 0 the same, 1 nothing in common."""
    form = QImage.Format.Format_ARGB32_Premultiplied
    # Held until the end: what `constBits` gives goes with its picture.
    pictures = [each.convertToFormat(form) for each in (one, other)]
    first, second = (picture.constBits() for picture in pictures)
    assert len(first) == len(second)
    return sum(abs(a - b) for a, b in zip(first, second, strict=True)) / (255 * len(first))


def test_every_kind_of_file_has_its_drawing() -> None:
    assert [drawing.stem for drawing in DRAWINGS] == ["desk", "dxdesk", "request", "submission"]


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_an_icon_has_every_size_of_its_drawing(qtbot: QtBot, drawing: Path) -> None:
    found = pictures(drawing.with_suffix(".ico"))
    assert tuple(found) == SIZES
    for size, image in found.items():
        assert image.hasAlphaChannel()
        assert difference(image, draw(drawing, size)) < MOST_DIFFERENT
    picture = QImage(str(drawing.with_suffix(".png")))
    assert difference(picture, draw(drawing, LINUX_SIZE)) < MOST_DIFFERENT


def test_one_drawing_is_told_from_another(qtbot: QtBot) -> None:
    for size in (16, 256):
        for drawing in DRAWINGS:
            for other in DRAWINGS:
                if other != drawing:
                    apart = difference(draw(drawing, size), draw(other, size))
                    assert apart > MOST_DIFFERENT


def test_qt_reads_what_the_script_makes(qtbot: QtBot, tmp_path: Path) -> None:
    drawing = tmp_path / "見本.svg"
    drawing.write_bytes((FOLDER / "dxdesk.svg").read_bytes())
    assert make(tmp_path) == [tmp_path / "見本.ico", tmp_path / "見本.png"]
    sizes = {size.width() for size in QIcon(str(tmp_path / "見本.ico")).availableSizes()}
    assert sizes == set(SIZES)


def test_what_is_no_drawing_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no drawing"):
        draw(tmp_path / "無い.svg", 16)
