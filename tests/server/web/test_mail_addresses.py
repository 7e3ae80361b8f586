"""One answer to what an e-mail address is."""

import pytest

from server.mail.message import message_of
from server.web.mail_addresses import is_mail_address


@pytest.mark.parametrize("text", ["lea@mail.example", "Lea.M+jobs@sub.mail.example", "a@b.test", "lea@mäil.example"])
def test_addresses(text: str) -> None:
    assert is_mail_address(text)
    letter = {"id": "1", "to": text, "subject": "", "text": "", "at_ms": 0}
    assert message_of(letter, "ricoche@orvane.example")["To"] == text


@pytest.mark.parametrize(
    "text",
    [
        "", "lea", "@mail.example", "lea@", "lea@mail", "lea@.example", "lea@mail.", "a@b@mail.example",
        "le a@mail.example", "lea@mail.example,bob@mail.example", "Léa <lea@mail.example>", "lea\n@mail.example",
        "lea\u00a0@mail.example", "lea..m@mail.example", ".lea@mail.example", "lea.@mail.example", "lea@mail..example",
        "lea@mail.example.", "léa@mail.example",
    ],
)  # fmt: skip
def test_what_no_letter_reaches(text: str) -> None:
    assert not is_mail_address(text)
