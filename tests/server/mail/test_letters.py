"""Letters: in the reader's language, whole in the outbox, sent by SMTP or put in the mailbox."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from server import clock, jobs, worker
from server.database import rows, transaction
from server.events import listen
from server.listeners import register_listeners
from server.mail.letters import enqueue_letter, write_letter
from server.mail.mailbox import letter, letters
from server.mail.sending import LetterNotSent, LetterRefused, letter_sender
from server.mail.smtp_address import smtp_options
from server.settings import BadSetting, Settings, read_settings

CODE = {
    "code": "123456",
    "link": "http://localhost:8000/sign-in/link/x",
    "name": "Ève <b>",
    "host": "http://localhost:8000",
}


def test_a_letter_has_a_subject_a_text_and_html_that_escapes() -> None:
    made = write_letter("sign_in", "en", **CODE)
    assert made.subject == "123456 is your Ricoche code"
    assert "Hello Ève <b>," in made.text
    assert "Hello Ève &lt;b&gt;," in made.html
    assert 'lang="en"' in made.html
    assert 'lang="fr"' in write_letter("sign_in", "fr", **CODE).html


def test_no_letter_holds_a_picture_or_a_foreign_address() -> None:
    for name, values in (("sign_in", CODE), ("step_up", CODE)):
        html = write_letter(name, "fr", **values).html
        assert "<img" not in html
        assert html.count("http") == html.count("http://localhost:8000")


async def test_it_exists_only_if_the_act_commits(db: None) -> None:
    class Undone(Exception):
        pass

    async def undone() -> None:
        async with transaction():
            await enqueue_letter("alice@orvane.example", "Hello", "Text")
            raise Undone

    with pytest.raises(Undone):
        await undone()
    assert await rows("SELECT id FROM job") == []


async def test_without_a_mail_server_it_lands_in_the_mailbox(db: None, settings: Settings) -> None:
    register_listeners(settings)
    text = "Été — see http://a.example/x\n"
    await enqueue_letter("alice@orvane.example", "Hello\r\nBcc: x@evil.example", text, "<p>Été</p>")
    await enqueue_letter("", "To nobody", "Text")
    assert await worker.drain() == 2
    assert settings.mailbox_dir is not None
    (found,) = letters(settings.mailbox_dir)
    assert (found.to, found.subject) == ("alice@orvane.example", "Hello Bcc: x@evil.example")
    assert found.links == ("http://a.example/x",)
    file = settings.mailbox_dir / f"{found.name}.eml"
    assert file.stat().st_mode & 0o077 == 0
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert message["Bcc"] is None
    assert message["Auto-Submitted"] == "auto-generated"


async def test_a_late_letter_is_dropped(db: None, settings: Settings) -> None:
    register_listeners(settings)
    await enqueue_letter("a@orvane.example", "Code", "123456", expires_at=clock.now() + timedelta(minutes=10))
    with clock.moved() as moved:
        moved.advance(timedelta(minutes=11))
        assert await worker.drain() == 1
    assert settings.mailbox_dir is not None
    assert letters(settings.mailbox_dir) == []


@pytest.mark.parametrize("name", ["../secret-key", "..", "", "1763848000000-00000000/../../x", "x.eml"])
def test_the_mailbox_shows_letters_only(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret-key").write_text("secret")
    (tmp_path / "mailbox").mkdir()
    assert letter(tmp_path / "mailbox", name) is None


class Server:
    """A mail server that says what it is told to."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.answer_to_recipient = b"250 ok"
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One conversation."""
        say: Callable[[bytes], None] = lambda line: writer.write(line + b"\r\n")  # noqa: E731
        say(b"220 here")
        while line := await reader.readline():
            match line.split()[0].upper():
                case b"EHLO" | b"HELO" | b"MAIL" | b"RSET":
                    say(b"250 ok")
                case b"RCPT":
                    say(self.answer_to_recipient)
                case b"DATA":
                    say(b"354 go on")
                    self.received.append(await reader.readuntil(b"\r\n.\r\n"))
                    say(b"250 kept")
                case _:
                    say(b"221 bye")
                    break
        writer.close()


@pytest.fixture
async def smtp() -> AsyncIterator[Server]:
    """A mail server on this machine."""
    made = Server()
    listening = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = listening.sockets[0].getsockname()[1]
    yield made
    listening.close()
    await listening.wait_closed()


def over_smtp(tmp_path: Path, port: int) -> Settings:
    """Settings with this mail server."""
    return read_settings(
        {
            "RICOCHE_DATA_DIR": str(tmp_path), "RICOCHE_SMTP_URL": f"smtp://127.0.0.1:{port}",
            "RICOCHE_MAIL_FROM": "ricoche@orvane.example",
        }
    )  # fmt: skip


async def a_job(**more: Any) -> dict[str, Any]:
    """What the worker hands to the sender."""
    await enqueue_letter("alice@orvane.example", "Hello", "Text", "<p>Text</p>", **more)
    (job,) = await jobs.claim(1)
    payload: dict[str, Any] = job["payload"]
    return payload


async def test_with_a_mail_server_it_is_sent(db: None, smtp: Server, tmp_path: Path) -> None:
    job = await a_job(unsubscribe="https://ricoche.example/unsubscribe/x")
    await letter_sender(over_smtp(tmp_path, smtp.port))(job)
    await letter_sender(over_smtp(tmp_path, smtp.port))(job)
    first, second = (message_from_bytes(received, policy=default) for received in smtp.received)
    assert (first["From"], first["To"]) == ("Ricoche <ricoche@orvane.example>", "alice@orvane.example")
    assert first["List-Unsubscribe"] == "<https://ricoche.example/unsubscribe/x>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert first["Message-ID"] == second["Message-ID"]


async def test_an_address_that_refuses_for_good_is_told_to_whoever_wrote(
    db: None, smtp: Server, tmp_path: Path
) -> None:
    told: list[LetterRefused] = []

    async def hear(event: LetterRefused) -> None:
        told.append(event)

    listen(LetterRefused, hear)
    smtp.answer_to_recipient = b"550 no such user alice@orvane.example"
    await letter_sender(over_smtp(tmp_path, smtp.port))(await a_job(about="invitation:1"))
    assert told == [LetterRefused("invitation:1")]


async def test_what_may_pass_later_is_tried_again_and_names_no_address(db: None, smtp: Server, tmp_path: Path) -> None:
    smtp.answer_to_recipient = b"450 alice@orvane.example is busy"
    job = await a_job()
    with pytest.raises(LetterNotSent, match="450") as problem:
        await letter_sender(over_smtp(tmp_path, smtp.port))(job)
    assert "alice" not in str(problem.value)
    with pytest.raises(LetterNotSent):
        await letter_sender(over_smtp(tmp_path, 1))(job)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, None, False, None)),
        ("smtp://me:p%40ss@mail.example:2525?starttls", ("mail.example", 2525, "p@ss", False, True)),
        ("smtp://mail.example?starttls", ("mail.example", 587, None, False, True)),
        ("smtps://mail.example", ("mail.example", 465, None, True, False)),
    ],
)
def test_smtp_addresses(url: str, expected: tuple[object, ...]) -> None:
    options = smtp_options(url)
    names = ("hostname", "port", "password", "use_tls", "start_tls")
    assert tuple(options[name] for name in names) == expected


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_what_is_no_smtp_address_is_refused(url: str) -> None:
    with pytest.raises(BadSetting):
        smtp_options(url)
