"""Token buckets that every process counts alike."""

import asyncio
from datetime import timedelta

import pytest

from server import clock
from server.web.limits import take
from server.web.problems import TooMany

pytestmark = pytest.mark.usefixtures("db")


async def test_a_bucket_empties_and_fills_again() -> None:
    with clock.moved() as moved:
        moved.set(clock.now())
        for _ in range(3):
            await take("door:a", 3, 60)
        with pytest.raises(TooMany) as refused:
            await take("door:a", 3, 60)
        assert refused.value.retry_after == 20
        await take("door:b", 3, 60)
        moved.advance(timedelta(seconds=20))
        await take("door:a", 3, 60)
        with pytest.raises(TooMany):
            await take("door:a", 3, 60)


async def test_many_at_once_never_get_more_than_the_bucket_holds() -> None:
    with clock.moved() as moved:
        moved.set(clock.now())
        results = await asyncio.gather(*(take("door", 5, 3600) for _ in range(20)), return_exceptions=True)
    assert sum(result is None for result in results) == 5
    assert sum(isinstance(result, TooMany) for result in results) == 15
