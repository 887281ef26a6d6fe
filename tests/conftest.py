"""For all tests: a slow machine is no failure of a law, and the command line speaks Japanese."""

from __future__ import annotations

import gc
import os

from hypothesis import settings

# Judges why a test is left out.
pytest_plugins = ("tests.causes",)

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
    if os.environ.get(name, "").startswith("en"):
        os.environ[name] = "C.UTF-8"


def pytest_collection_finish() -> None:
    """What is imported by now lives to the end; no search for garbage need walk through it."""
    gc.collect()
    gc.freeze()
