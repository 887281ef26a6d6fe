"""A box of texts, as wide as it is let and then as high as its texts need."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame


class Flowing(QFrame):
    """Asked for a size it names its least one.

    Qt would break all its texts for the width it likes best, once in every box around it, and
    then again for the width that it gets.
    """

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()
