"""Text out of a PDF: tags left in cells, and line breaks that became spaces."""

from __future__ import annotations

import re

# Only tags that a text extractor writes; <取組内容> and <目標> are the document's own.
_TAG = re.compile(
    r"</?(?:p|ul|ol|li|br|div|span|b|i|u|strong|em|table|tr|td|th|sup|sub)\b[^<>]*>", re.IGNORECASE
)
_LIST_MARK = re.compile(
    r"(?<![ \u3000])[ \u3000]++(?=[(（]\d{1,2}[)）]|[①-⑳]|・|○|●|■|□|◆|◇|※|【|[<＜〈][^<>＜＞〈〉\s]{2,8}[>＞〉])"
)


# Behind a point of a list that is no sentence, a space was a line end where a sentence follows.
_JAPANESE = r"[぀-ヿ㐀-鿿（「）」]"
_AFTER_POINT = re.compile(rf"(?<=(?!。){_JAPANESE})[ \u3000]++(?={_JAPANESE})")
_POINT = re.compile(r"[①-⑳・]")


def strip_tags(text: str) -> tuple[str, list[str]]:
    """Replace each tag by a line break; returns the text and the tags."""
    return _TAG.sub("\n", text), _TAG.findall(text)


def restore_lines(text: str) -> str:
    """Give lists their lines back: a mark that stands behind a space once began a line."""
    marked = "\n".join(_LIST_MARK.sub("\n", line.strip()) for line in text.split("\n"))
    lines = (_split_sentences(line) if _POINT.match(line) else line for line in marked.split("\n"))
    return "\n".join(line for line in lines if line.strip())


def _split_sentences(line: str) -> str:
    sentences, stop, rest = line.rpartition("。")
    return _AFTER_POINT.sub("\n", sentences) + stop + rest
