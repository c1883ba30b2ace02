"""Frozen values as rows: a field is the column of its name, written as text a person can read."""

import json
from collections.abc import Hashable, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from storage.db import Row, stamp

T = TypeVar("T")


def columns(value: object, *besides: str) -> dict[str, Any]:
    """Column → what is stored, for every field of a value but those named."""
    return {
        field.name: _stored(getattr(value, field.name))
        for field in fields(value)  # type: ignore[arg-type]
        if field.name not in besides
    }


def value_of(kind: type[T], row: Row, **others: Any) -> T:
    """The value a row holds; `others` are the fields kept elsewhere."""
    types = _types(kind)  # type: ignore[arg-type]  # a class is hashable
    read = {name: _read(type_, row[name]) for name, type_ in types if name not in others}
    return kind(**read, **others)


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return json.dumps(dict(value), ensure_ascii=False)
    return str(value) if isinstance(value, StrEnum) else value


def _read(type_: Any, stored: Any) -> Any:
    if stored is None:
        return None
    if issubclass(type_, datetime | date):
        return type_.fromisoformat(stored)
    return type_(stored)


@cache
def _types(kind: Hashable) -> tuple[tuple[str, Any], ...]:
    """Each field with its plain type: of `date | None` the date."""
    hints = get_type_hints(kind)
    return tuple((name, _plain(hint)) for name, hint in hints.items())


def _plain(hint: Any) -> Any:
    named = [one for one in get_args(hint) if one is not type(None)]
    return named[0] if isinstance(hint, type(str | None)) else hint
