"""Writes a letter in its reader's language and puts it in the outbox."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from server import clock
from server.database.fields import to_millis
from server.database.ids import new_id
from server.jobs import enqueue
from server.settings import PRODUCT_NAME, ROOT
from server.web import locale

JOB = "mail.send"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said, in plain text and in HTML."""

    subject: str
    text: str
    html: str


def write_letter(template: str, language: str, /, **values: Any) -> Letter:
    """The letter templates/emails/<template> in a language."""
    with locale.speaking(language):
        text = _environment().get_template(f"emails/{template}.txt")
        context = text.new_context({"language": locale.language(), "product": PRODUCT_NAME, **values})
        return Letter(
            subject=" ".join("".join(text.blocks["subject"](context)).split()),
            text="".join(text.blocks["body"](context)).strip() + "\n",
            html=_environment().get_template(f"emails/{template}.html").render(context.get_all()),
        )


async def enqueue_letter(
    to: str,
    subject: str,
    text: str,
    html: str | None = None,
    *,
    expires_at: datetime | None = None,
    about: str | None = None,
    unsubscribe: str | None = None,
) -> None:
    """Send a letter once the surrounding transaction commits; to nobody (`""`), it is only counted as work.

    `expires_at`: useless afterwards, then dropped. `about`: told with LetterRefused when the address refuses.
    `unsubscribe`: the address of the one-click POST.
    """
    letter = {"id": new_id(), "to": to, "subject": subject, "text": text, "html": html, "about": about}
    until = to_millis(expires_at) if expires_at else None
    written = {"until_ms": until, "at_ms": to_millis(clock.now()), "unsubscribe": unsubscribe}
    await enqueue(JOB, {**letter, **written})


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    locale.install(made)
    return made
