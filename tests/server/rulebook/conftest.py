"""HR at their desk, on one database where the pages are what matters; commands and queries are asked on both."""

import shutil
from pathlib import Path

import pytest
import pytest_asyncio
from starlette.types import ASGIApp

from tests.conftest import Templates, browser
from tests.support import people
from tests.support.html import Reader
from tests.support.signing_in import as_person


@pytest.fixture
def one_database(templates: Templates, tmp_path: Path) -> str:
    """A fresh SQLite file."""
    shutil.copy(templates.sqlite, tmp_path / "test.db")
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest_asyncio.fixture
async def hr(app: ASGIApp) -> Reader:
    """Nadège of HR, who has confirmed that it is her."""
    await people.company()
    nadege = await people.person("nadege", role="hr")
    return Reader(await as_person(browser(app), nadege, stepped_up=True))
