"""Writers' marks, （課名） at the end of a line or 【課名】 at its beginning, and their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from dxdesk.domain.text import fold, likeness, squeeze

_MARK_BEHIND = re.compile(
    r"[(（]((?:[^()（）\n]|[(（][^()（）\n]*[)）]){1,80})[)）](?=[ \t　]*(?:\n|\Z))"
)
_MARK_BEFORE = re.compile(r"^[ \t　]*【([^【】\n]{1,60})】", re.MULTILINE)
_SEPARATED = re.compile("[^、，,・]+")

# What ends like a department may be a place (3か所, 図書館); only these are surely none.
_NAME = re.compile(r"[^\s。：:]{1,30}(?:[課室局部署所館会]|センター)\Z")
_SURE_NAME = re.compile(r"(?:課|(?:推進|政策|戦略|企画)[室局部])\Z")
_ANY_DEPARTMENT = re.compile(
    r"(?:関係|各|担当|所管|主管|他|ほか|全|すべて|当|本|同|原|実施|該当|所属|関連|両|一部|複数|数"
    r"|[のたるいなか]|[0-9０-９一二三四五六七八九十カヶ箇])[課室局部署所館会]\Z"
)
_OF_OTHERS = re.compile(r"県|警|(?<=.)[省庁]|^[国都道府]の|(?<!都)市.+課\Z")
_BUREAU = "部局会所庁"
_ALIKE, _NEARLY_THE_SAME = 0.5, 0.7


class Departments:
    """The names that a plan knows its departments by.

    `all_known` says that nobody else signs. Without it only a name that is nearly a known
    one is taken for a wrong one.
    """

    def __init__(self, names: Iterable[str], *, all_known: bool) -> None:
        self._names = frozenset(names)
        self._folded = tuple(map(_plain, sorted(self._names)))
        self._all_known = all_known

    def corrected(self, text: str, own: str) -> tuple[str, Mapping[str, str]]:
        """The text with wrong names in its writers' marks put right, and these names.

        A wrong name becomes the known one that it is like, else `own`, the writer's.
        """
        wrong: dict[str, str] = {}

        def put_right(found: re.Match[str]) -> str:
            names = self._wrong_in(found[1], own)
            if not names:
                return found[0]
            wrong.update(names)
            before, behind = found[0].split(found[1], 1)
            return before + _replace(found[1], names) + behind

        text = _MARK_BEHIND.sub(put_right, text)
        return (_MARK_BEFORE.sub(put_right, text) if "【" in text else text), wrong

    def _wrong_in(self, mark: str, own: str) -> dict[str, str]:
        """The wrong names of a mark; none where something in it is no department's name."""
        wrong: dict[str, str] = {}
        for name in self._listed(mark):
            if not _NAME.match(name) or _ANY_DEPARTMENT.search(name):
                return {}
            if not self._knows(name) and (right := self._right(name, own)):
                wrong[name] = right
        return wrong

    def _listed(self, mark: str) -> Iterable[str]:
        """The names of a mark, those left out that are known as they stand."""
        for part in () if mark in self._names else re.split("[、，,]", mark):
            if part.strip() not in self._names:
                names = (name.strip() for name in part.split("・"))
                yield from (name for name in names if name not in self._names)

    def _knows(self, name: str) -> bool:
        """Whether it is one in another spelling, a part of its name, its section, or with its bureau."""
        plain = _plain(name)
        return any(
            plain in known
            or plain.startswith(known)
            or (plain.endswith(known) and plain.removesuffix(known)[-1] in _BUREAU)
            for known in self._folded
        )

    def _right(self, name: str, own: str) -> str:
        """The name that was meant; empty where the name may well be right."""
        if _OF_OTHERS.search(name) or not self._names:
            return ""
        best = max(sorted(self._names), key=lambda known: likeness(name, known))
        alike, sure = likeness(name, best), bool(_SURE_NAME.search(name))
        if alike >= _NEARLY_THE_SAME and (sure or best[-1] == name[-1]):
            return best
        if not sure or not self._all_known:
            return ""
        return best if alike >= _ALIKE else own if own in self._names else ""


@lru_cache(maxsize=16)
def departments(names: frozenset[str], all_known: bool) -> Departments:
    """The same, kept from item to item."""
    return Departments(filter(str.strip, names), all_known=all_known)


def _plain(name: str) -> str:
    return fold(squeeze(name))


def _replace(mark: str, names: Mapping[str, str]) -> str:
    def instead(found: re.Match[str]) -> str:
        name = found[0].strip()
        return found[0].replace(name, names[name]) if name in names else found[0]

    return _SEPARATED.sub(instead, mark)
