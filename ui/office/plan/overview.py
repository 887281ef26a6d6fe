"""計画の概要: what the plan is called, its years, who asks and until when."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.domain.plan import Plan, YearStyle
from dxdesk.domain.plan_faults import is_year
from dxdesk.domain.text import read_year
from ui.office.plan.fields_form import Entry, FieldsForm
from ui.office.plan.view import PlanSection, PlanView
from ui.theme import GRID

_BETWEEN = re.compile(r"\s*(?:[~～〜]|から|-|–|－)\s*")
_LIST = re.compile(r"[、，,\n]")
_MOST_YEARS = 60


class OverviewSection(PlanSection):
    """A form over the plan itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = FieldsForm[Plan](self._entries())
        self.form.edited.connect(self.edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.addWidget(self.form)
        column.addStretch(1)

    def show_view(self, view: PlanView) -> None:
        self.form.show_subject(view, view.plan)

    def settle(self) -> None:
        self.form.settle()

    def _entries(self) -> tuple[Entry[Plan], ...]:
        return (
            _text(self.tr("計画の名前"), lambda p: p.title, lambda p, t: replace(p, title=t)),
            _text(
                self.tr("団体名"),
                lambda p: p.municipality,
                lambda p, t: replace(p, municipality=t),
            ),
            Entry(
                self.tr("計画期間"),
                lambda p: "～".join(p.year_name(year) for year in (p.years[:1] + p.years[1:][-1:])),
                lambda p, _, text, __: _with_years(p, text),
                self.tr("始めと終わりの年度。例：令和4年度～令和8年度"),
                self.tr(
                    "年度を「令和4年度～令和8年度」のように書いてください。まだ変わっていません。"
                ),
            ),
            Entry(
                self.tr("年度の書き方"),
                lambda p: p.year_style.value,
                lambda p, _, text, __: replace(p, year_style=YearStyle(text)),
                choices=lambda _, __: (
                    (self.tr("令和6年度"), YearStyle.ERA.value),
                    (self.tr("2024年度"), YearStyle.WESTERN.value),
                ),
            ),
            Entry(
                self.tr("スケジュールの年度"),
                lambda p: "、".join(p.schedule_years),
                lambda p, _, text, __: replace(p, schedule_years=_listed(text)),
                self.tr("年次計画の列の見出しを「、」で区切って書きます。なければ空欄にします。"),
            ),
            Entry(
                self.tr("公表する表の形"),
                lambda p: p.layout,
                lambda p, _, text, __: replace(p, layout=text),
                self.tr("複数の課が書く文に、課名をどう付けるかが変わります。"),
                choices=self._layouts,
            ),
            _text(
                self.tr("公表する資料の題名"),
                lambda p: p.document_title,
                lambda p, t: replace(p, document_title=t),
                self.tr("空欄のときは、計画の名前と年度から作ります。"),
            ),
            _text(
                self.tr("照会する課の名前"),
                lambda p: p.office,
                lambda p, t: replace(p, office=t),
                self.tr("送り状や督促状の差出人になります。"),
            ),
            _text(
                self.tr("回答の期限"),
                lambda p: p.deadline,
                lambda p, t: replace(p, deadline=t),
                self.tr("照会ファイルを作るときに、初めに入る期限です。例：令和8年4月30日"),
            ),
        )

    def _layouts(self, _view: PlanView, plan: Plan) -> tuple[tuple[str, str], ...]:
        known = {
            "three-column": self.tr("三列の表（文の後ろに（課名））"),
            "wide": self.tr("横長の表（文の前に【課名】）"),
        }
        if plan.layout not in known:
            known[plan.layout] = plan.layout
        return tuple((words, name) for name, words in known.items())


def _text(
    caption: str,
    read: Callable[[Plan], str],
    write: Callable[[Plan, str], Plan],
    about: str = "",
) -> Entry[Plan]:
    return Entry(caption, read, lambda plan, _, text, __: write(plan, text), about)


def _listed(text: str) -> tuple[str, ...]:
    parts = (part.strip() for part in _LIST.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _with_years(plan: Plan, text: str) -> Plan | None:
    """The plan with its first and last year and all between; None where they cannot be read."""
    if not text:
        return replace(plan, years=())
    years = [read_year(part) for part in _BETWEEN.split(text)]
    first, last = years[0], years[-1]
    if len(years) > 2 or first is None or last is None or not is_year(first):
        return None
    if not first <= last < first + _MOST_YEARS or not is_year(last):
        return None
    return replace(plan, years=tuple(range(first, last + 1)))
