"""Installations that the tests of the command line share."""

from pathlib import Path

import pytest

from tests.support.program import Program


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """An empty, migrated installation; not to be changed."""
    made = Program(tmp_path_factory.mktemp("migrated"))
    done = made.run("migrate")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="session")
def orvane(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The demo with a week of life and the days of this one; not to be changed."""
    made = Program(tmp_path_factory.mktemp("orvane"))
    done = made.run("demo", "--weeks", "2")
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def program(migrated: Program, tmp_path: Path) -> Program:
    """An empty installation of one's own."""
    return migrated.copy_to(tmp_path / "data")
