"""For all tests: a slow machine is no failure of a law."""

from __future__ import annotations

import gc

from hypothesis import settings

# Judges why a test is left out.
pytest_plugins = ("tests.causes",)

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


def pytest_collection_finish() -> None:
    """What is imported by now lives to the end; no search for garbage need walk through it."""
    gc.collect()
    gc.freeze()
