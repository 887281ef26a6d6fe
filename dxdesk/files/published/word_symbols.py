"""Signs that Word takes from fonts without letters, as the characters that look like them."""

from __future__ import annotations

from collections.abc import Iterable

# What stands where a sign is that nobody knows here: the mark of Japanese printers for that.
NOT_KNOWN = "〓"


def _from(first: int, signs: Iterable[str]) -> dict[int, str]:
    return dict(enumerate(signs, first))


_SIGNS = {
    "wingdings": {
        **_from(0x6C, "●❍■□□❑❒⬧⧫◆❖⬥☒"),
        **_from(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿"),
        **_from(0x9E, "·•"),
        **{0x28: "☎", 0x2A: "✉", 0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "□"},
        **{0xAB: "★", 0xD8: "➢", 0xE8: "➔"},
        **_from(0xDF, "←→↑↓"),
        **_from(0xEF, "⇦⇨⇧⇩"),
        **_from(0xFB, "✗✓☒☑"),
    },
    "wingdings 2": {**_from(0x4F, "✗✓☒☑☒☒"), 0x97: "●", 0xA2: "■", 0xA3: "□"},
    "symbol": {
        **{0xA3: "≤", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB1: "±", 0xB3: "≥"},
        **{0xB4: "×", 0xB7: "•", 0xD7: "⋅", 0xDE: "⇒"},
    },
}


def sign_of(font: str, code: str) -> str:
    """The character for a sign by its font and its code in hexadecimal; empty for none known."""
    try:
        number = int(code, 16) if len(code) < 7 else 0
    except ValueError:
        return ""
    known = _SIGNS.get(font.casefold())
    if known is not None:
        return known.get(number & 0xFF, "")
    # A font with letters has the sign where everybody has it.
    return chr(number) if 0x20 < number < 0xD800 or number in range(0xF900, 0xFFFE) else ""
