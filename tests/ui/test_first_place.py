"""The first window lies within the screen, whatever that is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRect, QSettings

from ui.first_place import FRAME_TOP, WANTED, first_place, kept_place

ROOT = Path(__file__).resolve().parents[2]
TASKBAR = 48


@pytest.mark.parametrize(
    ("available", "fills"),
    [
        (QRect(0, 0, 1024, 768), True),
        (QRect(0, 0, 1280, 720), True),
        (QRect(0, 0, 1366, 768 - TASKBAR), True),
        (QRect(62, 0, 1366 - 62, 768), True),
        (QRect(0, 0, 1280, 900), True),
        (QRect(0, 0, 1600, 860 + FRAME_TOP), True),
        (QRect(0, 0, 1600, 900), False),
        (QRect(0, TASKBAR, 1920, 1080 - TASKBAR), False),
        (QRect(-2560, -300, 2560, 1440), False),
        (QRect(0, 0, 640, 480), True),
    ],
)
def test_the_first_window_lies_within_its_screen(available: QRect, fills: bool) -> None:
    place, filled = first_place(available)
    assert available.contains(place)
    assert place.top() >= available.top() + FRAME_TOP
    assert filled is fills
    assert (place.size() == WANTED) is not fills


LAPTOP, DESKTOP = QRect(0, 0, 1366, 720), QRect(1366, 0, 1920, 1040)


@pytest.mark.parametrize(
    ("kept", "screens", "place"),
    [
        # As it was.
        (QRect(100, 100, 900, 500), [LAPTOP], QRect(100, 100, 900, 500)),
        (QRect(1500, 50, 1280, 860), [LAPTOP, DESKTOP], QRect(1500, 50, 1280, 860)),
        # The other screen is gone.
        (QRect(1500, 50, 1200, 600), [LAPTOP], QRect(158, 50, 1200, 600)),
        (QRect(-1900, -900, 800, 600), [LAPTOP], QRect(8, 32, 800, 600)),
        # The screen is smaller now.
        (QRect(0, 0, 1280, 860), [LAPTOP], QRect(8, 32, 1280, 680)),
        (QRect(300, 200, 3000, 2000), [LAPTOP], QRect(8, 32, 1350, 680)),
        # Half out of sight.
        (QRect(1000, 500, 800, 400), [LAPTOP], QRect(558, 312, 800, 400)),
        # Nothing that anybody had.
        (QRect(1, 25, 1, 1), [LAPTOP], None),
        (QRect(100, 100, 900, 500), [], None),
    ],
)
def test_a_window_is_brought_back_into_view(
    kept: QRect, screens: list[QRect], place: QRect | None
) -> None:
    assert kept_place(kept, screens) == place


_SHOW = """
import json, sys
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ui import theme
theme.set_up(app, dark=False)
from ui.app import Files
from ui.dialogs.files import QtFileDialogs
from ui.first_place import put_in_place
from ui.main_window import MainWindow
settings = QSettings(sys.argv[1], QSettings.Format.IniFormat)
window = MainWindow(Files(QtFileDialogs()), QtFileDialogs(), settings)
put_in_place(window, settings.value("window"))
window.begin()
window.show()
app.processEvents()
free = window.screen().availableGeometry()
print(json.dumps([window.isMaximized(), free.contains(window.geometry()),
                  free.contains(window.normalGeometry()), window.width(), window.height()]))
window.close()
"""


def show(folder: Path, width: int, height: int) -> list[object]:
    """Show the window on a screen of this size, in a process of its own, and close it."""
    screen = {"name": "one", "x": 0, "y": 0, "width": width, "height": height}
    config = folder / "screens.json"
    config.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "dpr": 1}]}))
    done = subprocess.run(
        [sys.executable, "-c", _SHOW, str(folder / "s.ini")],
        check=True,
        capture_output=True,
        # Qt takes what stands behind a drive's colon for another argument.
        cwd=folder,
        timeout=120,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": f"offscreen:configfile={config.name}",
        },
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720), (1024, 768)])
def test_a_small_screen_is_filled(tmp_path: Path, size: tuple[int, int]) -> None:
    filled, within, normal_within, *_ = show(tmp_path, *size)
    assert filled
    assert within
    assert normal_within


def test_a_window_of_a_larger_screen_is_brought_into_a_smaller_one(tmp_path: Path) -> None:
    assert show(tmp_path, 1920, 1080) == [False, True, True, 1280, 860]
    _filled, within, normal_within, *_ = show(tmp_path, 1366, 768)
    assert within
    assert normal_within


@pytest.mark.parametrize("kept", [b"", b"\x01\xd9\xd0\xcb\x00\x03\x00\x00zzz", bytes(60)])
def test_a_kept_place_that_is_none_is_no_matter(tmp_path: Path, kept: bytes) -> None:
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    settings.setValue("window", QByteArray(kept))
    settings.sync()
    assert show(tmp_path, 1920, 1080) == [False, True, True, 1280, 860]
