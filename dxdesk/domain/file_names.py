"""Names that every file system takes, made of texts that people typed."""

from __future__ import annotations

_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = {
    *("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"),
    *(f"{port}{n}" for port in ("COM", "LPT") for n in (*range(10), *"¹²³")),
}


def safe_name(text: str, longest: int = 60) -> str:
    """A file name that Windows takes: no separators, reserved names or trailing dots."""
    kept = "".join("_" if _is_forbidden(c) else c for c in text)
    kept = kept[:longest].strip(" .") or "_"
    return f"_{kept}" if _is_reserved(kept) else kept


def is_file_name(name: str) -> bool:
    """Whether Windows takes a name as it stands, but for its length, and means a file by it."""
    is_plain = bool(name) and not any(map(_is_forbidden, name))
    return is_plain and name == name.rstrip(" .") and not _is_reserved(name)


def _is_forbidden(c: str) -> bool:
    # Half of a surrogate pair is no character, and has no bytes in a name of Linux.
    return c in _FORBIDDEN or ord(c) < 32 or "\ud800" <= c <= "\udfff"


def _is_reserved(name: str) -> bool:
    return name.partition(".")[0].rstrip().upper() in _RESERVED
