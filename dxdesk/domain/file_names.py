"""Names that every file system takes, made of texts that people typed."""

from __future__ import annotations

_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = {
    *("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"),
    *(f"{port}{n}" for port in ("COM", "LPT") for n in (*range(10), *"¹²³")),
}


def safe_name(text: str, longest: int = 60) -> str:
    """A file name that Windows takes: no separators, reserved names or trailing dots."""
    kept = "".join("_" if c in _FORBIDDEN or ord(c) < 32 else c for c in text)
    kept = kept[:longest].strip(" .") or "_"
    return f"_{kept}" if kept.partition(".")[0].rstrip().upper() in _RESERVED else kept
