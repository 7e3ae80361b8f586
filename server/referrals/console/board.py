"""Turns the board's rows into what its page shows, all names from one opening of the vault."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from server.bonuses.queries import InstalmentSeen, instalments_of
from server.candidates.vault import Identity, identities
from server.messages import N_
from server.referrals.console.board_queries import Card, Counts
from server.referrals.console.lanes import BEHIND, BOARD, LANE_OF, LOOK, NEXT, Lane
from server.referrals.console.pages import CardView, Chip, ColumnView, Tag
from server.referrals.console.wording import bonus_tag, clock_tag, nobody, short_name
from server.web.locale import say

HERE = "/console/referrals"
PAID = frozenset({"hired", "started", "retained"})
CONFLICT, ALL, NEWS_ASKED = N_("Conflict of interest"), N_("All openings"), N_("News asked for")


def address(path: str = "", **asked: str) -> str:
    """An address of the board, without what was not asked."""
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"{HERE}{path}?{kept}" if kept else f"{HERE}{path}"


def chips(counts: Counts, opening_id: str, column: str) -> tuple[Chip, ...]:
    """All openings, then each with how many people are in its pipeline."""
    each = [
        (f"{title}, {n}", address(opening=id_, column=column), id_ == opening_id) for id_, title, n in counts.openings
    ]
    return ((say(ALL), address(column=column), not opening_id), *each)


async def columns(
    lanes: Sequence[Lane], cards: Sequence[Card], counts: Counts, opening_id: str, stale_days: int
) -> tuple[ColumnView, ...]:
    """Each column with its cards; whoever was erased has no name any more."""
    names = await identities(card.candidate_id for card in cards if card.candidate_id)
    paid = await instalments_of([card.id for card in cards if card.stage in PAID])
    views = [(card.stage, _card(card, names, paid.get(card.id, ()), stale_days)) for card in cards]
    return tuple(_column(lane, views, counts, opening_id) for lane in lanes)


def _column(lane: Lane, views: Sequence[tuple[str, CardView]], counts: Counts, opening_id: str) -> ColumnView:
    own = tuple(view for stage, view in views if LANE_OF[stage] == lane.slug)
    count = counts.lanes.get(lane.slug, 0)
    return ColumnView(
        slug=lane.slug,
        title=say(lane.title),
        about=say(lane.about),
        count=count,
        cards=own,
        more=max(0, count - len(own)),
        more_href=address(column=lane.slug, opening=opening_id),
    )


def _card(card: Card, names: Mapping[str, Identity], paid: Sequence[InstalmentSeen], stale_days: int) -> CardView:
    known = names.get(card.candidate_id or "")
    action, part = NEXT.get(card.stage, LOOK)
    if card.stage == "started" and not paid:
        action, part = LOOK
    tags = [bonus_tag(paid) or clock_tag(card.stage, card.stage_at, card.next_on, card.next_what, stale_days)]
    if card.has_conflict:
        tags.append(Tag(say(CONFLICT), "sun", "warning"))
    if card.was_asked:
        tags.append(Tag(say(NEWS_ASKED), "accent", "chat-circle-dots"))
    return CardView(
        href=f"{HERE}/{card.id}#{part}",
        name=short_name(known.name) if known else nobody(card.stage),
        opening=card.opening,
        tags=tuple(tags),
        referrer=card.referrer,
        action=say(action),
    )


def behind(counts: Counts, opening_id: str) -> tuple[tuple[str, str], ...]:
    """Links to who stayed and to what ended, with their counts."""
    return tuple(
        (f"{say(lane.title)}, {counts.lanes.get(lane.slug, 0)}", address(column=lane.slug, opening=opening_id))
        for lane in BEHIND
    )


def pipeline(counts: Counts) -> int:
    """How many are in the columns of the board."""
    return sum(counts.lanes.get(lane.slug, 0) for lane in BOARD)
