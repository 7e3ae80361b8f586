"""Sends what the outbox holds: over SMTP when a server is set, else into the mailbox folder."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from server import clock
from server.database.fields import to_millis
from server.events import announce
from server.mail.mailbox import put
from server.mail.message import message_of
from server.mail.smtp_address import smtp_options
from server.settings import Settings

PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class LetterRefused:
    """The address will never take this letter; `about` is what the writer said of it."""

    about: str


class LetterNotSent(Exception):
    """The mail server's answer as a number, without the address it is about."""


def letter_sender(settings: Settings) -> Callable[[dict[str, Any]], Awaitable[None]]:
    """The handler of `mail.send` jobs."""

    async def send_letter(letter: dict[str, Any]) -> None:
        if not letter["to"] or _is_late(letter):
            return
        message = message_of(letter, settings.mail_from)
        if settings.mailbox_dir is not None:
            await asyncio.to_thread(put, settings.mailbox_dir, message)
        elif await _is_refused(settings, message) and letter.get("about"):
            await announce(LetterRefused(letter["about"]))

    return send_letter


def _is_late(letter: dict[str, Any]) -> bool:
    return letter["until_ms"] is not None and letter["until_ms"] < to_millis(clock.now())


async def _is_refused(settings: Settings, message: EmailMessage) -> bool:
    """Send; whether the address refused for good. Anything else that goes wrong is tried again."""
    import aiosmtplib  # when a letter is sent: starting does not wait for it

    assert settings.smtp_url is not None
    try:
        await aiosmtplib.send(message, timeout=PATIENCE, **smtp_options(settings.smtp_url))
    except aiosmtplib.SMTPRecipientsRefused as refused:
        codes = [recipient.code for recipient in refused.recipients]
        if all(code >= 500 for code in codes):
            return True
        raise LetterNotSent(f"recipient {codes}") from None
    except aiosmtplib.SMTPResponseException as answer:
        raise LetterNotSent(f"answer {answer.code}") from None
    except (aiosmtplib.SMTPException, OSError) as problem:
        raise LetterNotSent(type(problem).__name__) from None
    return False
