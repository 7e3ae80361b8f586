"""What other features ask about shares."""

from datetime import timedelta

import pytest

from server import clock
from server.people.models import Person
from server.sharing.channels import Channel
from server.sharing.commands import cancel_share
from server.sharing.queries import (
    last_channel,
    last_texts,
    share_counts,
    sharers_of,
    shares_of,
    shares_since,
)
from tests.support import people
from tests.support.sharing import OWN_TEXT, article, shared

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
async def alice(db: None) -> Person:
    await people.company()
    return await people.welcomed("alice")


async def test_sharers_of_articles(alice: Person) -> None:
    one, two, none = await article("one"), await article("two"), await article("none")
    others = [await people.person(name) for name in ("bob", "carol", "dave")]
    await shared(alice, one)
    await shared(alice, one, Channel.X)
    with clock.moved() as time:
        time.set(clock.now() + timedelta(minutes=1))
        for other in others:
            time.advance(timedelta(minutes=1))
            await shared(other, one)
        cancelled, _ = await shared(others[0], two)
        await cancel_share(others[0].id, cancelled)
    found = await sharers_of([one.id, two.id, none.id, one.id])
    assert set(found) == {one.id}
    assert found[one.id].count == 4
    assert found[one.id].people == ("Dave Test", "Carol Test", "Bob Test")
    assert await sharers_of([]) == {}


async def test_who_left_is_not_shown(alice: Person) -> None:
    one = await article("one")
    await shared(alice, one)
    await Person.filter(id=alice.id).update(opted_out_at=clock.now())
    assert await sharers_of([one.id]) == {}


async def test_somebodys_shares_newest_first_and_by_page(alice: Person) -> None:
    bob = await people.person("bob")
    about = await article()
    with clock.moved() as time:
        time.set(clock.now())
        for channel in (Channel.X, Channel.WHATSAPP, Channel.SMS):
            time.advance(timedelta(minutes=1))
            await shared(alice, about, channel, words=f"On {channel}")
        await shared(bob, about)
        found = await shares_of(alice.id, limit=2)
        assert [share.channel for share in found] == ["sms", "whatsapp"]
        rest = await shares_of(alice.id, before=found[-1].recorded_at)
        assert [share.channel for share in rest] == ["x"]
        assert await last_channel(alice.id) == "sms"
        assert await last_texts(alice.id, 2) == ["On sms", "On whatsapp"]
        assert await shares_since(alice.id, clock.now() - timedelta(seconds=90)) == 2


async def test_somebodys_totals(alice: Person) -> None:
    about = await article()
    await shared(alice, about, words=OWN_TEXT)
    cancelled, _ = await shared(alice, about, Channel.X)
    await cancel_share(alice.id, cancelled)
    counts = await share_counts(alice.id)
    assert (counts.recorded, counts.confirmed, counts.own_words, counts.visits) == (1, 0, 0, 0)
    assert await last_channel("nobody") is None
