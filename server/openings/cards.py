"""Openings as cards, in the language of the request: what they are, why they are close, what recommending brings."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from babel.dates import format_date

from server import clock
from server.content.queries import TopicCard, topics
from server.drawing import hue_of
from server.messages import N_
from server.openings.closeness import Reason
from server.openings.listing import Listed
from server.openings.pages import JobCard, UnderWay
from server.openings.promises import bonuses, points_for_a_hire
from server.openings.queries import OpeningSeen, openings_by_ids
from server.openings.wording import contract_name, pay_text, place_text, remote_text
from server.referrals.queries import referrals_of
from server.web.locale import language, say, say_many, zone

REASONS = {
    Reason.TEAM: N_("In your team"),
    Reason.CRAFT: N_("In your craft"),
    Reason.TOPIC: N_("About a topic you chose"),
    Reason.PLACE: N_("Near your site"),
}
UNDER_WAY = {
    "submitted": N_("Received: {title}"),
    "qualified": N_("In touch: {title}"),
    "interview": N_("At the interview: {title}"),
    "offer": N_("Offer made: {title}"),
    "hired": N_("Hired: {title}"),
    "started": N_("Arrived: {title}"),
}
SAID = 2  # more reasons than that are no reason


async def cards_of(found: Collection[tuple[Listed, tuple[Reason, ...]]]) -> tuple[JobCard, ...]:
    """These openings as cards."""
    promised = await bonuses(one.opening.bonus_plan_id for one, _ in found)
    points = await points_for_a_hire()
    icons = {topic.id: topic for topic in await topics()}
    return tuple(_card(one, reasons, promised, points, icons) for one, reasons in found)


def _card(
    one: Listed,
    reasons: tuple[Reason, ...],
    promised: Mapping[str, str],
    points: Mapping[bool, int],
    known: Mapping[str, TopicCard],
) -> JobCard:
    opening = one.opening
    subject = min((known[topic] for topic in one.topics if topic in known), key=lambda each: each.slug, default=None)
    return JobCard(
        slug=opening.slug,
        title=opening.title,
        place=place_text(opening),
        icon=subject.icon if subject else "briefcase",
        hue=hue_of(opening.department or opening.title),
        facts=facts_of(opening),
        reason=reason_text(reasons, one.published_at) if opening.is_open else "",
        bonus=promised.get(opening.bonus_plan_id or "", ""),
        points=points[opening.is_hot],
        is_saved=one.is_saved,
        is_hot=opening.is_hot,
        is_open=opening.is_open,
    )


def facts_of(opening: OpeningSeen) -> tuple[str, ...]:
    """Contract, pay, hours, and whether part of it is done from home."""
    partly = remote_text(opening.remote) if opening.remote == "hybrid" else ""
    return tuple(filter(None, (contract_name(opening.contract), pay_text(opening), opening.hours, partly)))


def reason_text(reasons: tuple[Reason, ...], published_at: datetime) -> str:
    """Why an opening is close, in a line; nothing when it is not."""
    said = [_reason(reason, published_at) for reason in reasons[:SAID]]
    if len(said) < SAID:
        return "".join(said)
    first, second = said
    return say(N_("{first}, and {second}"), {"first": first, "second": second[0].lower() + second[1:]})


def _reason(reason: Reason, published_at: datetime) -> str:
    if reason in REASONS:
        return say(REASONS[reason])
    today, since = clock.now().astimezone(zone()).date(), published_at.astimezone(zone()).date()
    if since == today:
        return say(N_("New today"))
    if since == today - timedelta(days=1):
        return say(N_("New since yesterday"))
    return say(N_("New since {weekday}"), {"weekday": str(format_date(since, "EEEE", locale=language()))})


async def under_way(person_id: str) -> UnderWay | None:
    """Somebody's own referrals that may still go on; nothing without any."""
    open_ones = [each for each in await referrals_of(person_id) if each.is_open]
    if not open_ones:
        return None
    latest = max(open_ones, key=lambda each: each.stage_at)
    found = (await openings_by_ids([latest.opening_id])).get(latest.opening_id)
    return UnderWay(
        say_many("{n} referral under way", "{n} referrals under way", len(open_ones)),
        say(UNDER_WAY[latest.stage], {"title": found.title}) if found and latest.stage in UNDER_WAY else "",
    )
