"""From a database URL to Tortoise's configuration."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

MODELS = [
    f"server.{room}.models"
    for room in (
        "people", "content", "sharing", "points", "badges", "standings", "challenges", "teamwork", "notifications",
        "rulebook", "privacy", "web", "openings", "candidates", "referrals",
        "bonuses", "ats", "rewards",
    )
]  # fmt: skip


class BadDatabaseUrl(ValueError):
    """The database URL has a form we do not serve."""


def tortoise_config(url: str, **extra: Any) -> dict[str, Any]:
    """Everything Tortoise.init wants for this URL; `extra` goes to the engine."""
    return {
        "connections": {"default": connection(url, **extra)},
        "use_tz": True,
        "timezone": "UTC",
        "apps": {
            "ricoche": {
                "models": MODELS,
                "migrations": "server.database.migrations",
                "default_connection": "default",
            }
        },
    }


def connection(url: str, **extra: Any) -> dict[str, Any]:
    """Engine and credentials: sqlite:///relative.db, sqlite:////absolute.db, postgresql://user@host/name?host=/socket."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    if parts.scheme == "sqlite" and parts.path[1:]:
        credentials = {"file_path": parts.path[1:], **options, **extra}
        return {"engine": "server.database.sqlite_engine", "credentials": credentials}
    if parts.scheme in ("postgres", "postgresql") and parts.path[1:]:
        return {"engine": "server.database.postgresql_engine", "credentials": _postgresql(parts, options)}
    raise BadDatabaseUrl(url.split("@")[-1])


def _postgresql(parts: Any, options: dict[str, str]) -> dict[str, Any]:
    return {
        "host": options.pop("host", None) or parts.hostname or "localhost",
        "port": parts.port or 5432,
        "user": unquote(parts.username or "postgres"),
        "password": unquote(parts.password) if parts.password else None,
        "database": parts.path[1:],
        "minsize": int(options.pop("minsize", 1)),
        "maxsize": int(options.pop("maxsize", 10)),
        **options,
    }


TORTOISE_ORM = tortoise_config("sqlite:///var/ricoche.db")  # what the `tortoise makemigrations` command reads
