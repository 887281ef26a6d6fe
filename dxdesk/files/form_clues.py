"""What the sheets of a form say of the request that they are of, where its data is gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dxdesk.domain.asking import Request, Submission
from dxdesk.files.archive import MB, Archive
from dxdesk.files.form_cover import HEAD_LINE, facts
from dxdesk.files.form_layout import BY, FIELD_ID, FORM_NUMBER, MARK, NUMBER, Role
from dxdesk.files.gate import Sheet
from dxdesk.files.xml_parts import read_xml
from dxdesk.sheets.cell_text import visible

_PROPERTIES = "docProps/core.xml"
_TAG = re.compile(r"[A-Z2-7]{6}")
_LEAST_HEADINGS = 4
_LABELS = frozenset(
    {"計画", "自治体", "年度", "担当課", "回", "提出期限", "締切", BY, NUMBER, FORM_NUMBER}
)


@dataclass(frozen=True, slots=True)
class Clue:
    """What a form says of its request.

    That is the tag on its sheets, the id in the file's properties, and the texts beside the
    labels of its first sheet.
    """

    tag: str = ""
    identity: str = ""
    labels: Mapping[str, str] = field(default_factory=dict[str, str])


def clue_of(sheet: Sheet) -> Clue:
    """The tag that a sheet bears: above its table or on its first page, else that of most rows."""
    marks: Counter[str] = Counter()
    for row in sheet.rows:
        for column, cell in enumerate(row):
            if not cell:
                continue
            said = cell.strip()
            if found := MARK.fullmatch(said):
                marks[found["tag"]] += 1
            elif FORM_NUMBER in said:
                tag = _named(said, row[column + 1 :])
                if tag:
                    return Clue(tag)
    return Clue(marks.most_common(1)[0][0]) if marks else Clue()


def _named(said: str, beside: Iterable[str]) -> str:
    if found := HEAD_LINE.search(said):
        return found["tag"]
    near = next((cell.strip() for cell in beside if cell.strip()), "")
    return near if said == FORM_NUMBER and _TAG.fullmatch(near) else ""


def labels_in(sheets: Iterable[Sheet]) -> dict[str, str]:
    """The texts beside the labels of the first sheet, the first of each."""
    beside: dict[str, str] = {}
    for sheet in sheets:
        if _has_table(sheet):
            continue
        for row in sheet.rows:
            label, *said = [text.strip() for text in row if text.strip()] or [""]
            if label in _LABELS:
                beside.setdefault(label, said[0] if said else "")
    return beside


def is_of_a_form(sheet: Sheet) -> bool:
    """Whether a sheet looks like one of a form, whosever it is."""
    headings = {role.value for role in Role}
    return bool(clue_of(sheet).tag) or any(
        sum(cell.strip() in headings for cell in row) >= _LEAST_HEADINGS for row in sheet.rows
    )


def _has_table(sheet: Sheet) -> bool:
    return any(Role.ANSWER.value in row and Role.FIELD.value in row for row in sheet.rows)


def identity_in(archive: Archive) -> str:
    """The request's id in the file's properties; empty where there is none."""
    if _PROPERTIES not in archive.names:
        return ""
    found: list[str] = []
    is_open = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal is_open
        is_open = name in ("identifier", "keywords")

    def end(_: str) -> None:
        nonlocal is_open
        is_open = False

    def text(said: str) -> None:
        if is_open:
            found.append(said.strip())

    read_xml(archive.read(_PROPERTIES, MB), archive.file, start, end, text)
    return next((said for said in found if said), "")


def is_named_by(request: Request, labels: Mapping[str, str]) -> bool:
    """Whether the first sheet of a form names this request: plan, year, department and round."""
    known = {line.label: visible(line.text).strip() for line in facts(request)}
    wanted = ("計画", "年度", "担当課", "回")
    return all(labels.get(label) == known.get(label) for label in wanted)


def rows_like(sheet: Sheet, value: Request | Submission) -> int:
    """How many rows of a sheet have an id or a text that is of this form."""
    if isinstance(value, Submission):
        fields, texts = frozenset(value.answers), frozenset({value.department, value.by})
    else:
        fields = frozenset(value.open)
        titles = (text for item in value.plan.items for text in (item.title, item.content))
        texts = frozenset({value.department, *filter(None, titles)})
    count = 0
    for row in sheet.rows:
        said = [cell.strip() for cell in row if cell]
        ids = (found["field"] for text in said if (found := FIELD_ID.fullmatch(text)))
        count += any(name in fields for name in ids) or any(text in texts for text in said)
    return count
