"""The choices above the list of findings, each with the number of findings that it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from dxdesk.domain.checks import Family, Severity
from dxdesk.finding_words import FAMILY_WORDS
from dxdesk.messages import SEVERITY_WORDS
from ui.office.findings_filter import Answer, Filter
from ui.theme import GRID, HALF
from ui.widgets.figure_edit import LineEdit
from ui.widgets.quiet_box import QuietBox


class FilterBar(QWidget):
    """Emits `changed` when something else is chosen; `filter` is what is."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = Filter()
        self._values: dict[str, tuple[object, ...]] = {}
        self.boxes = {
            "family": self._box(self.tr("区分")),
            "severity": self._box(self.tr("重要度")),
            "department": self._box(self.tr("担当課")),
            "answer": self._box(self.tr("対応")),
        }
        self.search = LineEdit()
        self.search.setAccessibleName(self.tr("検索"))
        self.search.setPlaceholderText(self.tr("項目名、指摘の文、理由など"))
        self.search.setClearButtonEnabled(True)
        self.search.edited.connect(self._on_words)
        self.answers: dict[object, str] = {
            Answer.OPEN: self.tr("未対応"),
            Answer.CHANGED: self.tr("変更後、再確認"),
            Answer.CONFIRMED: self.tr("確認済み"),
        }
        self._arrange()
        for facet, box in self.boxes.items():
            box.activated.connect(lambda number, facet=facet: self._on_chosen(facet, number))

    def show_counts(
        self, counts: Mapping[str, Counter[object]], departments: Sequence[str]
    ) -> None:
        """Show how many findings each choice gives; `departments` are those to choose from."""
        words: dict[str, dict[object, str]] = {
            "family": {family: FAMILY_WORDS[family] for family in Family},
            "severity": {severity: SEVERITY_WORDS[severity] for severity in Severity},
            "department": {name: name or self.tr("全体") for name in departments},
            "answer": self.answers,
        }
        for facet, box in self.boxes.items():
            self._fill(box, facet, words[facet], counts[facet])

    def settle(self) -> None:
        """Take over what was typed."""
        self.search.flush()

    def _box(self, name: str) -> QuietBox:
        box = QuietBox(self)
        box.setAccessibleName(name)
        box.setMaximumWidth(GRID * 40)
        return box

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(HALF)
        captions = {
            "family": self.tr("区分(&F)"),
            "severity": self.tr("重要度(&V)"),
            "department": self.tr("担当課(&D)"),
            "answer": self.tr("対応(&A)"),
        }
        for column, (facet, box) in enumerate(self.boxes.items()):
            self._put(grid, column, captions[facet], box)
            grid.setColumnStretch(column, 2)
        self._put(grid, len(captions), self.tr("検索(&W)"), self.search)
        grid.setColumnStretch(len(captions), 3)

    def _put(self, grid: QGridLayout, column: int, words: str, widget: QWidget) -> None:
        caption = QLabel(words)
        caption.setBuddy(widget)
        grid.addWidget(caption, 0, column)
        grid.addWidget(widget, 1, column)

    def _fill(
        self, box: QuietBox, facet: str, words: Mapping[object, str], counts: Counter[object]
    ) -> None:
        values = (None, *words)
        if self._values.get(facet) != values:
            self._values[facet] = values
            box.clear()
            box.addItems([""] * len(values))
        box.setItemText(0, self.tr("すべて（{}）").format(counts.total()))
        for number, (value, said) in enumerate(words.items(), start=1):
            box.setItemText(number, self.tr("{}（{}）").format(said, counts[value]))
        chosen = dict(self.filter.chosen).get(facet)
        if chosen not in values:
            self.filter = self.filter.choose(facet, None)
            chosen = None
        box.setCurrentIndex(values.index(chosen))

    def _on_chosen(self, facet: str, number: int) -> None:
        self.filter = self.filter.choose(facet, self._values[facet][number])
        self.changed.emit()

    def _on_words(self, words: str) -> None:
        self.filter = Filter(self.filter.chosen, words)
        self.changed.emit()
