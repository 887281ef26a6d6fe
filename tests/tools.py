"""Programs of the system that judge what was made, and the Debian package of each."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.causes import NO_JUDGES

PACKAGES = {
    "pdfinfo": "poppler-utils",
    "pdftohtml": "poppler-utils",
    "pdftotext": "poppler-utils",
    "soffice": "libreoffice-calc-nogui",
}


def run_tool(name: str, *arguments: str, timeout: float = 120) -> bytes:
    """What a program prints. One that is missing fails the test: set-up installs them all."""
    if os.name == "nt":
        NO_JUDGES.skip()
    if shutil.which(name) is None:
        pytest.fail(f"{name} is missing; it is in the Debian package {PACKAGES[name]}")
    return subprocess.run(
        [name, *arguments], check=True, capture_output=True, timeout=timeout
    ).stdout
