"""What the columns of a table are, told by their headings of up to three rows.

Every table that has a title for each measure, and a rating or figures beside it, is read by
what its columns are called. `ROLES` says which words make which column; the first that fits
counts, so that 目標値 is a figure and 目標 without figures beside it is what is aimed at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from itertools import pairwise

from dxdesk.domain.text import fold, read_year, squeeze

from .grid import Row
from .stages import STAGE_WORD, Stages

_LONGEST = 40
DEEPEST = 3


class Role(Enum):
    """What stands in a column."""

    PHASE = "phase"
    RESPONSE = "response"
    COMMENT = "comment"
    REASON = "reason"
    RATING = "rating"
    UNIT = "unit"
    ASIDE = "aside"
    TARGET = "target"
    ACTUAL = "actual"
    BASELINE = "baseline"
    AIM = "aim"
    KPI = "kpi"
    NO = "no"
    GROUP_NO = "group-no"
    NAMES = "names"
    CONTENT = "content"
    GOAL = "goal"
    ISSUES = "issues"
    RESULT = "result"
    GROUP = "group"
    TITLE = "title"


# The columns that say something of an indicator which another one names.
KPI_FIGURES = (Role.UNIT, Role.BASELINE, Role.TARGET, Role.ACTUAL, Role.AIM)
# Of a path like 「外部評価/意見」: the whole, folded, from the outer heading to the inner one.
_ROLES = (
    (Role.PHASE, r"^(?:スケジュール|年次計画|工程)"),
    (Role.RESPONSE, r"(?:対応|反映)(?:状況|方針|内容|結果)?$|への対応"),
    (
        Role.COMMENT,
        r"(?:外部|有識者|委員|審議会|市民|第三者)\S*(?:意見|コメント|提言|講評|所見)\S*$",
    ),
    (Role.ASIDE, r"(?:前回|前年度?|昨年度?)の?\S{0,4}(?:評価|判定|ランク)(?:結果|区分)?$"),
    (Role.REASON, r"(?:評価|判定)\S*(?:理由|根拠|説明|補足|コメント|所見|意見|考え方)$|^理由$"),
    (
        Role.BASELINE,
        r"(?:^|/)\(?(?:KPI|成果|活動|指標|数値|計画|プラン|の)*(?:(?:基準(?:年度?|時点?)?|当初|初期|"
        r"(?:策定|開始|スタート)時点?|ベースライン)の?(?:現状|実績)?|現状)の?(?:数?値)?\)?(?:\(\S*\))?$",
    ),
    (Role.ACTUAL, r"実績値|(?:KPI|指標)\S*/\S*実績|現況値|^実績/(?:\S*/)?(?:R?\d|令和|平成)"),
    (Role.TARGET, r"目標値|(?:KPI|指標)\S*/\S*目標|^目標/(?:\S*/)?(?:R?\d|令和|平成)"),
    (
        Role.RATING,
        r"(?:評価|判定|ランク|進捗区分|進捗度|達成区分|達成状況の?区分)(?:結果|区分|記号)?(?:\(\S*\))?(?:/\S*)?$",
    ),
    (Role.UNIT, r"単位$"),
    (Role.ASIDE, r"(?:基準|現状|策定時|当初|初期)値?(?:\(\S*\))?$|達成率|達成度"),
    (
        Role.KPI,
        r"(?:KPI|指標)\(?\d{0,2}\)?(?:/?(?:名|名称|項目|KPI|指標|内容)\(?\d{0,2}\)?|\(KPI\))?$",
    ),
    (Role.NO, r"^(?:NO\.?|\S{0,4}番号|項番|通番|連番|ID|#)$"),
    (
        Role.NAMES,
        r"^(?:主?担当|所管|主管|実施|関係|取りまとめ)(?:課|部|室|所属|部署|部局|組織|主体|者)*名?$|^(?:部署|所属|部局|課|課室)名?$",
    ),
    (Role.GOAL, r"^(?:取組目標|到達目標|目標|目的|ねらい|目指す姿)$"),
    (Role.RESULT, r"実績|取組状況|実施状況|成果|(?:取組|実施)結果|実施内容"),
    (Role.ISSUES, r"課題|今後|改善|方向性|次年度|来年度|予定"),
    (Role.CONTENT, r"^(?:取組|事業|施策|実施)?の?(?:内容|概要|計画)$"),
    (
        Role.GROUP,
        r"^(?:基本目標|基本方針|取組方針|方針|柱|施策の柱|分野|戦略|政策|基本施策|大項目|中項目|区分|重点\S{1,4})$",
    ),
    (
        Role.TITLE,
        r"^(?:具体的な?|個別|主な)?(?:取組み?|施策|事業|項目)(?:項目|施策|事業|事項)?(?:名|名称)?$",
    ),
)
ROLES = tuple((role, re.compile(words)) for role, words in _ROLES)
_TITLE = dict(ROLES)[Role.TITLE]
_SUBHEADING = re.compile(
    r"評価|判定|理由|根拠|コメント|意見|所見|対応|目標|実績|基準|現状|策定|当初|初期|単位|指標|KPI|^名称?$|達成|課題|"
    r"方向|向き|増減|[↑↓]|"
    r"[上下]半?期|前期|後期|四半期|通期|年間|合計|^計$|年度|^[RH]\d|^20\d\d|区分|担当課|所管課|事務局"
)
# What may be a rating or a report, and is whichever the table has no other column for.
_PROGRESS = re.compile(r"(?:^|/)(?:進捗|進捗状況|達成状況)$")
# A rating where neither one nor figures stand in another column.
_DEGREE = re.compile(r"(?:^|/)達成度$")
_RATED_OR_MEASURED = frozenset({Role.RATING, Role.TARGET, Role.ACTUAL})
_HALF = re.compile(
    r"上半期|下半期|上期|下期|前期|後期|前半|後半|第?[1-4一二三四]四半期|\d{1,2}月末(?:現在|時点)?"
)
_YEAR = re.compile(
    r"(?:[RH]\d{1,2}|(?:令和|平成)(?:\d{1,2}|元)|20\d\d)(?:\((?:令和|平成|R)?(?:\d+|元)\))?年?度?(?:の|末)?"
)
_KPI_WORD = re.compile("指標|KPI")
_FIGURE_WORDS = {"目標": Role.TARGET, "実績": Role.ACTUAL}
_OF_ONE_YEAR = (Role.RESULT, Role.RATING, Role.REASON)
_YEARLY = frozenset({Role.TARGET, Role.ACTUAL, Role.BASELINE, *_OF_ONE_YEAR})
_FIGURES = frozenset({Role.TARGET, Role.ACTUAL, Role.BASELINE})
_HALVED = frozenset({Role.TARGET, Role.ACTUAL, Role.RESULT})
_NOT_IN_OLD_SHAPES = frozenset({Role.TARGET, Role.ACTUAL, Role.REASON, Role.COMMENT, Role.RESPONSE})
# Where one heading fits two columns, the first is meant, and the others are told of.
_ONLY_ONE = frozenset({Role.NAMES, Role.KPI, Role.UNIT})


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: where it stands, what is in it, and for which stage, half and year.

    `stage` is empty for the department's own rating. `path` are the headings as printed, the
    outermost first.
    """

    at: int
    role: Role
    path: tuple[str, ...]
    stage: str = ""
    half: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Columns:
    """All columns of a table, the heading rows they were told by, and the stages of rating.

    `unknown` are the headings of the columns that could be anything.
    """

    headings: tuple[Heading, ...]
    rows: int
    stages: Stages
    unknown: Mapping[int, tuple[str, ...]]

    @cached_property
    def by_role(self) -> dict[Role, tuple[Heading, ...]]:
        """Columns by what is in them, from the left."""
        return {role: tuple(h for h in self.headings if h.role is role) for role in Role}

    def first(self, role: Role) -> int | None:
        """Where the first column of a role stands."""
        found = self.by_role[role]
        return found[0].at if found else None

    @cached_property
    def says_more(self) -> bool:
        """Whether there are columns that the two old shapes have no place for."""
        ratings = self.by_role[Role.RATING]
        return len(ratings) > 1 or any(h.role in _NOT_IN_OLD_SHAPES for h in self.headings)

    @cached_property
    def indicators(self) -> tuple[tuple[Heading | None, tuple[Heading, ...]], ...]:
        """The column that names an indicator, and those that say something of it; of several each."""
        names = self.by_role[Role.KPI]
        said = [h for h in self.headings if h.role in KPI_FIGURES]
        if len(names) < 2:
            return ((next(iter(names), None), tuple(said)),)
        starts = [0, *(name.at for name in names[1:]), self.headings[-1].at + 1]
        return tuple(
            (name, tuple(h for h in said if start <= h.at < end))
            for name, (start, end) in zip(names, pairwise(starts), strict=True)
        )

    def of_year(self, year: int | None) -> Columns:
        """The same for a plan of this year, which has a place for one actual and one baseline.

        現状値 of the year itself is its actual where nothing else is; what is left over is set aside.
        """
        actual = any(h.year in (None, year) for h in self.by_role[Role.ACTUAL])
        based = False
        found: list[Heading] = []
        for heading in self.headings:
            role = heading.role
            based = based and role is not Role.KPI
            if role is Role.ACTUAL and heading.year not in (None, year):
                role = Role.ASIDE
            elif role is Role.BASELINE and year and heading.year == year and not actual:
                role, actual = Role.ACTUAL, True
            elif role is Role.BASELINE:
                role, based = Role.ASIDE if based else role, True
            found.append(replace(heading, role=role))
        return replace(self, headings=tuple(found))

    @property
    def is_table(self) -> bool:
        """Whether these are the columns of a list of measures."""
        roles = {heading.role for heading in self.headings}
        rated = Role.RATING in roles or {Role.TARGET, Role.ACTUAL} <= roles
        told = roles & {Role.RESULT, Role.ACTUAL, Role.CONTENT, Role.ISSUES}
        return Role.TITLE in roles and rated and bool(told) and len(roles) >= 4


