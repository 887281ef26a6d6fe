"""What a layout file says, checked: sheets, columns, lines, and the texts that go into them.

`docs/layouts.md` describes the file for those who write one. The values are made by
`layout_files` from TOML; a layout that could be made is complete and can be composed.
"""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from dxdesk.export.layout_texts import (
    LONGEST_TEXT,
    NOTHING,
    DocumentText,
    GroupText,
    HeadingText,
    ItemText,
    RowText,
)
from dxdesk.export.places import OF_DOCUMENT, OF_GROUP, Manner
from dxdesk.sheets.heights import FONT

_MOST_COLUMNS = 40
_MOST_LINES = 200
Size = Annotated[float, Field(ge=5, le=48)]
Width = Annotated[float, Field(ge=2, le=200)]


class _Part(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=lambda name: name.replace("_", "-")
    )


class Align(Enum):
    """Where a text stands between the sides of its cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Style(_Part):
    """How a cell looks; `size` is in points, the layout's own where none is said."""

    size: Size | None = None
    bold: bool = False
    align: Align = Align.LEFT
    middle: bool = False
    shade: bool = False


class Block(_Part):
    """One text of a cell; it is left out when it comes out empty.

    A text about KPIs or the schedule is printed for each of them, a line each. `above` stands
    over it, `gap` is the number of empty lines before it.
    """

    text: RowText
    above: Annotated[str, Field(max_length=LONGEST_TEXT)] = ""
    gap: Annotated[int, Field(ge=0, le=3)] = 0

    @cached_property
    def repeats(self) -> str:
        """What the text is printed for each of: kpi, phase, stage or nothing."""
        about = {name.partition(".")[0] for name in self.text.places}
        return next((kind for kind in ("kpi", "phase", "stage") if kind in about), "")


def _blocks(value: object) -> object:
    """A text alone is a block with nothing else to say."""
    if isinstance(value, str):
        return ({"text": value},)
    if isinstance(value, list):
        each: list[object] = value  # pyright: ignore[reportUnknownVariableType]
        return [{"text": one} if isinstance(one, str) else one for one in each]
    return value


Blocks = Annotated[tuple[Block, ...], BeforeValidator(_blocks), Field(max_length=20)]


class Content(Style):
    """What a cell prints. `number`: a figure is written as a number that can be counted with."""

    text: Blocks
    number: bool = False

    @cached_property
    def places(self) -> frozenset[str]:
        """Every place that is printed in the cell."""
        return frozenset(place for block in self.text for place in block.text.places)


class Cell(Content):
    """One cell of a line."""

    text: Blocks = ()
    span: Annotated[int, Field(ge=1, le=_MOST_COLUMNS)] = 1


class Tally(_Part):
    """A column of the table that counts the ratings."""

    heading: str = ""
    shows: Literal["code", "meaning", "count", "percent"]
    unit: Annotated[str, Field(max_length=10)] = ""
    span: Annotated[int, Field(ge=1, le=_MOST_COLUMNS)] = 1
    align: Align = Align.LEFT


class Summary(_Part):
    """The table that counts the ratings; `total` is the label of its last row, if it has one."""

    column: Annotated[tuple[Tally, ...], Field(min_length=1, max_length=8)]
    total: str = ""
    size: Size = 10.5


class Line(Style):
    """A line before the list, or of a page that is no list: exactly one of its contents.

    `for_each`: the line is printed for each KPI of the item; a summary for each stage behind the
    departments' own. `when`: only where this is not
    empty. A line of text alone that comes out empty is left out.
    """

    space: Annotated[float, Field(ge=0, le=400)] | None = None
    text: ItemText | None = None
    cells: Annotated[tuple[Cell, ...], Field(max_length=_MOST_COLUMNS)] = ()
    summary: Summary | None = None
    overview: bool = False
    for_each: Literal["", "kpi", "stage"] = ""
    when: ItemText | None = None
    height: Annotated[float, Field(ge=0, le=400)] = 0

    @model_validator(mode="after")
    def _one_content(self) -> Line:
        said = (self.space is not None, self.text is not None, bool(self.cells))
        if sum((*said, self.summary is not None, self.overview)) != 1:
            raise ValueError("space、text、cells、summary、overview のどれか1つを書いてください")
        return self


class Column(Content):
    """A column of the list.

    `over` is a heading above those of neighbouring columns that have it in common. `for_each`
    makes a column for each year of the schedule or of the years before, or for each rating behind
    the departments' own; neighbouring columns of stages stand together, stage by stage. `once`: printed at the
    first row of an item or of an inner group, as if the cells below were one. `width_empty` is
    the width where the whole column is empty.
    """

    heading: HeadingText = NOTHING
    over: HeadingText = NOTHING
    width: Width
    width_empty: Width | None = None
    for_each: Literal["", "schedule", "past", "stage"] = ""
    once: Literal["", "item", "group"] = ""


class Headings(_Part):
    """How the groups above the items are printed.

    `as` rows: each a row of the table; sections: the outermost above a table of its own, inner
    ones in columns; none: not at all. `plain` has a text for each level, for groups that have
    neither a label nor, below the outermost level, a number.
    """

    shown: Annotated[Literal["rows", "sections", "none"], Field(alias="as")] = "rows"
    labelled: GroupText = NOTHING
    numbered: GroupText | None = None
    plain: Annotated[tuple[GroupText, ...], Field(min_length=1, max_length=9)] = (NOTHING,)
    size: Size | None = None


