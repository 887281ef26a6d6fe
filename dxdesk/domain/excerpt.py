"""One sentence that stands for a text, as a short version for a council prints it."""

from __future__ import annotations

import re

from dxdesk.domain.list_marks import without_mark

_SENTENCE = re.compile(r"[^。]+。?")
# 次の取組を実施した。普及啓発を次のとおり行った。 Such a sentence only leads to the next.
_LEADS = re.compile(r".{0,20}(?:次|以下|下記|左記)の(?:とおり|通り)|(?:次|以下|下記)の.{0,14}$")


def excerpt(text: str) -> str:
    """The first sentence that says something itself, whole, without the mark of its list.

    Where every sentence only leads to another, the first one.
    """
    sentences = [
        without_mark(sentence.strip())
        for line in text.split("\n")
        for sentence in _SENTENCE.findall(line)
        if sentence.strip()
    ]
    telling = (sentence for sentence in sentences if not _LEADS.match(sentence))
    return next(telling, sentences[0] if sentences else "")
