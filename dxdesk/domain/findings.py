"""What is done about findings: answering one with a reason, and making the fixes."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from dxdesk.domain.checks import Checked, Finding, Severity, check_again, with_confirmations
from dxdesk.domain.confirmation import Confirmation
from dxdesk.domain.confirming import LONGEST_REASON, LONGEST_WORD, cleaned, is_short
from dxdesk.domain.fields import split_field
from dxdesk.errors import DxdeskError, Trouble

# More rules never meet in one field; a fix that called for another for ever ends here.
_MOST_ROUNDS = 20


def weighs(finding: Finding) -> bool:
    """Whether a finding waits for an answer; a hint never does."""
    return finding.open and finding.severity is not Severity.HINT


def confirmed(finding: Finding, reason: str, by: str, at: str) -> Confirmation:
    """The answer to a finding as it is kept.

    Raises:
        DxdeskError: REASON_MISSING, REASON_TOO_LONG, NOT_CONFIRMABLE.
    """
    answer = cleaned(finding.confirmed(reason, by, at))
    if not finding.rule.confirmable:
        raise DxdeskError(Trouble.NOT_CONFIRMABLE, code=finding.code)
    if not answer.reason:
        raise DxdeskError(Trouble.REASON_MISSING)
    if not is_short(answer):
        raise DxdeskError(Trouble.REASON_TOO_LONG, most=LONGEST_REASON, most_name=LONGEST_WORD)
    return answer


@dataclass(frozen=True, slots=True)
class Choice:
    """Some of the findings: of one item by its number, of some rules; what is empty is any."""

    item: str = ""
    codes: tuple[str, ...] = ()

    def has(self, finding: Finding) -> bool:
        """Whether a finding is one of them."""
        return self.item in ("", finding.item) and (not self.codes or finding.code in self.codes)


EVERY = Choice()


def fixed_texts(
    checked: Checked,
    confirmations: Iterable[Confirmation],
    choice: Choice = EVERY,
    fields: Container[str] | None = None,
) -> dict[str, str]:
    """The whole new text of every field that the fixes of waiting findings change.

    `fields` are those that may be written, if not all. A fix is made of the text as it was, so
    of two in one field the second is looked for anew once the first is made.
    """
    known, texts = tuple(confirmations), dict[str, str]()
    for _ in range(_MOST_ROUNDS):
        before, fixes = checked.material.answers, dict[str, str]()
        for finding in with_confirmations(checked.findings, known):
            may = fields is None or finding.field in fields
            if finding.fix and finding.open and may and choice.has(finding):
                fixes.setdefault(finding.field, finding.fix.text)
        fixes = {field: text for field, text in fixes.items() if before.get(field, "") != text}
        if not fixes:
            break
        texts |= fixes
        material = replace(checked.material, answers={**before, **fixes})
        for item in dict.fromkeys(split_field(field)[0] for field in fixes):
            checked = check_again(checked, material, item)
    return texts
