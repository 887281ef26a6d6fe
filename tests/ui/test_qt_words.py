"""Qt's own dialogs speak Japanese, also where Qt's catalogue has fallen behind its sources."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from dxdesk.resources import resource

ROWS = [
    (context.findtext("name", ""), row.findtext("source", ""), row.findtext("translation", ""))
    for context in ET.parse(resource("translations", "qt_ja.ts")).getroot().iter("context")
    for row in context.iter("message")
]


@pytest.mark.parametrize(("context", "source", "japanese"), ROWS)
def test_the_catalogue_is_made_of_its_source(
    qtbot: QtBot, context: str, source: str, japanese: str
) -> None:
    """`pyside6-lrelease resources/translations/qt_ja.ts` makes it."""
    catalogue = QTranslator()
    assert catalogue.load("qt_ja", str(resource("translations")))
    assert catalogue.translate(context, source) == japanese
    assert QCoreApplication.translate(context, source) == japanese


def test_qts_own_catalogue_lacks_what_ours_has(qtbot: QtBot) -> None:
    """What it has again one day is taken out of ours."""
    from PySide6.QtCore import QLibraryInfo

    qts = QTranslator()
    assert qts.load("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert [row for row in ROWS if qts.translate(row[0], row[1])] == []


@pytest.mark.parametrize("mode", list(QFileDialog.AcceptMode))
def test_qts_file_dialog_is_japanese(
    qtbot: QtBot, tmp_path: Path, mode: QFileDialog.AcceptMode
) -> None:
    (tmp_path / "folder").mkdir()
    dialog = QFileDialog(None, "題", str(tmp_path), "種類 (*.x)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    dialog.show()
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    texts += [button.text() for button in dialog.findChildren(QPushButton)]
    view = dialog.findChild(QTreeView)
    assert view is not None
    qtbot.waitUntil(lambda: view.model().rowCount(view.rootIndex()) == 1)
    texts.append(str(view.model().index(0, 2, view.rootIndex()).data()))
    assert [text for text in texts if text.strip() and text.isascii()] == []


def test_qts_print_dialog_is_japanese(qtbot: QtBot) -> None:
    """Windows has its own."""
    printer = QPrinter()
    dialog = QPrintDialog(printer)
    qtbot.addWidget(dialog)
    dialog.show()
    texts = [one.text() for one in dialog.findChildren(QLabel)]
    texts += [one.text() for one in dialog.findChildren(QAbstractButton)]
    texts += [one.title() for one in dialog.findChildren(QGroupBox)]
    texts += [one.toolTip() for one in dialog.findChildren(QWidget)]
    assert [text for text in texts if text.isascii() and any(map(str.isalpha, text))] == []


def test_menus_and_buttons_of_qt_are_japanese(qtbot: QtBot) -> None:
    standard = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(
        standard.Cancel | standard.Save | standard.Yes | standard.No | standard.Close
    )
    qtbot.addWidget(box)
    assert not [one for one in box.buttons() if one.text().isascii()]
    for edit in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(edit)
        menu = edit.createStandardContextMenu()
        assert not [one for one in menu.actions() if one.text() and one.text().isascii()]
        menu.deleteLater()
