"""A folder of letters, for installations without a mail server: tried out on one's own machine."""

import os
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from server import clock
from server.database.fields import to_millis

_NAME = re.compile(r"\d{13}-[0-9a-f]{8}")
SHOWN = 100


@dataclass(frozen=True, slots=True)
class StoredLetter:
    """A letter as the mailbox page shows it."""

    name: str
    to: str
    subject: str
    sent_at: datetime
    text: str

    @property
    def links(self) -> tuple[str, ...]:
        """The addresses written in it."""
        return tuple(re.findall(r"https?://[^\s<>\"]+", self.text))


def put(folder: Path, message: EmailMessage) -> Path:
    """Store a letter under the instant it was sent; whole or not at all, for our eyes only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{to_millis(clock.now()):013d}-{secrets.token_hex(4)}.eml"
    part = path.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(bytes(message))
    return part.rename(path)


def letters(folder: Path) -> list[StoredLetter]:
    """The latest letters, newest first."""
    names = sorted((path.stem for path in folder.glob("*.eml")), reverse=True)[:SHOWN]
    return [found for name in names if (found := letter(folder, name))]


def letter(folder: Path, name: str) -> StoredLetter | None:
    """One letter, or nothing; a name that could lead elsewhere is nothing."""
    path = folder / f"{name}.eml"
    if not _NAME.fullmatch(name) or not path.is_file():
        return None
    message = message_from_bytes(path.read_bytes(), policy=default)
    body = message.get_body(("plain",))
    return StoredLetter(
        name=name,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=message["Date"].datetime,
        text=str(body.get_content()) if body else "",
    )
