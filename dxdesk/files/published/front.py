"""What stands around the table: title, year, municipality, period and rating scale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dxdesk.domain.plan import Grade, Stated, YearStyle
from dxdesk.domain.text import fold, one_line, read_year, squeeze

from .grid import Row
from .legend import LONGEST_CODE, MOST_CODES, grade

_QUOTED = re.compile(r"[「『]([^「」『』]*)[」』]")
_MUNICIPALITY = re.compile(r"^(?P<name>[^\s「」（）()]{1,6}?[都道府県市区町村])(?=\S)")
_ALONE = re.compile(r"^\S{1,6}[都道府県市区町村]$")
_REPORT_YEAR = re.compile(r"(?:令和|平成)\s*(?:[\d０-９]{1,2}|元)\s*年度")
_WESTERN_YEAR = re.compile(r"(?:実績|評価|進捗|報告)[^。]{0,12}\((?P<year>\d{4})年度\)")
_PLAIN_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年度(?!\s*(?:まで|から|以降|末|開始))")
_COLUMN_YEAR = re.compile(r"(?P<year>\d{4})\s*[(（](?:令和|平成)\s*(?:\d{1,2}|元)[)）]\s*年度")
_PERIOD = re.compile(
    r"(?P<first>(?:令和|平成)\s*(?:\d{1,2}|元)|\d{4})\s*(?:年度?)?\s*(?:から|~|-)\s*"
    r"(?P<last>(?:令和|平成)\s*(?:\d{1,2}|元)|\d{4})\s*(?:年度)?"
)
_TITLE_TAIL = re.compile(r"[ \u3000]+\S*(?:一覧|報告書|評価結果|実績|進捗状況)\S*$")
_PERIOD_TAIL = re.compile(r"[（(][^（）()]*年度?[^（）()]*[~～〜－-][^（）()]*[)）]$")
# What plans are called besides 計画.
_OTHER_PLAN = re.compile(r"プラン|戦略|構想|ビジョン|プログラム")
_SCALE_HEAD = re.compile(r"評価")
_COUNT = re.compile(r"^\d+(?:件|項目|施策|事業)?$")
_NUMBER = re.compile(r"\d+")
_PERCENT = re.compile(r"^\d{1,3}(?:\.\d+)?%$")
# A sentence that speaks of how many items, or of what share of them.
_OF_THE_LIST = re.compile(
    r"[\d一二三四五六七八九十]\s*(?:つ?の)?(?:取組項目|項目|施策|事業|取組|割|分の)|\d%|半数|評価\S{0,9}\d件"
)
_LONGEST_PLAN = 30


@dataclass
class Front:
    """What was found so far; empty where nothing was."""

    titles: list[str] = field(default_factory=list[str])
    other_titles: list[str] = field(default_factory=list[str])
    quoted: str = ""
    municipality: str = ""
    year: int | None = None
    year_style: YearStyle = YearStyle.WESTERN
    years: tuple[int, ...] = ()
    scale: list[Grade] = field(default_factory=list[Grade])
    counts: dict[str, int] = field(default_factory=dict[str, int])
    percents: dict[str, str] = field(default_factory=dict[str, str])
    total: int | None = None
    closing: list[str] = field(default_factory=list[str])

    def read_line(self, line: str) -> None:
        """Look at a line outside the table."""
        text = " ".join(line.split())
        quoted = (title for title in _QUOTED.findall(text) if "計画" in title)
        self.quoted = self.quoted or next(quoted, "")
        if _ALONE.match(squeeze(text)) and not self.municipality:
            self.municipality = squeeze(text)
        elif "計画" in text and len(text) < 100 and "。" not in text:
            self.titles.append(text)
        elif _OTHER_PLAN.search(text) and len(text) < 100 and "。" not in text:
            self.other_titles.append(text)
        elif "。" in text and _OF_THE_LIST.search(fold(text)):
            self.closing.append(text)
        self.read_years(text)

    def read_years(self, text: str) -> None:
        """Look for the year that the document reports on, and for the plan's period."""
        folded = fold(" ".join(text.split()))
        period = _PERIOD.search(folded)
        if period and not self.years:
            first, last = read_year(period["first"]), read_year(period["last"])
            if first and last and first <= last <= first + _LONGEST_PLAN:
                self.years = tuple(range(first, last + 1))
        reported = _REPORT_YEAR.search(folded)
        if reported and self.year is None and not period:
            self.year, self.year_style = read_year(reported[0]), YearStyle.ERA
        column = _COLUMN_YEAR.search(folded)
        if self.year is None and not column:
            column = _WESTERN_YEAR.search(folded)
        if self.year is None and not column and not period and "。" not in folded:
            column = _PLAIN_YEAR.search(folded)
        if column:
            self.year, self.year_style = int(column["year"]), YearStyle.WESTERN

    def read_column_year(self, heading: str) -> None:
        """Take the year of a column of results, where no line has said it."""
        year = read_year(heading)
        if self.year is None and year:
            western = str(year) in fold(heading)
            self.year, self.year_style = year, YearStyle.WESTERN if western else YearStyle.ERA

    def read_scale_row(self, cells: Sequence[str]) -> bool:
        """Take a row `code, meaning, count…` of the count table; False when it is none.

        The meaning may be left out where a legend has it.
        """
        filled = [cell.strip() for cell in cells if cell.strip()]
        if len(filled) > 1 and _COUNT.match(fold(squeeze(filled[1]))):
            filled.insert(1, "")
        if len(filled) < 3 or not _COUNT.match(fold(squeeze(filled[2]))):
            return False
        if len(filled[0]) > LONGEST_CODE or len(self.scale) >= MOST_CODES:
            return False
        code, meaning = filled[0], one_line(filled[1])
        if code not in self.counts:
            self.scale.append(grade(code, meaning))
            self.counts[code] = int(re.sub(r"\D", "", fold(filled[2])))
            printed = (fold(squeeze(cell)) for cell in filled[3:])
            if percent := next(filter(_PERCENT.match, printed), ""):
                self.percents[code] = percent
        return True

    def read_total(self, row: Row) -> None:
        """Take the row that sums the count table up."""
        numbers = (_NUMBER.match(fold(squeeze(cell))) for cell in row.filled[1:])
        found = next(filter(None, numbers), None)
        if found and self.total is None:
            self.total = int(found[0])

    @property
    def stated(self) -> Stated | None:
        """What the document says of its own list; None where it says nothing."""
        if not self.counts and not self.closing:
            return None
        return Stated(self.counts, self.percents, self.total, "\n".join(self.closing))

    @property
    def title(self) -> str:
        """The plan's name: as quoted in the text, else the first line that names a plan."""
        return self.quoted or _TITLE_TAIL.sub("", _PERIOD_TAIL.sub("", self.document_title))

    @property
    def document_title(self) -> str:
        """The first line that names the plan, with what the document calls itself."""
        return next(iter([*self.titles, *self.other_titles]), "")

    @property
    def place(self) -> str:
        """The municipality, from a line of its own or from the head of the title."""
        if self.municipality:
            return self.municipality
        found = _MUNICIPALITY.match(self.title)
        return found["name"] if found else ""


def is_scale_head(row: Row) -> bool:
    """Whether a row heads a count table (自己評価 … 割合, or 評価 内容 施策数)."""
    filled = [squeeze(cell) for cell in row.filled]
    return (
        2 <= len(filled) <= 6
        and bool(_SCALE_HEAD.search(filled[0]))
        and len(filled[0]) < 8
        and any(re.search(r"数|割合", cell) for cell in filled[1:])
    )


def is_total(row: Row) -> bool:
    """Whether a row sums a count table up."""
    filled = [squeeze(cell) for cell in row.filled]
    return bool(filled) and filled[0] in ("合計", "計", "総計") and len(filled) > 1
