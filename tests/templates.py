"""Files that many tests begin with: made once by the real doors, then put into each test's folder."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


def template(make: Callable[[Path], object]) -> Callable[[Path], None]:
    """Lay into a folder what `make` makes in an empty one; it is called once in a process.

    What it makes must not know where it lies.
    """

    @cache
    def files() -> dict[Path, bytes]:
        with TemporaryDirectory() as name:
            made = Path(name)
            make(made)
            return {p.relative_to(made): p.read_bytes() for p in made.rglob("*") if p.is_file()}

    def lay(folder: Path) -> None:
        for path, data in files().items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    return lay
