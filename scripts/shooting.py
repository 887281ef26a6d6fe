"""Pictures of widgets: where they are saved, and in which looks they are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from ui import theme

Save = Callable[[QWidget, str], None]
"""Takes a widget and a name without an ending."""

_LOOKS = (("", False, 1.0), ("-dark", True, 1.0), ("-200", False, 2.0))


def looks(argv: list[str]) -> Iterator[tuple[Path, str]]:
    """Set the program up in light, dark and 200 %; gives the folder and what names end in.

    The folder is the first word of the command line, else build/shots.
    """
    out = Path(argv[0] if argv else "build/shots")
    out.mkdir(parents=True, exist_ok=True)
    app = QApplication(["dxdesk"])
    app.setApplicationName("dxdesk")
    for tag, dark, scale in _LOOKS:
        theme.set_up(app, dark=dark, scale=scale)
        yield out, tag


def saver(out: Path, tag: str) -> Save:
    """Saves in a folder and says so."""

    def save(widget: QWidget, name: str) -> None:
        path = out / f"{name}{tag}.png"
        widget.grab().save(str(path))
        print(path)

    return save


def take_alone(take: Callable[[Save], None], argv: list[str]) -> int:
    """Take some of the pictures in every look."""
    for out, tag in looks(argv):
        take(saver(out, tag))
    return 0
