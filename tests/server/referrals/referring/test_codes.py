"""A link per person and opening; a code per person, revoked at will and never given twice."""

import asyncio

import pytest

from server import clock
from server.database import rows
from server.people.models import Person
from server.referrals.referring import commands
from server.referrals.referring.commands import WordTaken, choose_code, link_for, revoke_code, write_words
from server.referrals.referring.queries import opening_of_link, own_code, referral_link, spoken_code
from server.sharing.codes import is_link_code
from tests.support.people import person
from tests.support.referring import opening

pytestmark = pytest.mark.usefixtures("db")


async def test_a_link_is_made_once_and_says_who_recommends() -> None:
    alice, job = await person("alice", job_title="Data lead"), await opening()
    first, second = await asyncio.gather(link_for(alice.id, job.id), link_for(alice.id, job.id))
    assert first == second
    assert is_link_code(first.code)
    await write_words(alice.id, job.id, "You would like it here.")
    seen = await referral_link(first.code)
    assert seen is not None
    assert (seen.person_id, seen.opening_id) == (alice.id, job.id)
    assert (seen.display_name, seen.job_title, seen.words) == ("Alice Test", "Data lead", "You would like it here.")
    assert (await link_for((await person("bob")).id, job.id)).code != first.code
    assert await referral_link("no-such-code") is None
    assert await referral_link("2" * 16) is None


@pytest.mark.parametrize("left", ["opted_out_at", "left_company_at"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_nobody_recommends_who_takes_no_part_but_the_card_leads_to_the_opening(left: str) -> None:
    alice, job = await person("alice"), await opening()
    code, said = (await link_for(alice.id, job.id)).code, await choose_code(alice.id, "Menthe")
    await Person.filter(id=alice.id).update(**{left: clock.now()})
    assert await referral_link(code) is None
    assert await spoken_code(said) is None
    assert await opening_of_link(code) == job.id


async def test_a_code_is_found_until_it_is_revoked_and_never_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    alice, bob = await person("alice"), await person("bob")
    drawn = iter(["0001", "0001", "0002", "0002"])
    monkeypatch.setattr(commands, "new_digits", lambda: next(drawn))
    assert await choose_code(alice.id, "forêt") == "Forêt 0001"
    found = await spoken_code("FORET-0001")
    assert found is not None
    assert (found.person_id, found.display_name) == (alice.id, "Alice Test")
    await revoke_code(alice.id)
    await revoke_code(alice.id)
    assert await spoken_code("forêt 0001") is None
    assert await own_code(alice.id) is None
    assert await choose_code(bob.id, "Forêt") == "Forêt 0002"
    monkeypatch.setattr(commands, "new_digits", lambda: "0002")
    with pytest.raises(WordTaken):
        await choose_code(bob.id, "foret")
    kept = await own_code(bob.id)
    assert kept is not None
    assert kept.shown == "Forêt 0002"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_another_word_takes_the_code_before_back() -> None:
    alice = await person("alice")
    first, second = await choose_code(alice.id, "Menthe"), await choose_code(alice.id, "Citron")
    assert await spoken_code(first) is None
    assert await spoken_code(second) is not None
    assert len(await rows("SELECT id FROM spoken_code WHERE revoked_at IS NULL")) == 1
