"""Why an order cannot be made, in a sentence that leaves nobody guessing: points are never touched by a refusal."""

from collections.abc import Callable
from typing import Any

from server.messages import N_
from server.rewards.catalogue.wording import euros, level_name_of, limit_words, opens_again
from server.rewards.known import (
    CeilingReached,
    ChoiceMissing,
    LevelTooLow,
    LimitReached,
    NoTeam,
    NotEnoughPoints,
    NotOffered,
    OrderRefused,
    OutOfStock,
    PartTooLarge,
    PayrollClosed,
    PlaceMissing,
    PotOpen,
    PriceChanged,
    SeasonClosed,
    WatchReached,
    YearUnknown,
)
from server.web.locale import say, say_many

FIELDS = {PlaceMissing: "place", ChoiceMissing: "choice", PartTooLarge: "given"}


def refusal_words(refusal: OrderRefused) -> str:
    """What the page says of a refusal."""
    word = _WORDS.get(type(refusal))
    return word(refusal) if word else say(N_("This order cannot be made at the moment. Your points are untouched."))


def _out_of_stock(_: OrderRefused) -> str:
    return say(N_("Somebody has just taken the last one. Your points are untouched, and other gifts are waiting."))


def sold_out_words() -> str:
    """Said to whoever only looks: nobody was faster than they."""
    return say(N_("None is left at the moment. Other gifts are waiting for you."))


def _not_offered(_: OrderRefused) -> str:
    return say(N_("This gift is not offered at the moment. Your points are untouched."))


def _payroll(_: OrderRefused) -> str:
    return say(N_("Gifts do not go through payroll at the moment. Your points are untouched."))


def _price(_: OrderRefused) -> str:
    return say(N_("HR has just changed this gift. Look at it again before you order: nothing was taken."))


def _not_enough(refusal: NotEnoughPoints) -> str:
    return say_many("You need one more point.", "You need {n} more points.", refusal.missing)


def no_points_words() -> str:
    """Why somebody without points cannot open a pot."""
    return say(N_("A pot is opened with one point at least, and you have none to give at the moment."))


def _level(refusal: LevelTooLow) -> str:
    return say(N_("This gift opens to you at the level {name}."), {"name": level_name_of(refusal.level)})


def _limit(refusal: LimitReached) -> str:
    limit, again = limit_words(refusal.count, refusal.window), opens_again(refusal.window)
    have = say_many("You have one already, or asked for it.", "You have {n} already, or asked for them.", refusal.count)
    if not again:
        return f"{have} {limit}."
    return f"{have} {say(N_('{limit}: it is open to you again on {day}.'), {'limit': limit, 'day': again})}"


def _ceiling(refusal: CeilingReached) -> str:
    values = {"used": euros(refusal.used), "ceiling": euros(refusal.ceiling), "year": str(refusal.year)}
    message = N_(
        "Your gifts of {year}, received or asked for, come to {used}, out of {ceiling}. This one would go beyond."
    )
    return say(message, values)


def _watch(refusal: WatchReached) -> str:
    values = {"watch": euros(refusal.watch), "year": str(refusal.year)}
    return say(N_("What you receive in {year} would come to {watch} or more. Please speak to HR about it."), values)


def _year(refusal: YearUnknown) -> str:
    return year_unknown_words(refusal.year)


def year_unknown_words(year: int) -> str:
    """The banner of a calendar year without a figure."""
    message = N_(
        "Gifts of value wait: HR has yet to enter how much of them somebody may receive in {year}. "
        "Donations, team pots and gifts without value stay open, and your points stay yours."
    )
    return say(message, {"year": str(year)})


def _season(_: OrderRefused) -> str:
    return say(N_("The money left for this season’s gifts does not cover this one. Your points stay yours."))


def season_closed_words() -> str:
    """The banner of a season whose money covers nothing any more; whether HR adds some, nobody knows."""
    return say(
        N_(
            "The money left for this season’s gifts covers none that has a value. "
            "Gifts without value stay open, and your points stay yours."
        )
    )


def _place(_: OrderRefused) -> str:
    return say(N_("Choose where to pick it up."))


def _choice(_: OrderRefused) -> str:
    return say(N_("Choose one of the options."))


def no_team_words(_: OrderRefused | None = None) -> str:
    """A pot needs a team."""
    return say(N_("A pot belongs to a team, and you are in none at the moment."))


def _pot_open(_: OrderRefused) -> str:
    return say(N_("Your team already puts points together for this gift."))


def _part(refusal: PartTooLarge) -> str:
    return say_many("It wants one more point.", "It wants {n} more points at most.", refusal.wanted)


_WORDS: dict[type[OrderRefused], Callable[[Any], str]] = {
    OutOfStock: _out_of_stock,
    NotOffered: _not_offered,
    PayrollClosed: _payroll,
    PriceChanged: _price,
    NotEnoughPoints: _not_enough,
    LevelTooLow: _level,
    LimitReached: _limit,
    CeilingReached: _ceiling,
    WatchReached: _watch,
    YearUnknown: _year,
    SeasonClosed: _season,
    PlaceMissing: _place,
    ChoiceMissing: _choice,
    NoTeam: no_team_words,
    PotOpen: _pot_open,
    PartTooLarge: _part,
}
