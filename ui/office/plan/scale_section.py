"""評価の区分と段階: the scale and what it means, and the ratings behind the departments' own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.domain.plan import Grade, Order, Plan, RatingStage
from dxdesk.domain.plan_editing import (
    add_grade,
    add_stage,
    change_grade,
    change_stage,
    remove_grade,
    remove_stage,
    shift_grade,
)
from dxdesk.domain.scale import Standing, read_standing
from dxdesk.messages import STANDING_WORDS
from ui import theme
from ui.models.rows import Column
from ui.office.plan.fields_form import Entry, FieldsForm
from ui.office.plan.rows_editor import Acts, RowsEditor
from ui.office.plan.view import Known, PlanSection, PlanView
from ui.theme import GRID, Tone
from ui.widgets.quiet_box import QuietBox
from ui.widgets.tone_label import ToneLabel

_ACHIEVED = {"yes": True, "no": False, "": None}


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A code of the scale, or of a stage's own, with its place in it."""

    at: int
    grade: Grade
    stage: str = ""


class ScaleSection(PlanSection):
    """The scale that is shown is the departments' own, or that of a stage that has one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PlanView | None = None
        self.whole = FieldsForm[Plan](self._whole())
        self.of = QuietBox()
        self.of.setAccessibleName(self.tr("どの評価の区分か"))
        self.of.activated.connect(self._on_scale)
        self.grades = RowsEditor[GradeRow](
            self.tr("評価の区分"),
            (
                Column(self.tr("記号"), lambda row: row.grade.code),
                Column(self.tr("文言"), lambda row: row.grade.meaning),
                Column(self.tr("達成"), lambda row: self._achieved(row.grade)),
            ),
            self._grade(),
            Acts(
                empty=self.tr(
                    "評価の区分がまだありません。「追加」で、記号（S、A など）と文言を入れてください。"
                ),
                key=lambda row: (row.stage, row.grade.code),
                add=self._add_grade,
                remove=lambda plan, row, _: remove_grade(plan, row.at, row.stage),
                shift=lambda plan, row, by: shift_grade(plan, row.at, by, row.stage),
            ),
            stretch=1,
        )
        self.stages = RowsEditor[RatingStage](
            self.tr("評価の段階"),
            (
                Column(self.tr("段階"), lambda stage: stage.name),
                Column(self.tr("すること"), self._does),
                Column(self.tr("区分"), self._scale_of),
            ),
            self._stage(),
            Acts(
                empty=self.tr(
                    "担当課の評価だけで公表します。事務局の評価や外部委員会の意見があるときは、"
                    "「追加」で段階を作ります。"
                ),
                key=lambda stage: stage.id,
                add=lambda plan, known: add_stage(
                    plan, RatingStage("", self.tr("事務局評価")), taken=known.taken
                ),
                remove=lambda plan, stage, _: remove_stage(plan, stage.id),
            ),
        )
        for each in (self.whole, self.grades, self.stages):
            each.edited.connect(self.edited)
        self._arrange()

    def show_view(self, view: PlanView) -> None:
        self._view = view
        self.whole.show_subject(view, view.plan)
        self._show_scales(view.plan)
        self._on_scale()
        self.stages.show_rows(view, view.plan.stages)

    def settle(self) -> None:
        for each in (self.whole, self.grades, self.stages):
            each.settle()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.of)
        column.addWidget(self.grades)
        column.addWidget(self.whole)
        column.addSpacing(GRID * 2)
        column.addWidget(
            theme.label(self.tr("担当課の後の評価（段階）"), step=1, bold=True, wrap=True)
        )
        words = self.tr(
            "段階ごとに、項目の評価と理由、意見と対応状況の欄ができます。担当課には照会せず、事務局が書きます。"
        )
        column.addWidget(ToneLabel(words, Tone.QUIET, wrap=True))
        column.addWidget(self.stages)
        column.addStretch(1)

    def _show_scales(self, plan: Plan) -> None:
        wanted = [(plan.self_name, ""), *((s.name, s.id) for s in plan.stages if s.scale)]
        there = [(self.of.itemText(n), self.of.itemData(n)) for n in range(self.of.count())]
        self.of.setVisible(len(wanted) > 1)
        if there != wanted:
            now = self.of.currentData()
            self.of.clear()
            for words, value in wanted:
                self.of.addItem(words, value)
            self.of.setCurrentIndex(max(self.of.findData(now), 0))

    def _on_scale(self, _index: int = 0) -> None:
        assert self._view is not None
        plan, stage = self._view.plan, self._stage_id
        scale = next((one.scale for one in plan.stages if one.id == stage), plan.scale)
        rows = [GradeRow(at, grade, stage) for at, grade in enumerate(scale)]
        self.grades.show_rows(self._view, rows)

    @property
    def _stage_id(self) -> str:
        return str(self.of.currentData() or "")

    def _add_grade(self, plan: Plan, _known: Known) -> Plan:
        scale = next((s.scale for s in plan.stages if s.id == self._stage_id), plan.scale)
        used = {grade.code for grade in scale}
        letters = [*"SABCDEFGH", *map(str, range(1, 41))]
        code = next(letter for letter in letters if letter not in used)
        return add_grade(plan, Grade(code, ""), self._stage_id)

    def _whole(self) -> tuple[Entry[Plan], ...]:
        orders = (
            (self.tr("決めない（文言から読み取れるときだけ比べる）"), Order.NOT_SAID.value),
            (self.tr("上にあるほどよい"), Order.BEST_FIRST.value),
            (self.tr("下にあるほどよい"), Order.BEST_LAST.value),
            (self.tr("順序はない"), Order.NONE.value),
        )
        return (
            Entry(
                self.tr("区分の順序"),
                lambda p: p.order.value,
                lambda p, _, text, __: replace(p, order=Order(text)),
                self.tr("昨年度より上がったか下がったかを見るときに使います。"),
                choices=lambda _, __: orders,
            ),
            Entry(
                self.tr("担当課の評価の呼び名"),
                lambda p: p.self_name,
                lambda p, _, text, __: replace(p, self_name=text) if text else None,
                wrong=self.tr("呼び名を書いてください。まだ変わっていません。"),
            ),
        )

    def _grade(self) -> tuple[Entry[GradeRow], ...]:
        achieved = (
            (self.tr("達成に数える"), "yes"),
            (self.tr("達成に数えない"), "no"),
            (self.tr("どちらともいえない"), ""),
        )

        def write(plan: Plan, row: GradeRow, grade: Grade) -> Plan:
            return change_grade(plan, row.at, grade, row.stage)

        return (
            Entry(
                self.tr("記号"),
                lambda row: row.grade.code,
                lambda p, row, text, _: (
                    write(p, row, replace(row.grade, code=text)) if text else None
                ),
                wrong=self.tr("記号を書いてください。まだ変わっていません。"),
            ),
            Entry(
                self.tr("文言"),
                lambda row: row.grade.meaning,
                lambda p, row, text, _: write(p, row, replace(row.grade, meaning=text)),
                lines=2,
            ),
            Entry(
                self.tr("達成したか"),
                lambda row: next(k for k, v in _ACHIEVED.items() if v is row.grade.achieved),
                lambda p, row, text, _: write(p, row, replace(row.grade, achieved=_ACHIEVED[text])),
                choices=lambda _, __: achieved,
            ),
            Entry(
                self.tr("目標との関係"),
                lambda row: row.grade.standing.value if row.grade.standing else "",
                lambda p, row, text, _: write(
                    p, row, replace(row.grade, standing=Standing(text) if text else None)
                ),
                choices=self._standings,
            ),
        )

    def _standings(self, _view: PlanView, row: GradeRow) -> list[tuple[str, str]]:
        read = STANDING_WORDS[read_standing(row.grade.meaning)]
        own = [(STANDING_WORDS[one], one.value) for one in Standing]
        return [(self.tr("文言から：{}").format(read), ""), *own]

    def _stage(self) -> tuple[Entry[RatingStage], ...]:
        does = (
            (self.tr("評価する"), "rates"),
            (self.tr("評価し、意見も書く"), "both"),
            (self.tr("意見だけを書く"), "comments"),
        )
        return (
            Entry(
                self.tr("段階の名前"),
                lambda stage: stage.name,
                lambda p, stage, text, _: (
                    change_stage(p, replace(stage, name=text)) if text else None
                ),
                wrong=self.tr("名前を書いてください。まだ変わっていません。"),
            ),
            Entry(
                self.tr("すること"),
                lambda stage: (
                    ("both" if stage.rates else "comments") if stage.comments else "rates"
                ),
                lambda p, stage, text, _: change_stage(
                    p, replace(stage, rates=text != "comments", comments=text != "rates")
                ),
                self.tr("意見には、それぞれ対応状況を書く欄ができます。"),
                choices=lambda _, __: does,
            ),
            Entry(
                self.tr("評価に使う区分"),
                lambda stage: "own" if stage.scale else "",
                lambda p, stage, text, _: change_stage(
                    p, replace(stage, scale=p.scale if text else ())
                ),
                self.tr("独自の区分にすると、上で選んで書き換えられます。"),
                choices=lambda _, __: (
                    (self.tr("担当課と同じ区分"), ""),
                    (self.tr("この段階だけの区分"), "own"),
                ),
                when=lambda stage: stage.rates,
            ),
        )

    def _achieved(self, grade: Grade) -> str:
        return {True: self.tr("達成"), False: self.tr("未達成"), None: self.tr("―")}[grade.achieved]

    def _does(self, stage: RatingStage) -> str:
        parts = (
            *((self.tr("評価"),) if stage.rates else ()),
            *((self.tr("意見"),) if stage.comments else ()),
        )
        return "・".join(parts)

    def _scale_of(self, stage: RatingStage) -> str:
        if not stage.rates:
            return ""
        return self.tr("独自") if stage.scale else self.tr("担当課と同じ")
