"""What the cells of a form offer: lists to choose from, how the keyboard writes, a word of help.

Nothing that is typed is ever refused; a list is an offer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dxdesk.domain.direction_words import ANSWERS
from dxdesk.domain.figures import Empty
from dxdesk.domain.plan import Guided, Plan
from dxdesk.files.form_rows import PROMPTS, Ask
from dxdesk.sheets.cell_text import escaped, visible

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_LIST = 255
_LONGEST_HELP = 250
_EMPTIES = tuple(empty.value for empty in Empty if empty.value)
_GUIDED = {
    Ask.RESULT: Guided.RESULT,
    Ask.KPI: Guided.KPI,
    Ask.ISSUES: Guided.ISSUES,
    Ask.RATING: Guided.RATING,
    Ask.RATING_NOTE: Guided.RATING_NOTE,
}
_CODES: dict[Ask, Callable[[Plan], tuple[str, ...]]] = {
    Ask.RATING: lambda plan: plan.codes,
    Ask.DIRECTION: lambda _: tuple(ANSWERS),
}
_EMPTY_HELP = "書くことがないときは▼から選べます。"


class Choices:
    """The lists and hints of one form, by kind of field."""

    def __init__(self, plan: Plan) -> None:
        self._made = {ask: _offer(plan, ask) for ask in Ask}

    def give(self, cell: object, ask: Ask) -> None:
        """Offer a cell what its kind of field has."""
        offer: Any = self._made[ask]
        offer.add(cell)

    def add_to(self, sheet: Worksheet) -> None:
        """Put those that cells were given into the sheet."""
        for offer in self._made.values():
            if offer.sqref:
                sheet.add_data_validation(offer)


def _offer(plan: Plan, ask: Ask) -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    codes = _CODES[ask](plan) if ask in _CODES else _EMPTIES
    listed = _listed(codes)
    made: Any = DataValidation(
        type="list" if listed else None, formula1=listed or None, allow_blank=True
    )
    made.imeMode = "off" if _is_latin(ask, codes) else "hiragana"
    made.showErrorMessage = False
    made.showInputMessage = True
    made.promptTitle = ask.value
    made.prompt = _help(plan, ask)
    return made


def _is_latin(ask: Ask, codes: tuple[str, ...]) -> bool:
    return ask is Ask.KPI or (ask is Ask.RATING and all(code.isascii() for code in codes))


def _listed(codes: tuple[str, ...]) -> str:
    """The codes as Excel takes them; empty where it has no way to write them down."""
    joined = ",".join(codes)
    awkward = any(char in code for code in codes for char in ',"') or visible(joined) != joined
    return f'"{joined}"' if joined and len(joined) <= _LONGEST_LIST and not awkward else ""


def _help(plan: Plan, ask: Ask) -> str:
    guidance = plan.guidance.get(_GUIDED[ask].value, "") if ask in _GUIDED else ""
    if ask is Ask.DIRECTION:
        said = [PROMPTS[ask]]
    elif ask is Ask.RATING:
        said = [guidance, *(f"{grade.code}：{grade.meaning}" for grade in plan.scale)]
    else:
        said = [guidance or PROMPTS[ask], _EMPTY_HELP]
    text = escaped(visible("\n".join(line for line in said if line)))
    return text if len(text) <= _LONGEST_HELP else f"{text[: _LONGEST_HELP - 1]}…"
