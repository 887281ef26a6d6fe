"""TBD."""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.checks.finding import Finding, Rule
from dxdesk.domain.checks.view import Material

RULES: tuple[Rule, ...] = ()


def check(material: Material) -> Iterator[Finding]:
    yield from ()
