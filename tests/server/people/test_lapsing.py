"""What lapses goes: codes and set-up tokens a day after their end, sessions at theirs."""

from datetime import timedelta

from server import clock
from server.people.jobs import forget_lapsed
from server.people.models import Session, SetupToken, SignInCode
from server.people.sessions import lifetime, open_session
from server.people.setup.commands import ensure_setup_token
from server.people.sign_in.commands import sign_in_link
from tests.support.people import person


async def test_what_lapsed_is_forgotten_and_nothing_else(db: None) -> None:
    await ensure_setup_token()
    alice = await person("alice")
    await open_session(alice.id, "employee", "", stepped_up=False)
    await open_session(alice.id, "admin", "", stepped_up=False)
    await sign_in_link("alice@orvane.example")
    with clock.moved() as moved:
        moved.advance(timedelta(hours=1))
        await forget_lapsed()
        assert [await table.all().count() for table in (SetupToken, SignInCode, Session)] == [1, 1, 2]
        moved.advance(timedelta(hours=24))
        await forget_lapsed()
        assert [await table.all().count() for table in (SetupToken, SignInCode, Session)] == [0, 0, 1]
        moved.advance(lifetime("employee"))
        await forget_lapsed()
        assert await Session.all().count() == 0
