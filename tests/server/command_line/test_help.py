"""Help and refusals in both languages; no command is a traceback."""

from pathlib import Path

import pytest

from server.command_line.commands import COMMANDS
from tests.support.program import Program


@pytest.fixture
def nowhere(tmp_path: Path) -> Program:
    return Program(tmp_path / "data")


def test_help_names_every_command(nowhere: Program) -> None:
    english = nowhere.run("--help")
    assert english.returncode == 0
    assert all(command.name in english.stdout for command in COMMANDS)
    assert "bring the database to the newest schema" in english.stdout
    assert not nowhere.folder.exists()


@pytest.mark.parametrize("environment", [{"RICOCHE_LANG": "fr"}, {"RICOCHE_LANG": "", "LANG": "fr_FR.UTF-8"}])
def test_help_speaks_french(nowhere: Program, environment: dict[str, str]) -> None:
    french = nowhere.run("--help", **environment)
    assert "amener la base de données au schéma le plus récent" in french.stdout
    assert "bring the database" not in french.stdout


def test_every_command_is_written_where_it_says() -> None:
    for command in COMMANDS:
        assert callable(command.load()), command.name


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "required: command"),
        (("bogus",), "bogus"),
        (("demo", "--weeks", "0"), "a number from 1 to 52"),
        (("demo", "--weeks", "many"), "a number from 1 to 52"),
        (("sign-in",), "address"),
        (("serve", "--port", "x"), "--port"),
    ],
)
def test_what_is_not_understood_is_refused(nowhere: Program, arguments: tuple[str, ...], said: str) -> None:
    done = nowhere.run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("RICOCHE_PORT", "70000", "RICOCHE_PORT: “70000” is not a port between 1 and 65535."),
        ("RICOCHE_PUBLIC_URL", "ricoche", "RICOCHE_PUBLIC_URL"),
        ("RICOCHE_WORKER", "perhaps", "RICOCHE_WORKER: “perhaps” is neither yes nor no."),
        ("RICOCHE_SECRET_KEY", "short", "RICOCHE_SECRET_KEY: a key has fewer than 32 characters."),
        ("RICOCHE_SMTP_URL_FILE", "missing-file", "RICOCHE_SMTP_URL_FILE: missing-file cannot be read"),
    ],
)
def test_a_bad_setting_is_one_sentence(nowhere: Program, name: str, value: str, said: str) -> None:
    done = nowhere.run("settings", **{name: value})
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_bad_database_address_is_one_sentence(nowhere: Program) -> None:
    done = nowhere.run("doctor", RICOCHE_DATABASE_URL="mysql://ricoche:secret@localhost/ricoche")
    assert done.returncode == 2
    assert "RICOCHE_DATABASE_URL" in done.stderr
    assert "secret" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_is_not_prepared_is_one_sentence(nowhere: Program) -> None:
    nowhere.folder.mkdir()
    done = nowhere.run("sign-in", "somebody@orvane.example")
    assert done.returncode == 2
    assert "ricoche migrate" in done.stderr
    assert len(done.stderr.splitlines()) == 1
