"""Whoever recommended is told of every stage and of the end; a push names the opening, never the candidate."""

import pytest

from gamification import ENDS, STAGES
from server import clock
from server.database import rows
from server.events import ReferralMoved, ReferralStale
from server.notifications.listening import tell_referral, tell_stale
from server.notifications.payloads import LONGEST_TITLE
from server.notifications.queries import told_to
from server.notifications.wording import notices
from server.people.models import Person
from server.web.locale import say, speaking
from tests.support import people
from tests.support.openings import opening

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_each_stage_and_each_end_is_told_once_with_its_opening(alice: Person) -> None:
    job = await opening("data-engineer")
    for stage in (*STAGES, *ENDS, "interview"):
        await tell_referral(ReferralMoved("r-1", alice.id, job.id, stage, clock.now()))
    kept = await told_to(alice.id)
    assert sorted(each.content["stage"] for each in kept) == sorted((*STAGES, *ENDS))
    assert {each.path for each in kept} == {"/referrals/r-1"}
    assert all(set(each.content) == {"opening", "stage"} for each in kept)
    with speaking("en"):
        said = [each.words(say) for each in await notices(kept)]
    assert {body for _, body in said} == {"Data engineer"}
    assert len({title for title, _ in said}) == len(kept)
    assert all(len(title) <= LONGEST_TITLE for title, _ in said)


async def test_nobody_is_told_where_nobody_recommended_or_takes_part(alice: Person) -> None:
    job, gone = await opening("data-engineer"), await people.person("bea", opted_out_at=clock.now())
    for referrer_id in (None, gone.id):
        await tell_referral(ReferralMoved("r-2", referrer_id, job.id, "submitted", clock.now()))
    assert not await rows("SELECT id FROM notification")
    assert alice.id


async def test_the_recruiter_is_told_of_who_waits_or_all_of_hr_but_never_who_recommended(alice: Person) -> None:
    marc, nadege = await people.person("marc", role="hr"), await people.person("nadege", role="hr")
    theirs, nobodys = await opening("data-engineer", recruiter_id=marc.id), await opening("designer")
    for job, referral in ((theirs, "r-3"), (nobodys, "r-4"), (nobodys, "r-4")):
        await tell_stale(ReferralStale(referral, nadege.id, job.id, "submitted", clock.now(), clock.now()))
    kept = await told_to(marc.id)
    assert sorted(each.path for each in kept) == ["/console/referrals/r-3", "/console/referrals/r-4"]
    assert await told_to(nadege.id) == await told_to(alice.id) == []
    own = ReferralStale("r-5", marc.id, theirs.id, "submitted", clock.now(), clock.now())
    await tell_stale(own)
    assert [each.path for each in await told_to(nadege.id)] == ["/console/referrals/r-5"], "the recruiter recommended"
    assert len(await told_to(marc.id)) == len(kept)
    with speaking("en"):
        said = [each.words(say) for each in await notices(kept)]
    assert {title for title, _ in said} == {"A candidate waits for news from you"}
    assert {body for _, body in said} == {"Data engineer", "Designer"}
