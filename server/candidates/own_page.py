"""A candidate's own page, gathered: how far they are, what is held, what was written about them."""

from typing import ClassVar

from server import clock
from server.candidates.pages import ApplicationPage, Offered, Pool, Told
from server.candidates.stages import progress
from server.candidates.vault import CandidateSeen, Identity, cv_of, identity, unseal_for
from server.drawing import qr_svg
from server.messages import N_
from server.openings.queries import opening
from server.openings.wording import place_text
from server.people.queries import person_by_id
from server.referrals.console.detail_queries import notes_of
from server.referrals.queries import referral_of, steps_of
from server.referrals.settings_queries import referral_settings
from server.web.locale import language, say
from server.web.problems import Problem

KILOBYTE = 1024


class NothingKept(Problem):
    """A link that leads to nobody: never given, or erased since. Both are answered alike."""

    status: ClassVar[int] = 410
    message: ClassVar[str] = N_("Nothing is kept under this link")


async def own_page(candidate: CandidateSeen, token: str, public_url: str, key: str, *, is_new: bool) -> ApplicationPage:
    """The page as it is now. Raises NothingKept."""
    who, referral = await identity(candidate.id), await referral_of(candidate.id)
    position = await opening(referral.opening_id) if referral else None
    if who is None or referral is None or position is None:
        raise NothingKept
    reached = (await steps_of([referral.id])).get(referral.id, ())
    stands = progress(referral, reached, position.answer_days)
    path = f"/c/{token}"
    link = f"{public_url}{path}"
    return ApplicationPage(
        opening=Offered(f"/jobs/{position.slug}?lang={language()}", position.title, place_text(position)),
        headline=stands.headline,
        sentence=stands.sentence,
        upcoming=stands.upcoming,
        promise=stands.promise,
        steps=stands.steps,
        is_open=referral.is_open,
        identity=who,
        held=await _held(candidate, who),
        kept_until=candidate.erase_at,
        told=await _told(candidate.id, referral.id),
        referrer=await _name(referral.referrer_id),
        pool=await _pool(candidate),
        link=link,
        qr=qr_svg(link, say(N_("A QR code of your link"))),
        path=path,
        key=key,
        is_new=is_new,
    )


async def _held(candidate: CandidateSeen, who: Identity) -> tuple[tuple[str, str], ...]:
    cv = await cv_of(candidate.id)
    file = f"{cv.name} ({max(1, len(cv.data) // KILOBYTE)} KB)" if cv else ""
    named = ((N_("Name"), who.name), (N_("E-mail"), who.email), (N_("Phone"), who.phone), (N_("CV"), file))
    return tuple((say(term), value) for term, value in named if value)


async def _told(candidate_id: str, referral_id: str) -> tuple[Told, ...]:
    return tuple([Told(await unseal_for(candidate_id, note.sealed), note.at) for note in await notes_of(referral_id)])


async def _name(person_id: str | None) -> str:
    person = await person_by_id(person_id) if person_id else None
    return person.shown_name if person else ""


async def _pool(candidate: CandidateSeen) -> Pool:
    until = candidate.pool_until
    is_in = until is not None and until > clock.now()
    months = (await referral_settings()).pool_months
    return Pool(is_in=is_in, until=until, months=months, may_renew=is_in and candidate.pool_asked_at is not None)
