"""What orders announce, for the tests of small gifts."""

import pytest

from gamification import Fact
from server import events
from server.events import RedemptionMoved, StockLow


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was announced of orders, stock and facts, in its order: nobody else listens."""
    told: list[object] = []

    async def listen(event: object) -> None:
        told.append(event)

    for kind in (RedemptionMoved, StockLow, Fact):
        monkeypatch.setitem(events._listeners, kind, [listen])
    return told
