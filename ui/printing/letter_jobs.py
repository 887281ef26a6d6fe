"""Letters as print jobs, to every department that they concern or to those that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from dxdesk.office.letter_words import name_of
from dxdesk.office.letters import Kind, Letter, concerned
from ui.printing.jobs import Choice, PrintJob, pdf_beside
from ui.printing.letter_leaf import letter_pages, letters_title

if TYPE_CHECKING:
    from dxdesk.office import Office


def letter_choices(
    office: Office, kind: Kind, day: date, year: int, chosen: Sequence[str] = ()
) -> list[Choice]:
    """Those that are chosen come first, as far as the letter concerns them."""
    known = [standing.department for standing in concerned(kind, office.status(year))]
    some = [name for name in known if name in chosen]
    file = pdf_beside(office.path, f"{name_of(kind)}_{office.plan(year).year_name(year)}")

    def choice(words: str, departments: Sequence[str]) -> Choice:
        def make() -> PrintJob:
            made = office.letters(kind, day, year, departments)
            return PrintJob(letters_title(made), letter_pages(made), file)

        return Choice(words.format(len(departments or known)), make)

    every = choice(_tr("すべて（{}課）"), ())
    return [choice(_tr("選んだ課（{}課）"), some), every] if some else [every]


def letter_pdf(letter: Letter) -> bytes:
    """One letter as the bytes of a PDF."""
    from ui.printing.pdf import render_pages

    return render_pages(letter_pages([letter]), letters_title([letter]))


def _tr(text: str) -> str:
    return QCoreApplication.translate("LetterJobs", text)
