"""What the mailbox pages show."""

from dataclasses import dataclass
from typing import ClassVar

from server.mail.mailbox import StoredLetter
from server.web.rendering import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxPage(Page):
    """The letters, newest first."""

    template: ClassVar[str] = "people/mailbox.html"
    letters: list[StoredLetter]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPage(Page):
    """One letter."""

    template: ClassVar[str] = "people/letter.html"
    letter: StoredLetter