def find_columns(rows: Sequence[Row]) -> Columns | None:
    """Read the heading that begins in the first of these rows; None where it is none."""
    top = rows[0]
    if len(top.filled) < 4 or any(len(squeeze(cell)) > _LONGEST for cell in top.filled):
        return None
    if not any(_is_title(word_of(cell)) for cell in top.filled):
        return None
    count = 1
    while count < min(DEEPEST, len(rows)) and _is_subheading(rows[count]):
        count += 1
    columns = _columns(_paths(rows[:count]), count)
    return columns if columns.is_table else None


def _is_title(word: str) -> bool:
    """Whether a word heads the titles; asked of every row, so the other roles are looked for last."""
    named = _TITLE.search(word) or _TITLE.search(_YEAR.sub("", word).strip("/"))
    return bool(named) and _role((word,)) is Role.TITLE


def word_of(cell: str) -> str:
    """A heading in the one spelling that words are looked for in."""
    return fold(squeeze(cell)).upper().strip("【】[]「」<>")


def _is_subheading(row: Row) -> bool:
    words = [word_of(cell) for cell in row.filled]
    fits = (len(word) <= 20 and _SUBHEADING.search(word) for word in words)
    return len(words) > 1 and "。" not in "".join(words) and all(fits)


def _paths(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The headings over each column; one over several columns stands at the first alone."""
    width = max(len(row.cells) for row in rows)
    lines = [[*row.cells, *[""] * (width - len(row.cells))] for row in rows]
    paths: list[tuple[str, ...]] = []
    for at in range(width):
        path: list[str] = []
        for depth, line in enumerate(lines):
            text = squeeze(line[at])
            if not text and any(squeeze(below[at]) for below in lines[depth + 1 :]):
                # Under the heading to the left, where that one has no column of its own here.
                text = paths[at - 1][depth] if at and len(paths[at - 1]) > depth + 1 else ""
            if text:
                path.append(text)
        paths.append(tuple(path))
    return paths


def _columns(paths: Sequence[tuple[str, ...]], count: int) -> Columns:
    all_words = fold("".join(map("".join, paths))).upper()
    # Beside an indicator 目標 is a figure, unless another column is called 目標値.
    figures = frozenset(
        word
        for word in _FIGURE_WORDS
        if f"{word}値" not in all_words and _KPI_WORD.search(all_words)
    )
    words = [tuple(map(word_of, path)) for path in paths]
    roles = _settled([_role(path, figures) if path else None for path in words], words)
    years = [
        read_year("/".join(path)) if role in _YEARLY else None
        for role, path in zip(roles, paths, strict=True)
    ]
    roles = _of_latest_year(roles, years)
    stages = Stages()
    found: list[Heading] = []
    for at, (role, path) in enumerate(zip(roles, paths, strict=True)):
        if role is None:
            continue
        stage = stages.of(role.value, path) if role.value in Stages.ROLES else ""
        half = _HALF.search("/".join(words[at])) if role in _HALVED else None
        found.append(Heading(at, role, path, stage, half[0] if half else "", years[at]))
    unknown = {at: path for at, path in enumerate(paths) if path and roles[at] is None}
    return Columns(tuple(found), count, stages, unknown)


def _of_latest_year(roles: Sequence[Role | None], years: Sequence[int | None]) -> list[Role | None]:
    """Ratings and reports of earlier years, beside those of the latest, are set aside."""
    latest = {
        role: max(
            (year for other, year in zip(roles, years, strict=True) if other is role and year),
            default=None,
        )
        for role in _OF_ONE_YEAR
    }
    return [
        Role.ASIDE if year and role in latest and year != latest[role] else role
        for role, year in zip(roles, years, strict=True)
    ]


def _settled(roles: Sequence[Role | None], words: Sequence[tuple[str, ...]]) -> list[Role | None]:
    """The roles where each column alone left some open.

    Of several titles and numbers the innermost are the item's, the others those of its groups.
    """
    settled = list(roles)
    names = next((at for at, role in enumerate(roles) if role is Role.NAMES), len(roles))
    titles = [at for at, role in enumerate(roles) if role is Role.TITLE]
    inner = max((at for at in titles if at < names), default=next(iter(titles), -1))
    numbers = [at for at, role in enumerate(roles) if role is Role.NO]
    own = max((at for at in numbers if at < inner), default=next(iter(numbers), -1))
    for at, role in enumerate(roles):
        if role is Role.TITLE and at != inner:
            settled[at] = Role.GROUP if at < inner else Role.CONTENT
        elif role is Role.NO and at != own:
            settled[at] = Role.GROUP_NO if at < own else None
        elif role in _ONLY_ONE and role in _of_one_indicator(settled[:at], role):
            settled[at] = None
        elif role is None and words[at] and _PROGRESS.search("/".join(words[at])):
            settled[at] = Role.RESULT if Role.RATING in roles else Role.RATING
        elif role is Role.ASIDE and _DEGREE.search("/".join(words[at])):
            settled[at] = role if _RATED_OR_MEASURED.intersection(roles) else Role.RATING
    return settled


def _of_one_indicator(before: Sequence[Role | None], role: Role) -> Sequence[Role | None]:
    """Those of the columns before that may be of the same indicator: 指標1, 実績値, 指標2, 実績値."""
    start = max((at for at, other in enumerate(before) if other is Role.KPI), default=0)
    here = before[start:]
    begins_another = role is Role.KPI and bool(_FIGURES & set(here))
    return () if begins_another else here if role is Role.UNIT else before


def _role(words: tuple[str, ...], figures: frozenset[str] = frozenset()) -> Role | None:
    """What a column is; `figures` are the words that mean an indicator's figures here."""
    whole = "/".join(words)
    plain = _YEAR.sub("", whole).strip("/")
    for word in figures:
        if re.fullmatch(rf"(?:年間|年度|各年度|最終|中間)?{word}(?:/.*)?", plain):
            return _FIGURE_WORDS[word]
    if len(words) > 1 and STAGE_WORD.search(words[0]) and "評価" in words[0]:
        whole = f"評価{whole}"
    candidates = (whole, plain)
    return next(
        (role for role, wording in ROLES if any(map(wording.search, candidates))),
        None,
    )
