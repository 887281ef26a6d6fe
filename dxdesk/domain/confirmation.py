"""A finding that was answered with a reason instead of a change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A finding that somebody looked at and explained.

    `mark` is a digest of the finding's data, so a change of them brings the finding back;
    `by` and `at` say who and when.
    """

    code: str
    field: str
    mark: str
    reason: str
    by: str
    at: str
