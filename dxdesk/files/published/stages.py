"""The stages of rating that a table has columns for, told by their headings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from dxdesk.domain.plan import RatingStage
from dxdesk.domain.text import fold, squeeze

_KINDS = (
    ("outside", r"外部|有識者|委員|審議会|市民|第三者"),
    ("office", r"事務局|推進本部|DX推進|企画|庁内|全庁|二次|本部"),
    ("", r"担当|自己|内部|一次|所管|主管|実施"),
)
KINDS = tuple((kind, re.compile(words)) for kind, words in _KINDS)
STAGE_WORD = re.compile("|".join(words for _, words in _KINDS))
_PLAIN = re.compile(
    r"^(?:(?:令和|R|20)?\d*年度(?:の)?)?(?:評価|判定|評価結果|評価区分|進捗区分|評価理由)$"
)
_TAIL = re.compile(r"(?:の)?(?:理由|根拠|意見|コメント|講評|提言|所見|への対応.*|結果|区分)$")
SELF_NAME = "自己評価"


class Stages:
    """Finds the stage of each column from the left, and what it is called.

    A column that names none belongs to the rating on its left. The first that names none is
    the department's own; so is every one that says so.
    """

    ROLES: ClassVar[frozenset[str]] = frozenset({"rating", "reason", "comment", "response"})

    def __init__(self) -> None:
        self.self_name = SELF_NAME
        self._found: dict[str, RatingStage] = {}
        self._last: str | None = None

    @property
    def found(self) -> tuple[RatingStage, ...]:
        """The stages behind the department's own."""
        return tuple(self._found.values())

    def of(self, role: str, path: tuple[str, ...]) -> str:
        """The id of a column's stage; empty for the department's own rating."""
        name = _name(path)
        kind = _kind("".join(path))
        if kind is None and role == "rating" and self._last is not None:
            kind = f"stage{len(self._found) + 2}"
        elif kind is None:
            kind = self._last or ""
        if role == "response" and not any(s.comments for s in self._found.values()):
            # An answer to comments that nobody gives: kept with a committee's.
            kind = kind or "outside"
        self._last = kind
        if kind:
            known = self._found.get(kind) or RatingStage(kind, name, rates=False)
            rates = known.rates or role in ("rating", "reason")
            comments = known.comments or role in ("comment", "response")
            self._found[kind] = replace(known, rates=rates, comments=comments)
        elif role == "rating" and not _PLAIN.match(name):
            self.self_name = name
        return kind


def _kind(text: str) -> str | None:
    folded = fold(squeeze(text)).upper()
    return next((kind for kind, words in KINDS if words.search(folded)), None)


def _name(path: tuple[str, ...]) -> str:
    """What the stage is called: 「評価／事務局」 is 事務局評価, 「事務局評価／理由」 as well."""
    named = next((text for text in path if STAGE_WORD.search(text)), path[0])
    name = _TAIL.sub("", squeeze(named)) or named
    return name if "評価" in name or not any("評価" in text for text in path) else f"{name}評価"
