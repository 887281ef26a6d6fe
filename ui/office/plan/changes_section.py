"""項目の対応: last year's items and this year's beside each other, and what became of each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QTableView, QVBoxLayout, QWidget

from dxdesk.domain.became import Became, Moved
from dxdesk.domain.plan import Item, Plan
from dxdesk.domain.plan_editing import as_new, bring_back, mark_ended, set_sources
from dxdesk.messages import MOVED_WORDS
from ui.models.rows import Column, RowModel
from ui.office.places import item_words
from ui.office.plan.fields_form import Entry, FieldsForm
from ui.office.plan.typed_lines import names_in
from ui.office.plan.view import Known, PlanSection, PlanView
from ui.office.tables import arrange
from ui.theme import GRID, Tone
from ui.widgets.tone_label import ToneLabel


class ChangesSection(PlanSection):
    """Lists what is not simply the same, or everything; each can be put right below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PlanView | None = None
        self.rows = RowModel[Became](
            (
                Column(self.tr("対応"), self._moved),
                Column(self.tr("前の年度の項目"), lambda news: _listed(news.before)),
                Column(
                    self.tr("この年度の項目"),
                    lambda news: item_words(news.now) if news.now else "",
                ),
            ),
            self,
        )
        self.table = QTableView()
        self.table.setModel(self.rows)
        self.table.setAccessibleName(self.tr("項目の対応"))
        arrange(self.table, stretch=2, held={1: 16})
        self.table.setMinimumHeight(GRID * 30)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.everything = QCheckBox(self.tr("変わらない項目も表示する"))
        self.everything.toggled.connect(self._show_rows)
        self.about = ToneLabel("", Tone.QUIET, wrap=True)
        self.form = FieldsForm[Became](self._entries())
        self.form.edited.connect(self.edited)
        self.new = QPushButton(self.tr("新規とする"))
        self.end = QPushButton(self.tr("終了とする"))
        self.back = QPushButton(self.tr("この年度に戻す"))
        self.new.clicked.connect(self._on_new)
        self.end.clicked.connect(self._on_end)
        self.back.clicked.connect(self._on_back)
        self._arrange()

    def show_view(self, view: PlanView) -> None:
        self._view = view
        self._show_rows()

    def settle(self) -> None:
        self.form.settle()

    def choose(self, *moved: Moved) -> None:
        """Choose the first line of which this is told, or nothing."""
        told = [news.moved for news in self.rows.rows]
        self.table.setCurrentIndex(self.rows.index(told.index(moved), 0))

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.new, self.end, self.back):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        for widget in (self.about, self.everything, self.table, self.form):
            column.addWidget(widget)
        column.addLayout(row)
        column.addStretch(1)

    def _entries(self) -> tuple[Entry[Became], ...]:
        return (
            Entry(
                self.tr("続きとする前の年度の項目"),
                lambda news: "、".join(item.no for item in news.before),
                self._with_sources,
                self.tr(
                    "前の年度の番号を「、」で区切って書きます。二つ以上なら統合、同じ番号が二つの項目にあれば"
                    "分割です。昨年度の回答は、ここに書いた項目から引き継がれます。"
                ),
                self.tr("前の年度にない番号があります。まだ変わっていません。"),
                when=lambda news: news.now is not None,
            ),
        )

    def _with_sources(self, plan: Plan, news: Became, text: str, _known: Known) -> Plan | None:
        before = self._view.before if self._view else None
        if before is None or news.now is None:
            return None
        items = [before.by_no.get(no) for no in names_in(text)]
        known = [item.id for item in items if item is not None]
        if len(known) < len(items):
            return None
        return set_sources(plan, news.now.id, known)

    def _show_rows(self) -> None:
        view = self._view
        if view is None:
            return
        old = self._current
        shown = [n for n in view.news if self.everything.isChecked() or n.moved]
        self.rows.set_rows(shown)
        if view.before is None:
            words = self.tr("この台帳には前の年度がありません。")
        elif shown:
            lost = sum(Moved.MISSING in news.moved for news in view.news)
            words = self.tr("{}と違うところ：{}件").format(
                view.plan.year_name(view.before.year),
                sum(bool(news.moved) for news in view.news),
            )
            words += self.tr("　行き先のない項目：{}件").format(lost) if lost else ""
        else:
            words = self.tr("{}と同じ項目です。").format(view.plan.year_name(view.before.year))
        self.about.set_text(words)
        self.table.setVisible(bool(shown))
        self.everything.setVisible(view.before is not None)
        keys = [_key(news) for news in shown]
        at = keys.index(_key(old)) if old is not None and _key(old) in keys else 0
        if shown and self.table.currentIndex().row() != at:
            self.table.setCurrentIndex(self.rows.index(at, 0))
        self._show_current(same=old is not None)

    @property
    def _current(self) -> Became | None:
        return self.rows.row_at(self.table.currentIndex())

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_current(same=False)

    def _show_current(self, *, same: bool) -> None:
        view, news = self._view, self._current
        if view is None:
            return
        self.form.show_subject(view, news, same=same)
        moved = news.moved if news else ()
        self.new.setVisible(bool(news and news.now and news.before))
        self.end.setVisible(Moved.MISSING in moved)
        self.back.setVisible(Moved.MISSING in moved or Moved.ENDED in moved)
        for button in (self.new, self.end, self.back):
            button.setEnabled(view.open)

    def _moved(self, news: Became) -> str:
        return "、".join(MOVED_WORDS[one] for one in news.moved) or self.tr("同じ")

    def _on_new(self) -> None:
        news = self._current
        if news is not None and news.now is not None:
            item = news.now.id
            self.edited.emit(
                self.tr("新規とする"),
                lambda plan, known: as_new(plan, item, written=known.written, taken=known.taken),
            )

    def _on_end(self) -> None:
        news = self._current
        if news is not None and news.now is None:
            item = news.before[0].id
            self.edited.emit(self.tr("終了とする"), lambda plan, _: mark_ended(plan, item))

    def _on_back(self) -> None:
        news, before = self._current, self._view.before if self._view else None
        if news is not None and news.now is None and before is not None:
            item = news.before[0].id
            self.edited.emit(
                self.tr("この年度に戻す"), lambda plan, _: bring_back(plan, before, item)
            )


def _listed(items: tuple[Item, ...]) -> str:
    return "、".join(map(item_words, items))


def _key(news: Became) -> str:
    return news.now.id if news.now else news.before[0].id
