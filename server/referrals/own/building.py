"""Puts the pages of one's own referrals together from what the features know."""

from datetime import date, timedelta

from gamification import PROMISED_STAGES
from server import clock
from server.bonuses.dates import working_days_later
from server.candidates.vault import identities
from server.messages import N_
from server.openings.queries import OpeningSeen, openings_by_ids
from server.openings.wording import place_text
from server.people.queries import names_of
from server.points.queries import StagePoints, preview_referral, referral_points
from server.referrals.own.money import money_of
from server.referrals.own.pages import Banner, News, ReferralPage, ReferralRow, ReferralsPage
from server.referrals.own.timeline import Way, lines
from server.referrals.own.wording import hue_of, over_words, short_day, short_name, stage_name, week_day
from server.referrals.queries import ReferralSeen, referral, referrals_of, steps_of
from server.referrals.referring.building import spoken_by
from server.referrals.referring.forms import NothingForm
from server.web.forms import Filled, blank
from server.web.locale import say, zone
from server.web.problems import NotFound

NEWS_EVERY = timedelta(days=7)


async def own_referral(person_id: str, referral_id: str) -> ReferralSeen:
    """A referral of this person; another's does not exist."""
    found = await referral(referral_id)
    if found is None or found.referrer_id != person_id:
        raise NotFound
    return found


async def referrals_page(person_id: str) -> ReferralsPage:
    """All that somebody recommended."""
    found = await referrals_of(person_id)
    openings = await openings_by_ids(each.opening_id for each in found)
    people = await identities(each.candidate_id for each in found if each.candidate_id)
    points = await referral_points(person_id, [each.id for each in found])
    made = [
        (each, ReferralRow(
            id=each.id,
            name=short_name(people.get(each.candidate_id or "")),
            opening=_title(openings.get(each.opening_id)),
            stage=stage_name(each.stage),
            hue=hue_of(each.stage),
            meta=short_day(each.stage_at),
            points=_sum(points.get(each.id, {})),
        ))
        for each in found
    ]  # fmt: skip
    running = tuple(row for each, row in made if each.is_open)
    ended = tuple(row for each, row in made if not each.is_open)
    return ReferralsPage(running=running, ended=ended, spoken=await spoken_by(person_id))


def _sum(by_kind: dict[str, StagePoints]) -> int:
    return sum(each.points for each in by_kind.values())


def _title(opening: OpeningSeen | None) -> str:
    if opening is None:
        return ""
    place = place_text(opening)
    return f"{opening.title}, {place}" if place else opening.title


async def referral_page(person_id: str, referral_id: str, form: Filled[NothingForm] | None = None) -> ReferralPage:
    """Screen 11."""
    about = await own_referral(person_id, referral_id)
    opening = (await openings_by_ids([about.opening_id])).get(about.opening_id)
    who = (await identities([about.candidate_id] if about.candidate_id else [])).get(about.candidate_id or "")
    return ReferralPage(
        id=about.id,
        name=short_name(who),
        is_known=who is not None,
        opening=_title(opening),
        banner=_banner(about),
        clock=_clock(about, opening),
        lines=lines(await _way(person_id, about)),
        over=over_words(about.stage),
        unpaid=_unpaid(about),
        news=_news(about, form or blank(NothingForm)) if about.is_open else None,
    )


async def _way(person_id: str, about: ReferralSeen) -> Way:
    steps = (await steps_of([about.id])).get(about.id, ())
    return Way(
        referral=about,
        steps={step.stage: step for step in steps},
        names=await names_of(step.by_id for step in steps if step.by_id),
        by_kind=(await referral_points(person_id, [about.id])).get(about.id, {}),
        would=await preview_referral(about.opening_id, about.is_hot),
        money=await money_of(about),
    )


def _banner(about: ReferralSeen) -> Banner | None:
    """The next appointment, on its day and before."""
    if about.next_on is None or not about.is_open or about.next_on.astimezone(zone()).date() < _today():
        return None
    what = about.next_what or stage_name(about.stage)
    said = say(N_("{what}, {day}."), {"what": what, "day": week_day(about.next_on)})
    return Banner(said, say(N_("A word of encouragement from you would be welcome.")))


def _today() -> date:
    return clock.now().astimezone(zone()).date()


def _clock(about: ReferralSeen, opening: OpeningSeen | None) -> str:
    """What is promised of the next answer, while somebody waits for one and no appointment says it."""
    if about.stage not in PROMISED_STAGES or opening is None or _banner(about) is not None:
        return ""
    until = working_days_later(about.stage_at.astimezone(zone()).date(), opening.answer_days)
    if until < _today():
        was_told = about.told_stale_at is not None  # HR's own term may be a longer one
        return say(N_("The answer is late. The HR team has been reminded.") if was_told else N_("The answer is late."))
    values = {"days": opening.answer_days, "day": week_day(until)}
    if about.stage == "submitted":
        return say(N_("First answer within {days} working days, by {day}."), values)
    return say(N_("News within {days} working days, by {day}."), values)


def _unpaid(about: ReferralSeen) -> str:
    """Why nothing comes of it, where nothing does."""
    if about.has_conflict:
        return say(N_("You have a hand in this recruitment: this referral brings no points and no bonus."))
    if not about.is_outside:
        return say(N_("This person belongs to the company already: this referral brings no points and no bonus."))
    return ""


def _news(about: ReferralSeen, form: Filled[NothingForm]) -> News:
    asked = about.news_asked_at
    return News(form, may_ask(about), short_day(asked) if asked else "")


def may_ask(about: ReferralSeen) -> bool:
    """Whether a week has passed since somebody asked for news."""
    return about.news_asked_at is None or clock.now() - about.news_asked_at >= NEWS_EVERY
