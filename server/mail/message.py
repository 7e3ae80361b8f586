"""A letter from the outbox as the message that travels."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from server.database.fields import from_millis
from server.settings import PRODUCT_NAME


def message_of(letter: dict[str, Any], sender: str) -> EmailMessage:
    """Headers that no typed text can break out of; the id is the job's, so that a second sending is noticed."""
    message = EmailMessage()
    message["From"] = Address(display_name=PRODUCT_NAME, addr_spec=sender)
    message["To"] = Address(addr_spec=letter["to"])
    message["Subject"] = " ".join(str(letter["subject"]).split())
    message["Date"] = format_datetime(from_millis(letter["at_ms"]))
    message["Message-ID"] = f"<{letter['id']}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.get("unsubscribe"):
        message["List-Unsubscribe"] = f"<{letter['unsubscribe']}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter["text"])
    if letter.get("html"):
        message.add_alternative(letter["html"], subtype="html")
    return message
