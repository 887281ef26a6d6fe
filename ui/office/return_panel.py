"""差戻し・受理: remarks at fields or items of one department, or acceptance of one or many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.asking import Remark, Stage
from dxdesk.domain.fields import fields_for, split_field
from dxdesk.domain.plan import Item
from dxdesk.office import Acceptance, Office, Standing
from ui import theme
from ui.dialogs.files import FileDialogs
from ui.office.carrier_box import CarrierBox
from ui.office.drafts import Drafts
from ui.office.places import field_words, item_words
from ui.office.progress_strip import ProgressStrip
from ui.office.remark_form import Place, RemarkForm
from ui.office.state import HANDED_IN, YearState
from ui.theme import GRID, Tone
from ui.widgets.desk_page import Notice
from ui.widgets.figure_edit import LineEdit
from ui.widgets.tone_label import ToneLabel
from ui.widgets.writing import writes

# So many departments are named in a notice; of more the number says enough.
_NAMED = 8
# Up to so many departments nobody notices that something is written of each.
_AT_ONCE = 30
T = TypeVar("T")


class ReturnPanel(QWidget):
    """Remarks are kept per department, in the office's file, until the return is written."""

    changed = Signal()
    noticed = Signal(Notice)

    def __init__(
        self,
        office: Office,
        dialogs: FileDialogs,
        drafts: Drafts,
        strip: ProgressStrip,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._dialogs = dialogs
        self._strip = strip
        self._drafts = drafts
        self._drafts.changed.connect(self._on_draft)
        self._state: YearState | None = None
        self._chosen: tuple[Standing, ...] = ()
        self._title = theme.label(step=1, bold=True, wrap=True)
        self._about = ToneLabel("", Tone.QUIET, wrap=True)
        self.opening = ToneLabel("", Tone.QUIET, wrap=True)
        self.form = RemarkForm()
        self.form.remarked.connect(self._on_remarked)
        self.carrier = CarrierBox()
        self.deadline = LineEdit()
        self.deadline.setAccessibleName(self.tr("再提出の期限"))
        self.deadline.setPlaceholderText(self.tr("空欄なら前の期限のまま"))
        self.send_back = writes(QPushButton(self.tr("差戻しファイルを作る(&B)…")))
        self.send_back.clicked.connect(self._on_send_back)
        self.accept = writes(QPushButton(self.tr("受理する(&J)")))
        self.accept.clicked.connect(self._on_accept)
        self.accept_clean = writes(QPushButton())
        self.accept_clean.clicked.connect(self._on_accept_clean)
        self._returning = QWidget()
        self._arrange()
        self._show()

    def show_state(self, state: YearState) -> None:
        """Show a year."""
        self._state = state
        self._show()

    def show_chosen(self, chosen: Sequence[Standing]) -> None:
        """Take over which departments are chosen in the table."""
        self.settle()
        self._chosen = tuple(chosen)
        self._show()

    def settle(self) -> None:
        """Keep what was typed."""
        self.form.settle()

    def _arrange(self) -> None:
        lines = QFormLayout()
        lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        lines.setVerticalSpacing(GRID)
        lines.addRow(self.tr("形式(&K)"), self.carrier)
        lines.addRow(self.tr("再提出の期限(&D)"), self.deadline)
        inner = QVBoxLayout(self._returning)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        inner.addWidget(self.form, 1)
        inner.addWidget(self.opening)
        inner.addLayout(lines)
        left = Qt.AlignmentFlag.AlignLeft
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self._returning, 1)
        column.addWidget(self.send_back, 0, left)
        column.addWidget(self.accept, 0, left)
        column.addWidget(self.accept_clean, 0, left)
        column.addStretch(0)

    def _show(self) -> None:
        answered = [standing for standing in self._chosen if standing.submission]
        one = answered[0] if len(self._chosen) == 1 and answered else None
        self._returning.setVisible(one is not None)
        self.send_back.setVisible(one is not None)
        self.accept.setVisible(bool(answered))
        until = one.deadline if one else ""
        self.deadline.setPlaceholderText(
            self.tr("空欄なら前の期限（{}）のまま").format(until)
            if until
            else self.tr("空欄なら前の期限のまま")
        )
        self._title.setText(self._heading(one))
        self._about.set_text(self._hint(one, len(answered)))
        self.form.show_places(self._places(one) if one else ())
        self._show_buttons()

    def _show_buttons(self) -> None:
        drafts = self._drafts_of_chosen()
        self.send_back.setEnabled(any(text.strip() for text in drafts.values()))
        self.opening.set_text(self._opening(drafts))
        waiting = sum(one.stage in HANDED_IN for one in self._state.standings) if self._state else 0
        self.accept_clean.setVisible(bool(waiting))
        words = self.tr("指摘も競合もない課をすべて受理する(&Q)")
        self.accept_clean.setText(words)
        self.accept_clean.setToolTip(self.tr("提出のあった{}課から選びます").format(waiting))

    def _opening(self, drafts: dict[str, str]) -> str:
        """Which fields the department will be able to write in again."""
        places = [place for place, text in drafts.items() if text.strip()]
        if not places or self._state is None:
            return self.tr("所見を書いた欄だけが、課でもう一度書けるようになります。")
        department, plan = self._chosen[0].department, self._state.plan
        open_ = {
            name
            for place in places
            if (item := plan.by_id.get(split_field(place)[0]))
            for name in ((place,) if "/" in place else fields_for(item, department))
        }
        items = {split_field(place)[0] for place in places}
        names = "、".join(item.no for item in plan.items if item.id in items)
        words = self.tr("所見{}件（項目{}）。課では{}欄がもう一度書けるようになります。")
        return words.format(len(places), names, len(open_))

    def _heading(self, one: Standing | None) -> str:
        if one:
            return self.tr("{}の回答を差し戻す・受理する").format(one.department)
        return self.tr("差し戻す・受理する")

    def _hint(self, one: Standing | None, answered: int) -> str:
        if one:
            return self.tr(
                "直してほしい欄を選んで所見を書き、できたファイルを課へ送ります。"
                "所見のない欄は、課では書き換えられません。よければ受理してください。"
            )
        if not self._chosen:
            words = self.tr("左の表で課を選んでください。")
            begun = self._drafts.departments()
            if begun:
                words += self.tr("所見を書きかけている課：{}").format("、".join(begun))
            return words
        if not answered:
            return self.tr("選んだ課からの提出がまだありません。")
        words = self.tr("提出のあった{}課をまとめて受理できます。差戻しは一課ずつ選んでください。")
        return words.format(answered)

    def _drafts_of_chosen(self) -> dict[str, str]:
        if len(self._chosen) != 1 or self._state is None:
            return {}
        return self._drafts.of(self._chosen[0].department)

    def _places(self, one: Standing) -> list[Place]:
        assert self._state is not None
        drafts, rows = self._drafts_of_chosen(), list[Place]()
        whole = self.tr("（項目への所見です。この項目の欄がすべて書き換えられるようになります。）")
        for item in self._state.plan.items_of(one.department):
            rows.append(Place(item.id, item_words(item), whole, drafts.get(item.id, "")))
            rows += [self._place(item, name, drafts) for name in fields_for(item, one.department)]
        return rows

    def _place(self, item: Item, field: str, drafts: dict[str, str]) -> Place:
        assert self._state is not None
        answer = self._state.answers.get(field) or self.tr("（まだ書かれていません）")
        return Place(field, f"　　{field_words(item, field)}", answer, drafts.get(field, ""))

    def _on_remarked(self, place: str, text: str) -> None:
        self._drafts.keep(self._chosen[0].department, place, text)
        self._show_buttons()

    def _on_draft(self, department: str, _place: str) -> None:
        """Show what was written elsewhere; what is being typed in this list is there already."""
        if self.form.remark.hasFocus():
            return
        if not self._chosen or department in {one.department for one in self._chosen}:
            self._show()

    def _ask_where(self, one: Standing) -> Path | None:
        assert self._state is not None
        name = self.tr("照会_{}_{}_第{}回{}").format(
            self._state.year, one.department, one.round + 1, self.carrier.suffix
        )
        title = self.tr("差戻しファイルの保存先")
        out = self._dialogs.save_file(self, title, self.carrier.filters, name)
        return out if out is None or out.suffix else out.with_suffix(self.carrier.suffix)

    def _on_send_back(self) -> None:
        assert self._state is not None
        self.settle()
        one, drafts = self._chosen[0], self._drafts_of_chosen()
        out = self._ask_where(one)
        if out is None:
            return
        self._office.send_back(
            one.department,
            [Remark(place, text) for place, text in drafts.items() if text.strip()],
            out,
            self.carrier.carrier,
            self._state.year,
            self.deadline.text(),
        )
        words = self.tr("「{}」を作りました。{}へ送ってください。").format(out.name, one.department)
        self.noticed.emit(Notice(words, Tone.GOOD))
        self.changed.emit()

    def _on_accept(self) -> None:
        assert self._state is not None
        self.settle()
        # Those that were accepted before would go with the others when this is taken back.
        answered = (one for one in self._chosen if one.submission)
        names = [one.department for one in answered if one.stage is not Stage.ACCEPTED]
        year = self._state.year
        self._wait_for(len(names), lambda: self._office.accept_all(names, year))
        words = self.tr("{}を受理しました。").format(_named(names))
        self._tell_accepted(words if names else self.tr("どの課も、もう受理しています。"), names)

    def _on_accept_clean(self) -> None:
        assert self._state is not None
        self.settle()
        year = self._state.year
        done = self._wait_for(len(self._state.standings), lambda: self._office.accept_clean(year))
        self._tell_accepted(self._said(done), done.accepted)

    def _wait_for(self, departments: int, call: Callable[[], T]) -> T:
        """Do what is done to departments all at once; of many beside the window."""
        if departments <= _AT_ONCE:
            return call()
        words = self.tr("受理の記録を書いています（{}課）").format(departments)
        return self._strip.run_aside(words, lambda _: call(), can_stop=False)

    def _said(self, done: Acceptance) -> str:
        """How many were accepted, and which were not and why."""
        words = self.tr("{}課を受理しました。").format(len(done.accepted))
        if not done.left:
            return words
        why = [
            self.tr("{}（{}）").format(
                left.department,
                "・".join(
                    said.format(count)
                    for said, count in (
                        (self.tr("指摘{}"), left.findings),
                        (self.tr("競合{}"), left.collisions),
                    )
                    if count
                ),
            )
            for left in done.left
        ]
        rest = self.tr("残したのは{}課です：{}").format(len(done.left), _named(why))
        return words + rest

    def _tell_accepted(self, words: str, names: Sequence[str]) -> None:
        assert self._state is not None
        year = self._state.year

        def take_back() -> None:
            self._wait_for(len(names), lambda: self._office.take_back_acceptance(names, year))
            self.changed.emit()

        notice = Notice(words, Tone.GOOD, self.tr("受理を取り消す"), take_back)
        self.noticed.emit(notice if names else Notice(words))
        self.changed.emit()


def _named(words: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = len(words) - _NAMED
    return "、".join(words[:_NAMED]) + (f" ほか{more}" if more > 0 else "")
