"""Turns the queue's rows into what its page shows."""

from collections.abc import Container, Mapping
from urllib.parse import urlencode

from server.messages import N_
from server.rewards.catalogue.wording import euros
from server.rewards.desk.commands import Outcome
from server.rewards.desk.pages import OrderRow
from server.rewards.desk.queries import Asked, Line
from server.rewards.desk.shelves import DECIDE, SHELVES, Shelf
from server.rewards.desk.wording import state_name, tax_name, waited, why
from server.web.locale import day, language, number, say

HERE = "/console/gifts/orders"
THROUGH_PAYROLL, TEAM_POT, YOURS = N_("Through payroll"), N_("Team pot"), N_("Yours: somebody else decides")
OF = N_("{used} of {most}")


def asked_of(told: Mapping[str, str]) -> Asked:
    """What the queue is narrowed to; what nobody knows narrows nothing."""
    shelf = SHELVES.get(told.get("show", ""), DECIDE)
    return Asked(shelf, told.get("place", "")[:36], told.get("gift", "")[:80])


def address(asked: Asked, path: str = "", **more: str) -> str:
    """An address of the queue that keeps what it is narrowed to, without what was not asked."""
    told = {"show": asked.shelf.slug, "place": asked.place, "gift": asked.gift, **more}
    return f"{HERE}{path}?{urlencode({name: value for name, value in told.items() if value})}"


def chips(asked: Asked, counts: Mapping[str, int]) -> tuple[tuple[str, str, bool], ...]:
    """The shelves with how many lie on each."""
    return tuple(
        (f"{say(each.title)}, {counts[each.slug]}", address(Asked(each, asked.place, asked.gift)), each is asked.shelf)
        for each in SHELVES.values()
    )


def order_row(line: Line, shelf: Shelf, ticked: Container[str], reader: str) -> OrderRow:
    """One order of a shelf in words."""
    return OrderRow(
        id=line.id,
        name=line.name,
        meta=line.reference if line.is_unnamed else " · ".join(filter(None, (line.team, line.reference))),
        gift=line.gift.of(language()),
        choice=line.choice,
        tax=tax_name(line.tax_label),
        tags=(*tags_of(line, shelf), *([(say(YOURS), "")] if line.person_id == reader else [])),
        cost=line.cost,
        value=euros(line.value_cents) if line.value_cents else "",
        place=line.place,
        note=line.note,
        wait=waited(shelf, line.since) if shelf.is_waiting else (day(line.since, "medium"), "", ""),
        since=day(line.since),
        lapses=day(line.lapses_at, "d MMM") if line.lapses_at else "",
        is_ticked=line.id in ticked,
        is_own=line.person_id == reader,
        collected=say(OF, {"used": number(line.collected), "most": number(line.cost)}) if line.is_filling else "",
    )


def tags_of(line: Line, shelf: Shelf | None = None) -> tuple[tuple[str, str], ...]:
    """What HR must not miss: payroll, a team's pot; and how it ended, where all sorts of ends lie together."""
    told = [(state_name(line.state), "")] if shelf and shelf.slug == "ended" else []
    told += [(say(THROUGH_PAYROLL), "sun")] if line.through_payroll else []
    return (*told, *([(say(TEAM_POT), "accent")] if line.is_pot else []))


def left_of(outcome: Outcome | None) -> tuple[tuple[str, str, str], ...]:
    """The orders of a list that were not moved: address, whose, and why."""
    if outcome is None:
        return ()
    return tuple((f"{HERE}/{each.id}", f"{each.name} · {each.reference}", why(each.why)) for each in outcome.left)
