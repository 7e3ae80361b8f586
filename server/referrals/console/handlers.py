"""GET /console/referrals: the board, or one of its columns whole."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.referrals.console.board import address, behind, chips, columns, pipeline
from server.referrals.console.board_queries import (
    Counts,
    board_counts,
    cards_of_board,
    cards_of_lane,
    erasures_this_week,
    first_sign_days,
)
from server.referrals.console.lanes import BEHIND, BOARD, LANES, Lane
from server.referrals.console.pages import BoardPage, ColumnView
from server.referrals.settings_queries import ReferralRules, referral_settings
from server.web.locale import say
from server.web.rendering import show

TITLE = N_("Referrals")
EACH, PER_PAGE = 3, 48
ON_A_SHELF = frozenset(lane.slug for lane in BEHIND)


async def index(request: Request) -> Response:
    """GET /console/referrals"""
    asked = request.query_params
    lane, opening = LANES.get(asked.get("column", "")), asked.get("opening", "")[:36]
    counts, rules = await board_counts(opening), await referral_settings()
    page = await _alone(request, lane, opening, counts, rules) if lane else await _all(opening, counts, rules)
    return await show(request, page)


async def _all(opening: str, counts: Counts, rules: ReferralRules) -> BoardPage:
    cards = await cards_of_board(opening, EACH, rules.hides_referrer)
    shown = await columns(BOARD, cards, counts, opening, rules.stale_days)
    return await _page(shown, opening, "", counts, rules)


async def _alone(request: Request, lane: Lane, opening: str, counts: Counts, rules: ReferralRules) -> BoardPage:
    number = _number(request.query_params.get("page", ""))
    cards = await cards_of_lane(
        lane.stages, opening, (number - 1) * PER_PAGE, PER_PAGE, rules.hides_referrer,
        newest_first=lane.slug in ON_A_SHELF,
    )  # fmt: skip
    shown = await columns([lane], cards, counts, opening, rules.stale_days)
    return await _page(shown, opening, lane.slug, counts, rules, number)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:6]) <= 9999 else 1


async def _page(
    shown: tuple[ColumnView, ...], opening: str, column: str, counts: Counts, rules: ReferralRules, number: int = 1
) -> BoardPage:
    count, turn = counts.lanes.get(column, 0), partial(address, column=column, opening=opening)
    return BoardPage(
        title=shown[0].title if column else say(TITLE),
        total=pipeline(counts),
        waiting=counts.lanes.get("submitted", 0),
        chips=chips(counts, opening, column),
        first_sign=await first_sign_days(),
        columns=shown,
        is_alone=bool(column),
        behind=behind(counts, opening),
        previous_href=turn(page=str(number - 1)) if number > 1 else "",
        next_href=turn(page=str(number + 1)) if column and count > number * PER_PAGE else "",
        export_href=address("/export.csv", column=column, opening=opening),
        refused_months=rules.refused_months,
        erasures=await erasures_this_week(),
    )
