"""Everything the environment decides, read once; a bad value refuses to start with one sentence."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PRODUCT_NAME = "Ricoche"
ROOT = Path(__file__).resolve().parent.parent


class BadSetting(ValueError):
    """A variable of the environment has a value we cannot serve with."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator may set; `ricoche settings` prints it."""

    data_dir: Path
    database_url: str
    host: str
    port: int
    public_url: str
    secret_keys: tuple[str, ...]
    smtp_url: str | None
    mail_from: str
    push_hosts: tuple[str, ...]
    run_worker: bool
    trusted_proxies: str

    @property
    def is_loopback(self) -> bool:
        """Whether people reach this server on their own machine only."""
        return urlsplit(self.public_url).hostname in ("localhost", "127.0.0.1", "::1")

    @property
    def uses_https(self) -> bool:
        """Whether browsers come over TLS."""
        return self.public_url.startswith("https://")

    @property
    def mailbox_dir(self) -> Path | None:
        """Where letters are put when no SMTP server is set."""
        return None if self.smtp_url else self.data_dir / "mailbox"

    @property
    def media_dir(self) -> Path:
        """Where fetched pictures are kept."""
        return self.data_dir / "media"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from RICOCHE_* variables; NAME_FILE names a file that holds the value."""
    data_dir = Path(_value(environment, "DATA_DIR") or "var").resolve()
    port = _port(_value(environment, "PORT") or environment.get("PORT") or "8000")
    return Settings(
        data_dir=data_dir,
        database_url=_value(environment, "DATABASE_URL") or f"sqlite:///{data_dir}/ricoche.db",
        host=_value(environment, "HOST") or "127.0.0.1",
        port=port,
        public_url=_url(_value(environment, "PUBLIC_URL") or f"http://localhost:{port}"),
        secret_keys=_secrets(_value(environment, "SECRET_KEY"), data_dir),
        smtp_url=_value(environment, "SMTP_URL"),
        mail_from=_value(environment, "MAIL_FROM") or "ricoche@localhost",
        push_hosts=tuple((_value(environment, "PUSH_HOSTS") or "").split()),
        run_worker=_flag(_value(environment, "WORKER") or "yes", "RICOCHE_WORKER"),
        trusted_proxies=_value(environment, "TRUSTED_PROXIES") or "127.0.0.1",
    )


def _value(environment: Mapping[str, str], name: str) -> str | None:
    named_file = environment.get(f"RICOCHE_{name}_FILE")
    if not named_file:
        return environment.get(f"RICOCHE_{name}")
    try:
        return Path(named_file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(f"RICOCHE_{name}_FILE: {named_file} cannot be read ({error.strerror}).") from error


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise BadSetting(f"RICOCHE_PORT: “{text}” is not a port between 1 and 65535.")
    return int(text)


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise BadSetting(f"RICOCHE_PUBLIC_URL: “{text}” is not an address like https://ricoche.example.")
    return text.rstrip("/")


def _flag(text: str, name: str) -> bool:
    if text not in ("yes", "no"):
        raise BadSetting(f"{name}: “{text}” is neither yes nor no.")
    return text == "yes"


def _secrets(given: str | None, data_dir: Path) -> tuple[str, ...]:
    """Signing keys, newest last; made at first start when none is given."""
    if given:
        keys = tuple(given.split())
        if any(len(key) < 32 for key in keys):
            raise BadSetting("RICOCHE_SECRET_KEY: a key has fewer than 32 characters.")
        return keys
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return (path.read_text().strip(),)