class Paper(_Part):
    """What a sheet is printed on."""

    size: Literal["A4", "A3"] = "A4"
    orientation: Literal["landscape", "portrait"] = "landscape"
    header: DocumentText = NOTHING
    page_numbers: bool = True


class Sheet(_Part):
    """A sheet: a page of lines, or a list with a row for each item or KPI; or one for each item."""

    name: ItemText
    rows: Literal["", "item", "kpi"] = ""
    each: Literal["", "item"] = ""
    widths: Annotated[tuple[Width, ...], Field(max_length=_MOST_COLUMNS)] = ()
    paper: Paper | None = None
    line: Annotated[tuple[Line, ...], Field(max_length=_MOST_LINES)] = ()
    groups: Headings = Headings.model_construct(shown="none")
    above: Annotated[tuple[Cell, ...], Field(max_length=_MOST_COLUMNS)] = ()
    column: Annotated[tuple[Column, ...], Field(max_length=_MOST_COLUMNS)] = ()
    filter: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Sheet:
        if self.rows and not self.column:
            raise ValueError("rows のあるシートには [[sheet.column]] が要ります")
        if not self.rows and (self.column or self.above):
            raise ValueError("column と above は rows のあるシートに書きます")
        if not self.rows and not (self.widths and self.line):
            raise ValueError("一覧でないシートには widths と [[sheet.line]] が要ります")
        if any(column.once == "item" for column in self.column) and self.rows != "kpi":
            raise ValueError('once = "item" は rows = "kpi" の一覧に書きます')
        self._says_once()
        if self.rows and self.each:
            raise ValueError("rows と each は一緒に使えません")
        if self.rows and self.widths:
            raise ValueError("一覧の列の幅は [[sheet.column]] の width に書きます")
        self._fits()
        if not self.each:
            self._knows_no_item()
        return self

    def _says_once(self) -> None:
        """Refuse texts of an item that would be printed for the first item of a group alone."""
        for column in self.column:
            places = (place for block in column.text for place in block.text.places)
            wrong = next((place for place in places if place not in OF_GROUP), None)
            if wrong and column.once == "group" and self.rows == "item":
                raise ValueError(f'{{{wrong}}} は once = "group" の列に書けません')

    def _fits(self) -> None:
        # How many years there are, and so columns that are repeated for them, the plan decides.
        columns = len(self.widths) or sum(not column.for_each for column in self.column)
        if not columns:
            raise ValueError("for-each のない列が1つは要ります")
        tables = (line.summary.column for line in self.line if line.summary)
        rows = (self.above, *(line.cells for line in self.line), *tables)
        if any(sum(cell.span for cell in row) > columns for row in rows):
            raise ValueError("列の数より cells、above、summary の span が多くなっています")

    def _knows_no_item(self) -> None:
        """Refuse what is about an item outside its rows: there is none to print."""
        texts = [self.name]
        for line in self.line:
            blocks = (block.text for cell in line.cells for block in cell.text)
            texts += (text for text in (line.text, line.when, *blocks) if text)
        for place in (place for text in texts for place in text.places):
            if place not in OF_DOCUMENT:
                raise ValueError(f"{{{place}}} は項目別のシートと一覧の列にだけ書けます")


class Departments(_Part):
    """How departments are printed: what separates them, and where they sign their texts."""

    between: Annotated[str, Field(min_length=1, max_length=5)] = "、"
    plain_between: Annotated[str, Field(max_length=5)] = ""
    signed: Literal["as-published", "behind", "before"] = "as-published"


class KpiLines(_Part):
    """What stands before an actual; {name} is the KPI's name."""

    lead: Annotated[str, Field(max_length=40)] = "{name}："


class Font(_Part):
    """The font of the whole document; `size` is that of running text."""

    # Excel takes 31 characters.
    family: Annotated[str, Field(max_length=31, pattern=r"^[^\x00-\x1f\ufffe\uffff]+$")] = FONT
    size: Size = 10


class Layout(_Part):
    """A whole layout. `reads_as` names the published form as which it can be read in again."""

    format: Literal[1]
    title: Annotated[str, Field(min_length=1, max_length=60)]
    reads_as: Literal["", "three-column", "wide"] = ""
    document: Annotated[str, Field(max_length=100)] = "{plan}"
    font: Font = Font()
    paper: Paper = Paper()
    departments: Departments = Departments()
    kpi: KpiLines = KpiLines()
    sheet: Annotated[tuple[Sheet, ...], Field(min_length=1, max_length=10)]

    def manner(self, published_as: str) -> Manner:
        """How lists and leads are printed; `published_as` is the plan's own form."""
        departments = self.departments
        return Manner(
            departments.between,
            departments.plain_between or departments.between,
            self.kpi.lead,
            self.document,
            bool(self.reads_as) and self.reads_as == published_as,
        )

    @property
    def places(self) -> tuple[str, ...]:
        """Every place that a text of an item or KPI is printed in."""
        cells = (
            cell
            for sheet in self.sheet
            for cell in (
                *sheet.column,
                *sheet.above,
                *(c for line in sheet.line for c in line.cells),
            )
        )
        blocks = (block for cell in cells for block in cell.text)
        lines = (line.text for sheet in self.sheet for line in sheet.line if line.text)
        return tuple(
            place
            for template in (*(block.text for block in blocks), *lines)
            for place in template.places
        )
