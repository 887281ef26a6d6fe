"""An office's file of many years, grown on the store's own ground, and answers for its last year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from benchmarks import sample
from dxdesk.domain.asking import Request, Submission
from dxdesk.files import native
from dxdesk.files.carriers import Carrier, read_draft, write_submission
from dxdesk.office import Office

YEARS = 5
# Of every four departments three correct what they handed in, so that there are 1,741 files.
_AGAIN = 741 / 1000


@dataclass(frozen=True)
class Campaign:
    """An office's file whose last year was asked for, and what comes back."""

    office: Path
    year: int
    submissions: list[Path]


def make_campaign(folder: Path, items: int, years: int = YEARS) -> Campaign:
    """Import the first year; ask, answer and take in the others but the last, which is asked.

    Of the last year there are 1,741 answers to 1,000 departments, since many correct theirs.
    """
    file = folder / "office.dxdesk"
    table = sample.write_table(folder / "first.txt", items, answered=True)
    random = Random(items)
    office, reading = Office.create(table, file, clock=sample.clock)
    last = reading.plan.year + years - 1
    with office:
        for year in range(reading.plan.year + 1, last):
            asked = _ask(office, year, folder)
            files = list(_answers(asked, random, again=0.0))
            office.merge(files)
            for path in files:
                path.unlink()
        asked = _ask(office, last, folder)
    return Campaign(file, last, list(_answers(asked, random, again=_AGAIN)))


def _ask(office: Office, year: int, folder: Path) -> list[tuple[Request, Path]]:
    """Begin a year and ask everybody; each request, with the place of its answer."""
    office.roll_over(year)
    paths = office.make_requests(year, folder / f"asked-{year}")
    return [(read_draft(path).request, folder / f"{year}-{n:04}") for n, path in enumerate(paths)]


def _answers(
    asked: Sequence[tuple[Request, Path]], random: Random, *, again: float
) -> Iterator[Path]:
    for number, (request, stem) in enumerate(asked):
        submission = sample.answer(request, random)
        yield _write(submission, request, stem)
        if number < len(asked) * again:
            yield _write(
                _corrected(submission, request, random), request, stem.with_name(f"{stem.name}-2")
            )


def _corrected(submission: Submission, request: Request, random: Random) -> Submission:
    """The same answers once more, the first of them put right."""
    field = next(iter(submission.answers))
    answers = {**submission.answers, field: sample.prose(random, sample.RESULT)}
    return native.seal(replace(submission, answers=answers, number=2), request.secret)


def _write(submission: Submission, request: Request, stem: Path) -> Path:
    path = stem.with_name(stem.name + ".dxsub")
    write_submission(submission, request, path, Carrier.NATIVE)
    return path
