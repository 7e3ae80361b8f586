"""Column types that read and compare alike on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tortoise import fields
from tortoise.models import Model

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def to_millis(instant: datetime) -> int:
    """Milliseconds since 1970-01-01T00:00Z of an aware instant."""
    return (instant - EPOCH) // MILLISECOND


def from_millis(millis: int) -> datetime:
    """The aware UTC instant of milliseconds since 1970-01-01T00:00Z."""
    return EPOCH + millis * MILLISECOND


class InstantField(fields.BigIntField):
    """An aware UTC datetime, stored as epoch milliseconds: SQLite would compare text with the caller's offset."""

    field_type = datetime

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> int | None:
        """Milliseconds for the driver; integers pass, so that computed bounds can be given."""
        if value is None or isinstance(value, int):
            return value
        return to_millis(value)

    def to_python_value(self, value: Any) -> datetime | None:
        """An aware UTC datetime from what the driver read."""
        if value is None or isinstance(value, datetime):
            return value
        return from_millis(int(value))


def key_field(length: int = 36, **options: Any) -> Any:
    """A text column for identifiers and machine keys."""
    return fields.CharField(max_length=length, **options)
