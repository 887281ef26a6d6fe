"""The texts of a layout file, each of a kind that knows which places it may name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import PlainValidator

from dxdesk.export.places import (
    OF_COLUMN,
    OF_DOCUMENT,
    OF_GROUP,
    OF_ITEM,
    OF_ROW,
    Place,
    Scope,
)
from dxdesk.export.template import Template, TemplateError, read_template

LONGEST_TEXT = 500


def _reader(places: Mapping[str, Place]) -> PlainValidator:
    known = {name: place.of for name, place in places.items()}

    def read(value: object) -> Template[Scope]:
        if isinstance(value, Template):
            return value  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(value, str):
            raise TemplateError('「"」で囲んだ文字で書いてください')
        if len(value) > LONGEST_TEXT:
            raise TemplateError(f"{LONGEST_TEXT}字までで書いてください")
        return read_template(value, known)

    return PlainValidator(read)


NOTHING: Template[Scope] = read_template("", {})
DocumentText = Annotated[Template[Scope], _reader(OF_DOCUMENT)]
GroupText = Annotated[Template[Scope], _reader(OF_GROUP)]
ItemText = Annotated[Template[Scope], _reader(OF_ITEM)]
RowText = Annotated[Template[Scope], _reader(OF_ROW)]
HeadingText = Annotated[Template[Scope], _reader(OF_DOCUMENT | OF_COLUMN)]
