"""What systems know the program by: names, ids, and where its settings are."""

from __future__ import annotations

import sys
from contextlib import suppress

from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtGui import QGuiApplication

from dxdesk import __version__

NAME = "dxdesk"
# Windows groups windows, pins and recent files by it; the installer's shortcut bears the same.
WINDOWS_ID = "dxdesk.dxdesk"


def name_this_program() -> None:
    """Say who this is; before there is an application.

    There is no name of an organisation: folders of data would then be dxdesk/dxdesk.
    """
    QCoreApplication.setApplicationName(NAME)
    QCoreApplication.setApplicationVersion(__version__)
    # The name of resources/linux/dxdesk.desktop, by which a desktop finds icon and entry.
    QGuiApplication.setDesktopFileName(NAME)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    if sys.platform == "win32":
        import ctypes

        # Without it windows are grouped under the executable, which does as well.
        with suppress(OSError):
            ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(WINDOWS_ID)


def user_settings() -> QSettings:
    """This user's settings, in a file that people can read."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, NAME, NAME)
