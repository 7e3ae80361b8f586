"""HR's list of gifts: filters with their counts, what runs low, and where to begin while there is none."""

from urllib.parse import urlencode

from server.messages import N_
from server.rewards.catalogue.art import picture_of
from server.rewards.catalogue.wording import euros
from server.rewards.catalogue_forms import euros as cents
from server.rewards.codes import today
from server.rewards.console.catalogue_queries import (
    FILTERS,
    GiftLine,
    counts_by_state,
    filter_of,
    gift_lines,
    running_low,
    state_of,
)
from server.rewards.console.pages import CatalogueDeskPage, DeskLine, StarterCard
from server.rewards.console.starters import STARTERS
from server.rewards.console.wording import KIND_NAMES, LABEL_NAMES, STATE_NAMES
from server.web.locale import language, say

HERE, PER_PAGE, MOST_PAGES = "/console/gifts", 100, 100
_NAMES = {"published": N_("Published ({n})"), "draft": N_("Drafts ({n})"), "retired": N_("Retired ({n})")}


async def desk_page(state: str, page: str) -> CatalogueDeskPage:
    """A page of the list. An unknown state shows all of them, a page that is no number the first one."""
    every, number = await gift_lines(), _page_number(page)
    found = [line for line in every if state not in FILTERS or filter_of(line.reward) == state]
    start = (number - 1) * PER_PAGE
    has_more = len(found) > start + PER_PAGE
    return CatalogueDeskPage(
        gifts=tuple(map(_line, found[start : start + PER_PAGE])),
        filters=_filters(every, state),
        low=tuple((f"{each.name.of(language())} ({each.left})", each.id) for each in running_low(every) if each.left),
        gone=tuple((each.name.of(language()), each.id) for each in running_low(every) if not each.left),
        starters=() if every else tuple(map(_starter, STARTERS)),
        next_href=_address(state=state if state in FILTERS else "", page=str(number + 1)) if has_more else "",
    )


def _page_number(text: str) -> int:
    return min(int(text), MOST_PAGES) or 1 if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _line(line: GiftLine) -> DeskLine:
    reward, state = line.reward, state_of(line.reward, today())
    return DeskLine(
        id=reward.id,
        name=reward.name.of(language()),
        picture=picture_of(reward),
        kind=say(KIND_NAMES[reward.kind]),
        cost=reward.cost,
        value=euros(reward.value_cents),
        label=say(LABEL_NAMES[reward.tax_label]),
        left=reward.left,
        total=reward.stock_total,
        is_low=reward.is_low and not reward.retired_at,
        orders=line.orders,
        state=state,
        state_name=say(STATE_NAMES[state]),
    )


def _filters(every: tuple[GiftLine, ...], state: str) -> tuple[tuple[str, str, bool], ...]:
    counts = counts_by_state(every)
    named = ((say(_NAMES[each], {"n": counts[each]}), _address(state=each), state == each) for each in FILTERS)
    return ((say(N_("All ({n})"), {"n": len(every)}), HERE, state not in FILTERS), *named)


def _address(**asked: str) -> str:
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"{HERE}?{kept}" if kept else HERE


def _starter(slug: str) -> StarterCard:
    values = STARTERS[slug]
    return StarterCard(
        slug=slug,
        name=values[f"name_{language()}"],
        summary=values[f"summary_{language()}"],
        picture=f"/gifts/art/{values['illustration']}.svg",
        cost=values["cost"],
        value=euros(cents(values["value"])),
    )
