"""The same form twice is one act; other content under the same key is noticed; a refused form keeps its key."""

import asyncio

import pytest

from server.database import rows
from server.people.models import Team
from server.web.forms import Filled, FormModel, blank, check
from server.web.idempotency import once_for
from server.web.problems import Doubled

pytestmark = pytest.mark.usefixtures("db")


class TeamForm(FormModel):
    name: str


def filled(name: str, key: str = "key-0001") -> Filled[TeamForm]:
    form = blank(TeamForm, name=name)
    form.key = key
    return check(form)


async def make(form: Filled[TeamForm], actor: str = "alice") -> str:
    async def act() -> str:
        team = await Team.create(name=form.valid.name, name_key=form.valid.name)
        return f"/teams/{team.id}"

    return await once_for(actor, "/teams", form, act)


async def teams() -> int:
    return await Team.all().count()


async def test_a_replay_gives_the_first_answer_and_acts_once() -> None:
    assert await make(filled("Data")) == await make(filled("Data"))
    assert await teams() == 1


async def test_two_at_once_give_one_effect_and_one_answer() -> None:
    answers = await asyncio.gather(*(make(filled("Data")) for _ in range(6)))
    assert len(set(answers)) == 1
    assert await teams() == 1


async def test_other_content_under_the_same_key_gets_the_first_result_s_address() -> None:
    first = await make(filled("Data"))
    with pytest.raises(Doubled) as refused:
        await make(filled("Design"))
    assert refused.value.location == first
    assert await teams() == 1


async def test_somebody_else_s_key_tells_nothing() -> None:
    await make(filled("Data"))
    with pytest.raises(Doubled) as refused:
        await make(filled("Data"), actor="bob")
    assert refused.value.location is None


async def test_a_refused_act_keeps_its_key() -> None:
    async def refuse() -> str:
        await Team.create(name="x", name_key="x")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await once_for("alice", "/teams", filled("Data"), refuse)
    assert await teams() == 0
    assert await rows("SELECT key FROM form_key") == []
    await make(filled("Data"))
    assert await teams() == 1
