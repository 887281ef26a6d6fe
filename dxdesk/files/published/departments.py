"""Lists of departments, as titles and cells give them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dxdesk.domain.text import squeeze

_ENDINGS = (
    "課|室|局|所|署|館|センター|委員会|部|係|担当|班|園|校|学校|病院|会|団|公社|協会|支所|事務所|チーム|"
    "推進本部|本部|役場|区|財団|会社|企業団|組合|庁内各課|全課|各課|関係課"
)
_DEPARTMENT = re.compile(rf"^[^\s、。：:]{{1,40}}(?:{_ENDINGS})(?:[（(][^（）()]{{1,30}}[)）])?$")
_HEAD = re.compile(r"【(?P<list>[^【】]+)】\s*$")


def is_department(name: str) -> bool:
    """Whether a name ends as departments' names do; the list of endings is open to doubt."""
    return bool(_DEPARTMENT.match(name))


def split_last_parentheses(text: str) -> tuple[str, str, tuple[str, str]] | None:
    """Cut the last pair of parentheses, nested ones inside it, off the end of a title.

    Returns title, what was inside, and the two parentheses as printed.
    """
    stripped = text.rstrip()
    if not stripped or stripped[-1] not in ")）":
        return None
    depth = 0
    for index in range(len(stripped) - 1, -1, -1):
        if stripped[index] in ")）":
            depth += 1
        elif stripped[index] in "(（":
            depth -= 1
            if depth == 0:
                inside = stripped[index + 1 : -1]
                return stripped[:index].rstrip(), inside, (stripped[index], stripped[-1])
    return None


def split_head(text: str) -> tuple[str, str] | None:
    """Cut 【課名・課名】 off the end of a title; returns title and list."""
    found = _HEAD.search(text)
    return (text[: found.start()].rstrip(), found["list"].strip()) if found else None


def names_behind(title: str) -> tuple[str, str, tuple[str, str]] | None:
    """Cut the departments off a title: 【課名】 behind it, or （課名） where that is surely one.

    Returns title, list, and the two brackets.
    """
    head, tail = split_head(title), split_last_parentheses(title)
    if head:
        return head[0], head[1], ("【", "】")
    if tail and all(is_department(name) for name in split_list(tail[1], frozenset())[0]):
        return tail
    return None


def units_in(lists: Iterable[str]) -> frozenset[str]:
    """Names with a middle dot that some list with 、 shows to be one department."""
    return frozenset(
        name.strip() for text in lists if "、" in text for name in text.split("、") if "・" in name
    )


def split_list(text: str, units: frozenset[str]) -> tuple[tuple[str, ...], str, bool]:
    """Split a list of departments into names.

    Returns the names, the separator, and whether the split is open to doubt. 、 binds loosest:
    in a list that has one, a middle dot belongs to a name (庶務課・議事調査課). A list with
    middle dots alone is split where every piece reads as a department.
    """
    lines = tuple(squeeze(line) for line in text.split("\n") if line.strip())
    if len(lines) > 1 and all(is_department(line) for line in lines):
        return lines, "", False
    flat = squeeze(text)
    for separator in ("、", "，", ","):
        if separator in flat:
            names = tuple(name for name in flat.split(separator) if name)
            return names, separator, not all(is_department(name) for name in names)
    if "・" in flat and flat not in units:
        names = tuple(flat.split("・"))
        if all(is_department(name) for name in names):
            return names, "・", _shares_a_head(names)
    return (flat,), "", not is_department(flat)


def _shares_a_head(names: tuple[str, ...]) -> bool:
    """議会事務局総務課・議事課: the second name may stand for 議会事務局議事課."""
    return any("局" in names[0][:-1] and "局" not in name for name in names[1:])
