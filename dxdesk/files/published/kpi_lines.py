"""KPI lines of both notations: 【name：value】, and lists of name → value under 【KPI】."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dxdesk.domain.figure_reading import LONGEST_FIGURE, is_figure, read_figure
from dxdesk.domain.figures import Kind
from dxdesk.domain.text import fold

from .aims import is_mark, is_sign_or_bracketed, is_wish

_BRACKETED = re.compile(r"^[ \u3000]*(?P<line>【(?P<inside>.+)】)(?P<behind>[^【】]*)$")
_BACK_TO_BACK = re.compile(r"】[ \u3000]*【")
# An arrow in brackets is the mark of what is to be kept.
_ARROW = re.compile(r"(?:(?<![ \u3000])[ \u3000]++)?(?:(?<![(（])→(?![)）])|⇒|➡|=>|->)[ \u3000]*")
_UNFINISHED = re.compile(r"(?:累計|延べ|のべ|通算|年間|合計|計|約|[:：])$")
_COLON = re.compile(r"[:：]")


@dataclass(frozen=True, slots=True)
class Line:
    """One KPI line: `lead_in` is all that was printed before the value, `name` its words.

    `added` is what the reader put into the value.
    """

    name: str
    value: str
    lead_in: str
    marks: tuple[str, ...] = ()
    source: str = ""
    added: str = ""


def split_bracketed(text: str, *, anywhere: bool, asked: bool = False) -> tuple[str, list[Line]]:
    """Take 【name：value】 lines out of a cell, at its end or `anywhere`.

    Returns the rest and the lines in order. A bracket without a colon is no KPI. Where what is
    `asked` stands, ↓ or （減少を目指す） behind a line or below it goes with its value.
    """
    rows = _BACK_TO_BACK.sub("】\n【", text).split("\n")
    kept: list[str] = []
    found: list[Line] = []
    at_end, below = True, ""
    for row in reversed(rows):
        line = _bracketed(row, asked=asked) if at_end or anywhere else None
        if line:
            found.append(_with_wish(line, below.strip()))
        elif below:
            kept.append(below)
            at_end = False
        below = ""
        if line:
            continue
        if asked and is_wish(row):
            below = row
            continue
        kept.append(row)
        at_end = at_end and not row.strip()
    kept += [below] if below else []
    if not found:
        return text, []
    return "\n".join(reversed(kept)).strip("\n"), found[::-1]


def _bracketed(row: str, *, asked: bool) -> Line | None:
    match = _BRACKETED.match(row)
    colons = list(_COLON.finditer(match["inside"])) if match else []
    behind = match["behind"].strip() if match else ""
    if not match or not colons or (behind and not (asked and is_wish(behind))):
        return None
    inside = match["inside"]
    cut = next((c for c in colons if c.start() and is_figure(inside[c.end() :])), None)
    wide = [c for c in colons if c[0] == "："]
    cut = cut or (wide or colons)[-1 if wide else 0]
    name, value = inside[: cut.start()].strip(), inside[cut.end() :].strip()
    if not name:
        return None
    line = Line(name, value, f"{inside[: cut.end()]}", ("【", cut[0], "】"), match["line"])
    return _with_wish(line, behind)


def _with_wish(line: Line, wish: str) -> Line:
    """The line with what is wished of its figure as part of the value; words get brackets."""
    if not wish:
        return line
    added = "" if is_sign_or_bracketed(wish) else "（）"
    behind = f"（{wish}）" if added else f" {wish}"
    source = f"{line.source.removesuffix('】')}{behind}】" if line.source else ""
    value = f"{line.value}{behind}".strip()
    return replace(line, value=value, source=source, added=f"{line.added}{added}")


def read_list(text: str, *, asked: bool = False) -> list[Line]:
    """Read a list under 【KPI】 or 【KPI達成状況】, one a line or run together by spaces.

    `asked` is as in `split_bracketed`.
    """
    lines: list[Line] = []
    for row in text.split("\n"):
        if asked and lines and is_wish(row):
            lines[-1] = _with_wish(lines[-1], row.strip())
        elif row.strip():
            lines += _chain(row) if _ARROW.search(row) else _plain(row)
    return lines


def _chain(row: str) -> list[Line]:
    """`name → value name → value`: find where each value ends."""
    arrows = [match[0] for match in _ARROW.finditer(row)]
    first, *pieces = _ARROW.split(row)
    lines: list[Line] = []
    name, arrow, value = first, arrows[0], ""
    for index, piece in enumerate(pieces):
        cut = _value_then_name(piece) if index + 1 < len(pieces) else None
        if cut:
            lines.append(_arrow_line(name, arrow, value + cut[0]))
            name, arrow, value = cut[1], arrows[index + 1], ""
        else:
            # The last piece, or one too short to hold a value and a name (実施 → 運用).
            value += piece + (arrows[index + 1] if index + 1 < len(arrows) else "")
    return [*lines, _arrow_line(name, arrow, value)]


def _arrow_line(name: str, arrow: str, value: str) -> Line:
    return Line(_words(name), value.strip(), f"{name.strip()}{arrow}", (arrow.strip(),))


def _value_then_name(piece: str) -> tuple[str, str] | None:
    words = piece.split()
    for count in range(1, len(words)):
        if is_complete(" ".join(words[:count])):
            marked = count + 1 < len(words) and is_mark(words[count])
            cut = count + marked
            return " ".join(words[:cut]), " ".join(words[cut:])
    return (" ".join(words[:-1]), words[-1]) if len(words) > 1 else None


def is_complete(text: str) -> bool:
    """Whether `text` is a whole figure that needs nothing after it (not 「2024年度末:累計」)."""
    return is_figure(text) and not _UNFINISHED.search(fold(text.strip()))


def _plain(row: str) -> list[Line]:
    """`name value name value` or `name:value`, without arrows."""
    words = row.split()
    lines: list[Line] = []
    lead: list[str] = []
    index = 0
    while index < len(words):
        value, used = _figure_at(words, index) if lead else ("", 0)
        if used:
            lines.append(Line(_words(" ".join(lead)), value, " ".join(lead) + " "))
            lead, index = [], index + used
            continue
        if lines and not lead and is_mark(words[index]):
            lines[-1] = replace(lines[-1], value=f"{lines[-1].value} {words[index]}")
            index += 1
            continue
        split = _split_colon(words, index)
        if split:
            head, value, used = split
            before = " ".join([*lead, head])
            lines.append(Line(_words(before), value, before))
            lead, index = [], index + used
            continue
        lead.append(words[index])
        index += 1
    if lead and lines:
        last = lines[-1]
        lines[-1] = Line(last.name, " ".join([last.value, *lead]), last.lead_in, last.marks)
    elif lead:
        lines.append(Line(_words(" ".join(lead)), "", " ".join(lead)))
    return lines


def _figure_at(words: list[str], index: int) -> tuple[str, int]:
    for count in (1, 2):
        text = " ".join(words[index : index + count])
        if index + count <= len(words) and is_complete(text) and _is_number(text):
            return text, count
    return "", 0


def _split_colon(words: list[str], index: int) -> tuple[str, str, int] | None:
    for colon in _COLON.finditer(words[index]):
        if len(words[index]) - colon.end() > LONGEST_FIGURE:
            continue
        head, tail = words[index][: colon.end()], words[index][colon.end() :]
        if is_figure(head[:-1]):
            continue
        for count in (0, 1):
            if index + count >= len(words):
                break
            value = " ".join([tail, *words[index + 1 : index + 1 + count]]).strip()
            if value and is_complete(value):
                return head, value, 1 + count
    return None


def _is_number(text: str) -> bool:
    return read_figure(text).kind is Kind.NUMBER


def _words(lead: str) -> str:
    return lead.strip().strip("・:：　 ").strip()
