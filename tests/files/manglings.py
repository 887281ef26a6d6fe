"""What people do to a form before they send it back: a table, each kind over an openpyxl book.

A kind changes the book and keeps the account: `typed` is what stands at its field when it is
done, `strays` what stands anywhere else, `rivals` a second text at a field. A text that the kind itself destroys, as Excel does when
cells are merged, is taken out of the account.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from dxdesk.domain.asking import Request, Ticket, cut_request
from dxdesk.domain.fields import is_line
from dxdesk.domain.plan import Column, Grade, Item, Kpi, Plan, Slot
from dxdesk.files.workbook_form import request_form_bytes
from tests.files.samples import rezip

ANSWER, NOTE, LAST, ASKED, FIELD = "回答", "備考", "前年度の記入", "照会内容", "欄番号"
EMPTIES = ("該当なし", "未実施", "把握できない", "終了")


def random_request(chance: random.Random, department: str = "市民課") -> Request:
    """A request with parts, several departments, indicators, texts sent out and long ones."""
    items: list[Item] = []
    known: dict[str, str] = {}
    for number in range(1, chance.randint(2, 6)):
        name = f"i{number:03}"
        others = ("情報課",) if chance.random() < 0.4 else ()
        parts = chance.choice(((), ("(1)", "(2)")))
        slots = tuple(
            Slot(f"{column.value}-{count}", column, part, (who,), opens=True)
            for column in Column
            for count, (part, who) in enumerate(
                ((part, who) for part in parts or ("",) for who in (department, *others)), 1
            )
        )
        kpis = tuple(Kpi(f"k{k}", f"指標{k}", f"{k}0件") for k in range(chance.randint(0, 2)))
        items.append(
            Item(name, str(number), f"項目{number}", (department, *others), slots=slots, kpis=kpis)
        )
        for slot in slots:
            if chance.random() < 0.3:
                known[f"{name}/{slot.id}"] = chance.choice(("前の文", "長い文。" * 900, "=1+1"))
        if chance.random() < 0.3:
            known[f"{name}/rating"] = "B"
    plan = Plan(
        f"plan-{department}",
        "計画",
        "みどり市",
        2024,
        scale=(Grade("A", "計画どおり", True), Grade("B", "遅れ", False)),
        items=tuple(items),
    )
    ticket = Ticket(f"request-{chance.randrange(10**9)}", "5a" * 32, "2025-04-01T09:00:00")
    return cut_request(plan, department, known, ticket)


@dataclass
class Mangler:
    """One form on somebody's machine."""

    request: Request
    chance: random.Random
    book: Any
    typed: dict[str, str] = field(default_factory=dict[str, str])
    strays: list[str] = field(default_factory=list[str])
    rivals: dict[str, str] = field(default_factory=dict[str, str])
    doubtful: set[str] = field(default_factory=set[str])
    after: list[Callable[[bytes], bytes]] = field(default_factory=list[Callable[[bytes], bytes]])
    needs_office: bool = False
    _count: int = 0

    @property
    def sheet(self) -> Any:
        return self.book["記入"]

    def text(self, kind: str = "文") -> str:
        """A text that is nowhere else."""
        self._count += 1
        return f"{kind}{self._count}の{self.chance.randrange(10**6)}"

    def column(self, heading: str) -> int:
        return next(
            cell.column
            for row in self.sheet.iter_rows(max_row=12)
            for cell in row
            if cell.value == heading
        )

    def rows(self) -> dict[str, list[int]]:
        """The lines of each open field."""
        found: dict[str, list[int]] = {}
        for row in self.sheet.iter_rows():
            for cell in row:
                name = str(cell.value or "").partition("#")[0]
                if name in self.request.open:
                    found.setdefault(name, []).append(cell.row)
        return found

    def any_field(self) -> str:
        return self.chance.choice([n for n, lines in self.rows().items() if len(lines) == 1])

    def answer_cell(self, name: str) -> Any:
        return self.sheet.cell(self.rows()[name][0], self.column(ANSWER))

    def put(self, cell: Any, value: Any) -> None:
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"

    def stray(self, cell: Any) -> None:
        text = self.text("迷い")
        self.put(cell, text)
        self.strays.append(text)

    def forget(self, name: str) -> None:
        """Its cells are gone: nothing is to be read for it."""
        self.typed.pop(name, None)

    def lose(self, cells: Iterable[Any]) -> None:
        """What stands in cells that are deleted is nowhere any more."""
        gone = {cell.value for cell in cells}
        self.strays = [text for text in self.strays if text not in gone]

    def save(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        data = out.getvalue()
        for change in self.after:
            data = change(data)
        return data


def filled_in(request: Request, chance: random.Random) -> Mangler:
    """A form in which somebody has answered most of the fields."""
    book = openpyxl.load_workbook(io.BytesIO(request_form_bytes(request)))
    made = Mangler(request, chance, book)
    for name, lines in made.rows().items():
        if chance.random() < 0.25 or len(lines) > 1:
            continue
        cell = made.answer_cell(name)
        before = request.base.get(name, "")
        if name.endswith("/rating"):
            text = chance.choice(("A", "S", "評価できない"))
        elif before and chance.random() < 0.3:
            text = ""
        elif chance.random() < 0.2:
            text = chance.choice(EMPTIES)
        else:
            text = made.text("件数" if is_line(name) else "取組み\n二行目")
            text = text.replace("\n", " ") if is_line(name) else text
        made.put(cell, text or None)
        if text != before:
            made.typed[name] = text
    return made


def rows_inserted(m: Mangler) -> None:
    for _ in range(3):
        m.sheet.insert_rows(m.chance.randint(1, m.sheet.max_row + 1), m.chance.randint(1, 3))


def row_inserted_with_text(m: Mangler) -> None:
    at = m.rows()[m.any_field()][0] + 1
    m.sheet.insert_rows(at)
    m.stray(m.sheet.cell(at, m.column(ANSWER)))


def rows_deleted(m: Mangler) -> None:
    for _ in range(2):
        name = m.any_field()
        if len(m.rows()) > 2:
            m.lose(m.sheet[m.rows()[name][0]])
            m.sheet.delete_rows(m.rows()[name][0])
            m.forget(name)


def piece_deleted(m: Mangler) -> None:
    long = [name for name, lines in m.rows().items() if len(lines) > 1]
    if long:
        name = m.chance.choice(long)
        lines = m.rows()[name]
        m.stray(m.sheet.cell(lines[0], m.column(ANSWER)))
        m.doubtful.add(name)
        m.sheet.delete_rows(lines[-1])


def _sort(m: Mangler, first: int, last: int) -> None:
    top = m.sheet.max_row if m.sheet.max_row < 4 else 3
    rows = [
        [_look(m.sheet.cell(at, column)) for column in range(first, last + 1)]
        for at in range(top, m.sheet.max_row + 1)
    ]
    m.chance.shuffle(rows)
    for at, row in enumerate(rows, top):
        for column, look in enumerate(row, first):
            _give(m, m.sheet.cell(at, column), look)


def _look(cell: Any) -> tuple[Any, str]:
    return cell.value, cell.number_format


def _give(m: Mangler, cell: Any, look: tuple[Any, str]) -> None:
    m.put(cell, look[0])
    cell.number_format = look[1]


def rows_sorted(m: Mangler) -> None:
    _sort(m, 1, m.sheet.max_column)


def sorted_without_the_right(m: Mangler) -> None:
    _sort(m, 1, m.sheet.max_column - 1)
    m.doubtful.update(m.typed)


def sorted_without_the_left(m: Mangler) -> None:
    _sort(m, 2, m.sheet.max_column)
    m.doubtful.update(m.typed)


def rows_hidden(m: Mangler) -> None:
    for lines in list(m.rows().values())[::2]:
        m.sheet.row_dimensions[lines[0]].hidden = True
    m.sheet.column_dimensions["I"].hidden = True


def column_inserted(m: Mangler) -> None:
    m.sheet.insert_cols(m.chance.randint(1, m.sheet.max_column))


def column_inserted_with_text(m: Mangler) -> None:
    at = m.chance.randint(2, m.sheet.max_column)
    m.sheet.insert_cols(at)
    m.put(m.sheet.cell(2, at), "係のメモ")
    m.strays.append("係のメモ")
    m.stray(m.sheet.cell(m.rows()[m.any_field()][0], at))


def columns_moved(m: Mangler) -> None:
    answer, last = m.column(ANSWER), m.sheet.max_column
    for row in m.sheet.iter_rows():
        looks = [_look(cell) for cell in row]
        looks.insert(last - 1, looks.pop(answer - 1))
        for cell, look in zip(row, looks, strict=True):
            _give(m, cell, look)


def answers_merged(m: Mangler) -> None:
    column = m.column(ANSWER)
    places = sorted((lines[0], name) for name, lines in m.rows().items() if len(lines) == 1)
    pairs = [(one, other) for one, other in pairwise(places) if other[0] == one[0] + 1]
    if pairs:
        (top, first), (bottom, second) = m.chance.choice(pairs)
        m.sheet.merge_cells(start_row=top, end_row=bottom, start_column=column, end_column=column)
        if (text := m.typed.pop(first, "")) and not first.endswith("rating"):
            m.strays.append(text)
        m.forget(second)


def answer_merged_with_note(m: Mangler) -> None:
    row = m.rows()[m.any_field()][0]
    column = m.column(ANSWER)
    m.sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + 1)


