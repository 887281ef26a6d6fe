"""In which language the command line explains itself: Japanese, or English where the locale says so.

What commands print is for Japanese offices and is Japanese in any case.
"""

from __future__ import annotations

import os
from typing import NamedTuple

# The first that is set decides (POSIX, 8.2). Windows sets none of them, and "C" names no language.
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Words(NamedTuple):
    """One text in both languages."""

    japanese: str
    english: str

    def __str__(self) -> str:
        return self.english if speaks_english() else self.japanese


def speaks_english() -> bool:
    """Whether the locale names English."""
    named = next((found for name in _LOCALES if (found := os.environ.get(name))), "")
    language = named.partition(".")[0].partition("_")[0].lower()
    return language in ("en", "english")
