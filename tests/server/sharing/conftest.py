"""Each test of sharing has its own database, so nothing of another day's secret may stay in memory."""

from collections.abc import Iterator

import pytest

from server.sharing import visit_commands
from server.sharing.flood import Flood
from server.sharing.salts import forget_salts


@pytest.fixture(autouse=True)
def _fresh_memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    forget_salts()
    monkeypatch.setattr(visit_commands, "_flood", Flood())
    yield
    forget_salts()
