"""Repairs of how a text is written: each takes a text and changes its own defect alone."""

from __future__ import annotations

import re
import unicodedata

from dxdesk.domain.signs import CONTROLS, GETA, HALF_WIDTH_KANA, any_of

KANA = re.compile(any_of(HALF_WIDTH_KANA) + "+")
FULL_DIGITS = re.compile("[０-９]+(?:[，．][０-９]+)*")
HALF_DIGIT = re.compile("[0-9]")
LEADING = re.compile(r"^[ 　]+(?=\S)", re.MULTILINE)
CONTROL = re.compile(any_of(CONTROLS))

_LONE_SOUND_MARKS = str.maketrans("\u3099\u309a", "゛゜")
_DIGIT = r"[0-9０-９]"
_COMMA = re.compile(rf"(?<={_DIGIT})，(?={_DIGIT}{{3}}(?!{_DIGIT}))")
_POINT = re.compile(rf"(?<={_DIGIT})．(?={_DIGIT})")
_TO_HALF_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_BREAK_OR_CONTROL = re.compile(rf"(\r\n?|[\v\f\x85\u2028\u2029])|{CONTROL.pattern}")


def full_width_kana(text: str) -> str:
    """Half-width katakana and its punctuation in full width, sound marks joined."""
    return KANA.sub(
        lambda run: unicodedata.normalize("NFKC", run[0]).translate(_LONE_SOUND_MARKS), text
    )


def half_width_digits(text: str) -> str:
    """Digits in half width, and with them the comma of thousands and the decimal point."""
    return _POINT.sub(".", _COMMA.sub(",", text)).translate(_TO_HALF_DIGITS)


def without_leading_spaces(text: str) -> str:
    """Lines begin with their first sign; lines of spaces alone stay."""
    return LEADING.sub("", text)


def without_controls(text: str, *, line: bool = False) -> str:
    """No character that has no picture. What ends a line does so, except in a field of one line.

    A tab becomes a space; where a sign got lost, 〓 keeps its place.
    """
    end = " " if line else "\n"

    def instead(found: re.Match[str]) -> str:
        if found[1]:
            return end
        if found[0] == "\t":
            return " "
        return GETA if found[0] == "\ufffd" or "\ud800" <= found[0] <= "\udfff" else ""

    return _BREAK_OR_CONTROL.sub(instead, text)


def percent_sign(text: str) -> str:
    """The spelling of the per cent sign that a text uses more often; empty where neither is."""
    full, half = text.count("％"), text.count("%")
    return "" if full == half else "％" if full > half else "%"
