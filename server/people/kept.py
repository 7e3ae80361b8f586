"""A form that was posted without a session, signed, so that it can travel through sign-in and be sent after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from server.web.signing import sign, unsign

PURPOSE = "kept"
KEPT_LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where a form was going, and its fields; not posted: a page that was asked for."""

    path: str
    is_posted: bool
    fields: tuple[tuple[str, str], ...]


def keep(keys: Sequence[str], form: KeptForm) -> str:
    """The form as a hidden field."""
    return sign(keys, PURPOSE, [form.path, form.is_posted, [list(pair) for pair in form.fields]])


def kept(keys: Sequence[str], text: str) -> KeptForm | None:
    """The form behind a hidden field, or nothing when it is not ours or an hour old."""
    found = unsign(keys, PURPOSE, text, KEPT_LASTS) if text else None
    return KeptForm(found[0], found[1], tuple((name, value) for name, value in found[2])) if found else None
