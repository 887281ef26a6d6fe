"""Make the icons of Windows and of Linux out of the drawings in resources/icons/.

    python -m scripts.icons

An `.ico` holds one PNG a size, which Windows has read since Vista. Linux is given the drawing
itself, and the one size that every icon theme has to have.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"
# Those of the taskbar, of lists and of large views, at 100 to 250 %.
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
# What freedesktop.org's icon theme specification asks for at least.
LINUX_SIZE = 48


def draw(drawing: Path, size: int) -> QImage:
    """A drawing in a square of `size` pixels, on nothing.

    Raises:
        ValueError: it is no SVG that Qt can read.
    """
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(f"no drawing: {drawing}")
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """An image as the bytes of a PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """A Windows icon of PNGs by their size in pixels (at most 256)."""
    head, at = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    for size, data in pictures.items():
        # 256 does not go into a byte; 0 says it.
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(data), at)
        at += len(data)
    return head + b"".join(pictures.values())


def make(folder: Path = FOLDER) -> list[Path]:
    """Make what belongs to each drawing of a folder, beside it; returns what was written."""
    written: list[Path] = []
    for drawing in sorted(folder.glob("*.svg")):
        icon = drawing.with_suffix(".ico")
        icon.write_bytes(ico({size: png(draw(drawing, size)) for size in SIZES}))
        picture = drawing.with_suffix(".png")
        picture.write_bytes(png(draw(drawing, LINUX_SIZE)))
        written += [icon, picture]
    return written


def main() -> int:
    """Make them all and say which."""
    app = QGuiApplication.instance() or QGuiApplication(["icons"])
    for path in make():
        print(path.relative_to(FOLDER.parent.parent))
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
