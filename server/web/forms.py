"""Typed forms: a model names the fields, what was typed is never lost, errors speak the person's language."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from server.messages import N_
from server.web.locale import say
from server.web.problems import Problem

KEY = "form_key"

MESSAGES = {
    "missing": N_("Fill in this field."),
    "string_too_short": N_("At least {min_length} characters."),
    "string_too_long": N_("At most {max_length} characters."),
    "string_pattern_mismatch": N_("This does not have the expected form."),
    "int_parsing": N_("Write a whole number."),
    "int_type": N_("Write a whole number."),
    "greater_than_equal": N_("At least {ge}."),
    "less_than_equal": N_("At most {le}."),
    "literal_error": N_("Choose one of the options."),
    "enum": N_("Choose one of the options."),
    "bool_parsing": N_("Tick the box or leave it."),
    "too_short": N_("Choose at least {min_length}."),
    "too_long": N_("Choose at most {max_length}."),
    "date_from_datetime_parsing": N_("Write a date like 2026-11-22."),
    "date_parsing": N_("Write a date like 2026-11-22."),
}
OTHERWISE = N_("This value is not right.")


class FormModel(BaseModel):
    """The fields that a form binds; unknown ones are ignored. Raise ValueError(N_("…")) in a validator."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, frozen=True)


T = TypeVar("T", bound=FormModel)


class FieldDoubled(Problem):
    """A field that takes one value came twice."""

    message = N_("The field “{name}” came twice.")


@dataclass(slots=True)
class Filled(Generic[T]):
    """A form as it came or as it is shown: raw values, errors by field, the idempotency key."""

    model: type[T]
    raw: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    value: T | None = None

    def said(self, name: str, default: Any = "") -> Any:
        """What was typed in a field."""
        return self.raw.get(name, default)

    def error(self, name: str) -> str:
        """The sentence under a field, or nothing."""
        return self.errors.get(name, "")

    def refuse(self, name: str, message: str, **values: Any) -> "Filled[T]":
        """Add an error found by a command."""
        self.errors[name] = say(message, values)
        return self

    @property
    def valid(self) -> T:
        """The typed value; ask only after `is_valid`."""
        assert self.value is not None
        return self.value

    @property
    def is_valid(self) -> bool:
        """Whether every field stands."""
        return self.value is not None and not self.errors

    @property
    def body_hash(self) -> str:
        """What identifies the content, so that the same key with other content is noticed."""
        text = json.dumps(self.raw, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def blank(model: type[T], **values: Any) -> Filled[T]:
    """A fresh form with a fresh key."""
    return Filled(model, dict(values))


async def read_form(request: Request, model: type[T]) -> Filled[T]:
    """What was posted, checked against the model."""
    data = await request.form(max_files=2, max_fields=200)
    filled = Filled(model, _raw(data, model))
    sent_key = data.get(KEY)
    if isinstance(sent_key, str) and 8 <= len(sent_key) <= 64 and "\x00" not in sent_key:
        filled.key = sent_key
    return check(filled)


def check(filled: Filled[T]) -> Filled[T]:
    """Validate the raw values and word the errors."""
    try:
        filled.value = filled.model.model_validate(filled.raw)
    except ValidationError as error:
        for item in error.errors():
            filled.errors.setdefault(str(item["loc"][0]) if item["loc"] else "form", _sentence(dict(item)))
    return filled


def _raw(data: FormData, model: type[FormModel]) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        values = [v.replace("\x00", "") for v in data.getlist(name) if not isinstance(v, UploadFile)]
        if _takes_many(info.annotation):
            raw[name] = values
        elif len(values) > 1:
            raise FieldDoubled(name=name)
        elif values and values[0] != "":
            raw[name] = values[0]
    return raw


def _takes_many(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) in (tuple, list, frozenset)


def _sentence(error: dict[str, Any]) -> str:
    return say(*reason_of(error))


def reason_of(error: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """What a model says of a value, in English, and what stands in it: to be said in whoever's language reads it."""
    context = error.get("ctx") or {}
    if error["type"] == "value_error":
        return str(context["error"]), {}
    return MESSAGES.get(error["type"], OTHERWISE), context


async def uploaded(request: Request, name: str) -> UploadFile | None:
    """The file of a form, if one was chosen."""
    found = (await request.form(max_files=2, max_fields=200)).get(name)
    return found if isinstance(found, UploadFile) and found.filename else None


async def chosen_file(request: Request, name: str, most: int) -> tuple[bytes, str]:
    """The bytes of a chosen file, one more than `most` where it is larger, and its bare name; its copy is closed."""
    file = await uploaded(request, name)
    if file is None:
        return b"", ""
    body = await file.read(most + 1)
    await request.close()
    return body, PurePath((file.filename or "").replace("\\", "/")).name[:200]
