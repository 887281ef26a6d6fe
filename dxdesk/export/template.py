"""The small language in which a layout says what a cell prints.

`{title}` stands for a text of the report. What stands in `[ ]` is left out when a place in it is
empty: `{title}[（{departments}）]`. A bracket that is to be printed is written twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

S = TypeVar("S")
# Finds the text of a place in a scope.
Getter: TypeAlias = Callable[[S], str]

_TOKEN = re.compile(r"\[\[|\]\]|\{\{|\}\}|\{[^{}\[\]\n]*\}|[\[\]{}]")


class TemplateError(ValueError):
    """What is wrong with a template, in Japanese."""


@dataclass(frozen=True, slots=True)
class Template(Generic[S]):
    """A text with places, ready to be filled; `places` are their names in order.

    `parts` are its constant texts and what finds the others, as they follow each other.
    """

    source: str
    places: tuple[str, ...]
    parts: tuple[str | Getter[S], ...]
    fill: Getter[S]


def _filler(parts: tuple[str | Getter[S], ...]) -> Getter[S]:
    """The whole text for a scope."""
    if len(parts) == 1:
        (only,) = parts
        return (lambda _: only) if isinstance(only, str) else only

    def fill(scope: S) -> str:
        return "".join([part if isinstance(part, str) else part(scope) for part in parts])

    return fill


def _option(parts: tuple[str | Getter[S], ...]) -> Getter[S]:
    """Texts that are left out together when one of their places is empty."""

    def fill(scope: S) -> str:
        texts = [part if isinstance(part, str) else part(scope) for part in parts]
        return "".join(texts) if all(texts) else ""

    return fill


def read_template(source: str, known: Mapping[str, Getter[S]]) -> Template[S]:
    """Read a template that may use the known places.

    Raises:
        TemplateError: an unknown place, or a bracket without its other one.
    """
    outer: list[str | Getter[S]] = []
    inner: list[str | Getter[S]] | None = None
    places: list[str] = []
    at = 0
    for token in _TOKEN.finditer(source):
        _text(source[at : token.start()], outer if inner is None else inner)
        at, word = token.end(), token[0]
        if word == "[" and inner is None:
            inner = []
        elif word == "]" and inner is not None:
            outer.append(_option(tuple(inner)))
            inner = None
        elif word in ("[[", "]]", "{{", "}}"):
            _text(word[0], outer if inner is None else inner)
        elif word[0] == "{" and len(word) > 1:
            places.append(word[1:-1])
            (outer if inner is None else inner).append(_getter(word[1:-1], known))
        else:
            raise TemplateError(f"「{source}」の {word} に対になる記号がありません")
    if inner is not None:
        raise TemplateError(f"「{source}」の [ に対になる ] がありません")
    _text(source[at:], outer)
    parts = tuple(outer)
    return Template(source, tuple(places), parts, _filler(parts))


def _getter(name: str, known: Mapping[str, Getter[S]]) -> Getter[S]:
    if name not in known:
        raise TemplateError(f"{{{name}}} はここでは使えません")
    return known[name]


def _text(text: str, parts: list[str | Getter[S]]) -> None:
    if text:
        parts.append(text)
