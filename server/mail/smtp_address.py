"""Reads RICOCHE_SMTP_URL: smtp://user:password@host:port?starttls, or smtps://."""

from typing import Any
from urllib.parse import unquote, urlsplit

from server.settings import BadSetting

PORTS = {"smtp": 25, "smtps": 465}


def smtp_options(url: str) -> dict[str, Any]:
    """What `aiosmtplib.send` wants to know; `?starttls` insists on TLS where `smtp://` merely takes it."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadSetting("RICOCHE_SMTP_URL is not an address like smtp://user:password@mail.example:587?starttls.")
    insists = "starttls" in parts.query.split("&")
    return {
        "hostname": parts.hostname,
        "port": parts.port or (587 if insists else PORTS[parts.scheme]),
        "username": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        "use_tls": parts.scheme == "smtps",
        "start_tls": True if insists else False if parts.scheme == "smtps" else None,
    }