def answer_merged_into_the_left(m: Mangler) -> None:
    name = m.any_field()
    row, column = m.rows()[name][0], m.column(ANSWER)
    m.sheet.merge_cells(start_row=row, end_row=row, start_column=column - 1, end_column=column)
    m.forget(name)


def sheets_renamed(m: Mangler) -> None:
    m.after.append(_renamed)


def _renamed(data: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for number, sheet in enumerate(list(book), 1):
        sheet.title = f"Sheet{number}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_added(m: Mangler) -> None:
    sheet = m.book.create_sheet("メモ", m.chance.randint(0, 2))
    m.stray(sheet.cell(3, 2))
    m.stray(sheet.cell(40, 7))


def sheet_copied(m: Mangler) -> None:
    m.book.copy_worksheet(m.sheet).title = "記入 (2)"


def sheet_copied_and_changed(m: Mangler) -> None:
    copy = m.book.copy_worksheet(m.sheet)
    name = m.any_field()
    m.doubtful.add(name)
    m.rivals[name] = m.text("別案")
    m.put(copy.cell(m.rows()[name][0], m.column(ANSWER)), m.rivals[name])


def old_copy_kept(m: Mangler) -> None:
    copy = m.book.copy_worksheet(m.sheet)
    for name, lines in m.rows().items():
        if len(lines) == 1:
            m.put(copy.cell(lines[0], m.column(ANSWER)), m.request.base.get(name) or None)
    for name, text in m.typed.items():
        # One copy has the text sent out and the other nothing: which was meant is seen.
        assert text or m.request.base.get(name)


def pasted_from_word(m: Mangler) -> None:
    name = next((n for n in m.rows() if not is_line(n) and len(m.rows()[n]) == 1), None)
    if name:
        text = f"{m.text('ワード')}\xa0と\n改行\t字下げ"
        m.answer_cell(name).value = CellRichText(text[:3], TextBlock(InlineFont(b=True), text[3:]))
        m.typed[name] = text


def neighbours_overwritten(m: Mangler) -> None:
    row = m.rows()[m.any_field()][0]
    for heading in (NOTE, LAST, ASKED):
        m.stray(m.sheet.cell(row, m.column(heading)))


def cleaned(m: Mangler) -> None:
    for sheet in m.book:
        sheet.data_validations.dataValidation = []
        sheet.print_title_rows = None
        sheet.auto_filter.ref = None
    m.after.append(_cleaned)


def _cleaned(data: bytes) -> bytes:
    """No properties, and every shared string written into its cell."""
    texts: list[bytes] = []

    def collect(name: str, old: bytes) -> bytes:
        if name == "xl/sharedStrings.xml":
            texts.extend(re.findall(rb"<si>(.*?)</si>", old, re.DOTALL))
        return old

    rezip(data, collect)

    def inline(found: re.Match[bytes]) -> bytes:
        said = texts[int(found[2])]
        return b"<c" + found[1] + b' t="inlineStr"><is>' + said + b"</is></c>"

    def change(name: str, old: bytes) -> bytes | None:
        if name.startswith("docProps") or name == "xl/sharedStrings.xml":
            return None
        if name.endswith("workbook.xml.rels"):
            return re.sub(rb"<Relationship [^>]*sharedStrings[^>]*/>", b"", old)
        if name.startswith("xl/worksheets/"):
            cell = rb'<c((?: [rs]="[^"]*")*) t="s"><v>(\d+)</v></c>'
            return re.sub(cell, inline, old)
        return old

    return rezip(data, change)


def data_sheet_deleted(m: Mangler) -> None:
    del m.book["データ"]
    m.needs_office = True


def data_sheet_emptied(m: Mangler) -> None:
    m.book["データ"].delete_rows(1, 100)
    m.needs_office = True


def data_sheet_damaged(m: Mangler) -> None:
    sheet = m.book["データ"]
    sheet.cell(3, 2).value = str(sheet.cell(3, 2).value)[:-40]
    m.stray(sheet.cell(2, 4))
    m.stray(sheet.cell(9, 1))
    m.needs_office = True


def only_the_table_is_left(m: Mangler) -> None:
    for name in m.book.sheetnames:
        if name != "記入" and len(m.book.sheetnames) > 1:
            if name not in ("書き方", "データ"):
                continue
            m.lose(cell for row in m.book[name] for cell in row)
            del m.book[name]
    m.needs_office = True
    m.after.append(lambda data: rezip(data, _without_properties))


def _without_properties(name: str, old: bytes) -> bytes | None:
    return None if name.startswith("docProps") else old


def cover_deleted(m: Mangler) -> None:
    m.lose(cell for row in m.book["書き方"] for cell in row)
    del m.book["書き方"]


def id_column_deleted(m: Mangler) -> None:
    m.sheet.delete_cols(m.column(FIELD))


def id_column_emptied(m: Mangler) -> None:
    column = m.column(FIELD)
    for at in range(1, m.sheet.max_row + 1):
        m.sheet.cell(at, column).value = None


def both_id_columns_deleted(m: Mangler) -> None:
    m.sheet.delete_cols(m.column(FIELD))
    m.lose(row[0] for row in m.sheet.iter_rows())
    m.sheet.delete_cols(m.column("整理番号"))
    m.doubtful.update(name for name in m.typed)


def headings_deleted(m: Mangler) -> None:
    row = next(r for r in range(1, 30) if m.sheet.cell(r, m.column(ANSWER)).value == ANSWER)
    m.lose(m.sheet[row])
    m.sheet.delete_rows(row)


def headings_changed(m: Mangler) -> None:
    for row in m.sheet.iter_rows(max_row=12):
        for cell in row:
            if cell.value in (ANSWER, "欄", "番号"):
                cell.value = f"{cell.value}※"
                m.strays.append(cell.value)


def top_deleted(m: Mangler) -> None:
    row = next(r for r in range(1, 30) if m.sheet.cell(r, m.column(ANSWER)).value == ANSWER)
    m.lose(cell for cells in m.sheet.iter_rows(max_row=row) for cell in cells)
    m.sheet.delete_rows(1, row)


def wrong_column(m: Mangler) -> None:
    for heading in (NOTE, LAST):
        m.stray(m.sheet.cell(m.rows()[m.any_field()][0], m.column(heading)))


def below_the_table(m: Mangler) -> None:
    m.stray(m.sheet.cell(m.sheet.max_row + 3, m.column(ANSWER)))
    m.stray(m.sheet.cell(m.sheet.max_row + 2, 2))


def above_the_table(m: Mangler) -> None:
    m.sheet.insert_rows(1)
    m.stray(m.sheet.cell(1, 5))


def on_the_cover(m: Mangler) -> None:
    cover = m.book["書き方"]
    m.stray(cover.cell(cover.max_row + 2, 2))
    m.stray(cover.cell(3, 5))


NUMBERS: tuple[tuple[Any, str, str], ...] = (
    (0.4, "0%", "40%"),
    (0.453, "0.0%", "45.3%"),
    (12, "General", "12"),
    (1204, "#,##0", "1,204"),
    (3.5, "0.00", "3.50"),
    (0, "General", "0"),
)


def numbers_typed(m: Mangler) -> None:
    names = [n for n in m.rows() if is_line(n) and not n.endswith("rating")]
    for name in names:
        value, form, text = m.chance.choice(NUMBERS)
        cell = m.answer_cell(name)
        cell.value, cell.number_format = value, form
        m.typed[name] = text


def figures_as_text(m: Mangler) -> None:
    names = [n for n in m.rows() if is_line(n) and not n.endswith("rating")]
    for name in names:
        m.typed[name] = m.chance.choice(("1/2", "0012", "10％", "１２", "3月", "=1+1", "-5", "1e5"))
        m.put(m.answer_cell(name), m.typed[name])


def rows_of_another(m: Mangler) -> None:
    """Somebody copied an item's rows out of another department's form."""
    other = filled_in(random_request(m.chance, "健康課"), m.chance)
    name = other.any_field()
    row = other.rows()[name][0]
    at = m.sheet.max_row + 1
    for cell in other.sheet[row]:
        m.put(m.sheet.cell(at, cell.column), cell.value)
    m.stray(m.sheet.cell(at, m.column(ANSWER)))


def strict(m: Mangler) -> None:
    m.after.append(_strict)


_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
_STRICT = b"http://purl.oclc.org/ooxml/"


def _strict(data: bytes) -> bytes:
    """As Excel saves "Strict Open XML": other namespaces for the same elements."""

    def change(name: str, old: bytes) -> bytes:
        for part in (b"spreadsheetml/2006/main", b"officeDocument/2006/relationships"):
            new = part.replace(b"/2006", b"")
            old = old.replace(_TRANSITIONAL + part, _STRICT + new)
        return old

    return rezip(data, change)


def prefixed(m: Mangler) -> None:
    m.after.append(_prefixed)


def _prefixed(data: bytes) -> bytes:
    """As programs write that name every element: `x:c` for `c`."""

    def change(name: str, old: bytes) -> bytes:
        if not name.startswith("xl/w") and name != "xl/sharedStrings.xml":
            return old
        if name.endswith(".rels"):
            return old
        old = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", old)
        return old.replace(b" xmlns=", b" xmlns:x=")

    return rezip(data, change)


# In the order in which they can follow each other: cells, rows, columns, sheets, the file.
MANGLINGS: tuple[Callable[[Mangler], None], ...] = (
    numbers_typed,
    figures_as_text,
    pasted_from_word,
    wrong_column,
    neighbours_overwritten,
    on_the_cover,
    below_the_table,
    row_inserted_with_text,
    rows_deleted,
    piece_deleted,
    answers_merged,
    answer_merged_with_note,
    answer_merged_into_the_left,
    rows_hidden,
    old_copy_kept,
    sheet_copied,
    sheet_copied_and_changed,
    rows_sorted,
    sorted_without_the_right,
    sorted_without_the_left,
    rows_inserted,
    above_the_table,
    rows_of_another,
    column_inserted,
    column_inserted_with_text,
    columns_moved,
    id_column_emptied,
    id_column_deleted,
    both_id_columns_deleted,
    headings_changed,
    headings_deleted,
    top_deleted,
    sheet_added,
    cover_deleted,
    data_sheet_deleted,
    data_sheet_emptied,
    data_sheet_damaged,
    only_the_table_is_left,
    sheets_renamed,
    cleaned,
    strict,
    prefixed,
)
