"""From raw items to the plan's items and their answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from dxdesk.domain.cells import read_blocks
from dxdesk.domain.fields import RATING, RATING_NOTE, field_of
from dxdesk.domain.plan import Column, Item, Kpi, Phase, Slot
from dxdesk.domain.reading import Noted
from dxdesk.domain.text import likeness, one_line, squeeze

from .again import find_repeated
from .aims import without_wish
from .departments import is_department, split_list, units_in
from .kpi_columns import kpis_of
from .kpi_lines import Line, read_list, split_bracketed
from .notes import Notes
from .raw import CONTENT, ISSUES, RESULT, RawItem, RawTable, joined
from .sections import SECTION_HEAD, SECTION_OF

_SCHEDULE_LINE = re.compile(r"^(?P<year>[^：:]{4,12})(?P<colon>[：:])(?P<label>.+)$")
_ALIKE = 0.5


@dataclass
class Built:
    """The items with their answers."""

    items: list[Item] = field(default_factory=list[Item])
    answers: dict[str, str] = field(default_factory=dict[str, str])


def build(table: RawTable, notes: Notes, *, ours: bool, codes: tuple[str, ...]) -> Built:
    """Understand every raw item."""
    names = _departments(table, notes)
    everyone = tuple(dict.fromkeys(name for listed in names for name in listed))
    built = Built()
    for count, (raw, departments) in enumerate(zip(table.items, names, strict=True), 1):
        builder = _Builder(raw, departments, everyone, notes, ours=ours)
        builder.item = Item(
            f"i{count:03}",
            raw.no,
            raw.title,
            departments,
            raw.group,
            schedule=tuple(raw.schedule),
        )
        builder.read_question()
        builder.read_answer()
        builder.read_rating(codes)
        built.items.append(builder.item)
        built.answers |= builder.answers
    _note_numbers(table, notes)
    built.items = find_repeated(built.items, table.items, built.answers, notes)
    return built


def _departments(table: RawTable, notes: Notes) -> list[tuple[str, ...]]:
    """Split every list of departments, knowing from the others which middle dots belong to names."""
    units = units_in(raw.names for raw in table.items)
    found: list[tuple[str, ...]] = []
    for raw in table.items:
        if not raw.names:
            notes.add(raw.place, Noted.DEPARTMENT_MISSING, item=raw.no)
            found.append(())
            continue
        names, separator, doubtful = split_list(raw.names, units)
        if len(names) == 1 and not is_department(names[0]) and raw.title:
            # （GIS） at the end of a title is part of the title, not who does it.
            notes.add(raw.place, Noted.DEPARTMENT_DOUBTFUL, item=raw.no, about=names[0])
        elif doubtful:
            notes.add(raw.place, Noted.DEPARTMENT_DOUBTFUL, item=raw.no, about="、".join(names))
        # Counted in the text: a list may end with one, and nobody behind it.
        separators = raw.names.count(separator) if separator else 0
        notes.mark(raw.place, *[separator] * separators, item=raw.no)
        found.append(names)
    return found


def _note_numbers(table: RawTable, notes: Notes) -> None:
    seen: set[str] = set()
    for raw in table.items:
        if raw.no in seen:
            notes.add(raw.place, Noted.NUMBER_TWICE, item=raw.no)
        seen.add(raw.no)


class _Builder:
    """Reads one item's cells. Everything taken out of a cell is noted or kept in the item."""

    item: Item

    def __init__(
        self,
        raw: RawItem,
        departments: tuple[str, ...],
        everyone: tuple[str, ...],
        notes: Notes,
        *,
        ours: bool,
    ) -> None:
        self._raw = raw
        self._signers = everyone if len(departments) > 1 else departments
        self._notes = notes
        self._place = raw.rows[0].place if raw.rows else raw.place
        self._cells = [joined(raw, column, ours=ours) for column in (CONTENT, RESULT, ISSUES)]
        self.answers: dict[str, str] = {}

    def _mark(self, *texts: str) -> None:
        self._notes.mark(self._place, *texts, item=self._raw.no)

    def _note(self, noted: Noted, text: str = "", about: str = "") -> None:
        self._notes.add(self._place, noted, text, item=self._raw.no, about=about)

    def _sections(self, text: str, *kinds: str) -> dict[str, str]:
        """Split a cell at the headings of these kinds; "" is what stands before any."""
        texts: dict[str, list[str]] = {"": []}
        start, kind = 0, ""
        for head in SECTION_HEAD.finditer(text):
            found = SECTION_OF[head["word"]]
            if found not in kinds:
                continue
            texts[kind].append(text[start : head.start()])
            self._mark(head["open"] + head["word"] + head["close"])
            texts.setdefault(found, [])
            start, kind = head.end(), found
        texts[kind].append(text[start:])
        return {
            name: "\n".join(piece.strip("\n") for piece in pieces if piece.strip())
            for name, pieces in texts.items()
        }

    def read_question(self) -> None:
        """Content, goal, schedule and KPIs with their targets."""
        sections = self._sections(self._cells[CONTENT], "content", "goal", "schedule", "kpi")
        content = "\n".join(t for t in (sections[""], sections.get("content", "")) if t)
        goal = "\n".join(t for t in (sections.get("goal", ""), self._raw.goal) if t)
        lines = read_list(sections.get("kpi", ""), asked=True)
        goal, in_goal = split_bracketed(goal, anywhere=True, asked=True)
        content, in_content = split_bracketed(content, anywhere=False, asked=True)
        kpis: list[Kpi] = []
        for count, line in enumerate([*in_content, *in_goal, *lines], 1):
            kpis.append(Kpi(f"k{count}", line.name, line.value))
            if line.added:
                self._note(Noted.ADDED, line.added)
            # What stands around name and value, such as a bullet or an arrow.
            self._mark(_without(line.source or line.lead_in, line.name, line.source and line.value))
        for raw in self._raw.kpis:
            for kpi, actual in kpis_of(raw, len(kpis) + 1, self._notes, self._raw.no):
                kpis.append(kpi)
                if actual:
                    self.answers[field_of(self.item, kpi.id)] = actual
        schedule = [*self.item.schedule, *self._read_schedule(sections.get("schedule", ""))]
        self.item = replace(
            self.item,
            content=content.strip(),
            goal=goal.strip(),
            kpis=tuple(kpis),
            schedule=tuple(schedule),
        )

    def _read_schedule(self, text: str) -> list[Phase]:
        phases: list[Phase] = []
        for line in text.split("\n"):
            found = _SCHEDULE_LINE.match(line.strip())
            if found:
                self._mark(found["year"] + found["colon"])
                phases.append(Phase(squeeze(found["year"]), found["label"].strip()))
            elif line.strip():
                phases.append(Phase("", line.strip()))
        return phases

    def read_answer(self) -> None:
        """The blocks of both columns, the actuals and the reason for the rating."""
        result = self._sections(self._cells[RESULT], "kpi", "note")
        issues = self._sections(self._cells[ISSUES], "kpi", "note")
        reasons = (result.get("note", ""), issues.get("note", ""), self._raw.note)
        if any(reasons):
            self.answers[field_of(self.item, RATING_NOTE)] = "\n".join(filter(None, reasons))
        for name, said in self._raw.stages.items():
            self.answers[field_of(self.item, name)] = said
        if issues.get("kpi"):
            self._note(Noted.KPI_MOVED)
        text = result[""]
        lines = [*read_list(result.get("kpi", "")), *read_list(issues.get("kpi", ""))]
        listed = bool(lines)
        if not lines:
            text, lines = split_bracketed(text, anywhere=False)
        left = self._match(lines, listed=listed)
        if left:
            text = "\n".join([text, *left]).strip("\n")
        self._read_column(Column.RESULT, text)
        self._read_column(Column.ISSUES, issues[""])

    def _match(self, lines: list[Line], *, listed: bool) -> list[str]:
        """Give each line its KPI: by name, else by likeness, else in a list by order.

        Returns the lines that no KPI takes; they stay in the text.
        """
        free = [kpi for kpi in self.item.kpis if field_of(self.item, kpi.id) not in self.answers]
        pairs: dict[int, Kpi] = {}
        for least in (1.0, _ALIKE):
            for index, line in enumerate(lines):
                if index in pairs or not free:
                    continue
                best = max(free, key=lambda kpi: _alike(kpi, line))
                if _alike(best, line) >= least:
                    pairs[index] = best
                    free.remove(best)
        rest = [index for index in range(len(lines)) if index not in pairs]
        if listed and len(rest) == len(free):
            pairs |= dict(zip(rest, free, strict=True))
            free = []
        left: list[str] = []
        for index, line in enumerate(lines):
            if index in pairs:
                self._take_actual(line, pairs[index])
            else:
                left.append(line.source or line.lead_in + line.value)
                self._note(Noted.KPI_LEFT_IN_TEXT, about=line.name)
        for kpi in free:
            self._note(Noted.KPI_WITHOUT_ACTUAL, about=kpi.name)
        return left

    def _take_actual(self, line: Line, kpi: Kpi) -> None:
        self.answers[field_of(self.item, kpi.id)] = one_line(line.value)
        canonical = likeness(kpi.name, line.name) == 1.0 and squeeze(kpi.name) == squeeze(line.name)
        if canonical and line.marks:
            self._mark(_without(line.source or line.lead_in, line.source and line.value))
            return
        if not canonical:
            self._note(Noted.KPI_MATCHED, about=f"{line.name} → {kpi.name}")
        self._mark(*(("【", "】") if line.source else ()))
        kpis = tuple(replace(k, lead_in=line.lead_in) if k is kpi else k for k in self.item.kpis)
        self.item = replace(self.item, kpis=kpis)

    def _read_column(self, column: Column, text: str) -> None:
        slots = list(self.item.slots)
        for count, block in enumerate(read_blocks(text, self._signers), 1):
            departments = block.departments
            if not departments and len(self.item.departments) == 1:
                departments = self.item.departments
            slot = Slot(
                f"{column.value}-{count}",
                column,
                block.part,
                departments,
                block.signature,
                block.opens,
            )
            slots.append(slot)
            self.answers[field_of(self.item, slot.id)] = block.text
            if not departments and block.text and len(self.item.departments) > 1:
                self._note(Noted.WRITER_UNKNOWN, about=column.value + block.part)
            if departments and not set(departments) <= set(self.item.departments):
                self._note(Noted.DEPARTMENT_DOUBTFUL, about="、".join(departments))
        self.item = replace(self.item, slots=tuple(slots))

    def read_rating(self, codes: tuple[str, ...]) -> None:
        """The rating that the table's reader found."""
        code = self._raw.rating or ""
        if not code and not self._raw.rating_in_words:
            self._note(Noted.RATING_MISSING)
        elif codes and code not in codes:
            self._note(Noted.RATING_UNKNOWN, about=code)
        if code:
            self.answers[field_of(self.item, RATING)] = code


def _alike(kpi: Kpi, line: Line) -> float:
    """How alike the names are; what is wished of the figure is no part of either."""
    return likeness(without_wish(kpi.name), without_wish(line.name))


def _without(text: str, *parts: str) -> str:
    """What is left of a line when its name and value are taken out once each."""
    for part in parts:
        if part:
            text = text.replace(part, "", 1)
    return text
