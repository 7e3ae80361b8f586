"""How gifts are said before they are ordered: stock, limits, tax, dates, delays."""

from gamification import LEVELS, Ceiling, PeriodKind, period_of
from server import clock
from server.badges.wording import level_name
from server.bonuses.wording import money
from server.messages import N_
from server.rewards.known import RewardSeen, TaxLabel, Window
from server.web.locale import day, say, say_many, zone

CURRENCY = "EUR"
_TAX: dict[TaxLabel, str] = {
    "taxable": N_("Its value ({amount}) will appear on your payslip as a benefit."),
    "social": N_("A gift of the social committee: nothing appears on your payslip."),
    "donation": N_("The company gives {amount} in your place. It is a donation: nothing appears on your payslip."),
    "recognition": N_("A sign of recognition, without value in money: nothing appears on your payslip."),
}
AT_ONCE = ("voucher", "donation")
WINDOWS: dict[Window, PeriodKind] = {"month": PeriodKind.MONTH, "quarter": PeriodKind.SEASON, "year": PeriodKind.YEAR}


def euros(cents: int) -> str:
    """A face value."""
    return money(cents, CURRENCY)


def tax_sentence(reward: RewardSeen) -> str:
    """What the gift does on a payslip, said before anybody orders it."""
    if reward.kind == "team_pot":
        return say(N_("A gift for the whole team: nothing appears on your payslip."))
    label: TaxLabel = "donation" if reward.kind == "donation" else reward.tax_label
    if label == "taxable" and not reward.value_cents:
        label = "recognition"
    return say(_TAX[label], {"amount": euros(reward.value_cents)})


def limit_words(count: int, window: Window) -> str:
    """How many somebody may order in which time."""
    match window:
        case "month":
            return say_many("One per person per month", "{n} per person per month", count)
        case "quarter":
            return say_many("One per person per quarter", "{n} per person per quarter", count)
        case "year":
            return say_many("One per person per year", "{n} per person per year", count)
    return say_many("One per person", "{n} per person", count)


def left_words(left: int) -> str:
    """How few there are."""
    return say_many("Only one left", "Only {n} left", left)


def level_name_of(number: int) -> str:
    """A level by its number."""
    return level_name(LEVELS[min(number, len(LEVELS)) - 1].key)


def level_words(number: int) -> str:
    """From which level on it is offered."""
    return say(N_("From the level {name}"), {"name": level_name_of(number)})


def received_words(ceiling: Ceiling, year: int) -> str:
    """What somebody received in a year, or asked for, and what they may."""
    values = {"used": euros(ceiling.used), "ceiling": euros(ceiling.ceiling), "year": str(year)}
    if ceiling.is_reached:
        reached = N_(
            "Your gifts of {year}, received or asked for, come to {used}: a year holds no more. "
            "Donations and pots stay open."
        )
        return say(reached, values)
    return say(N_("Your gifts of {year}, received or asked for, come to {used}, out of {ceiling}."), values)


def facts_of(reward: RewardSeen, *, is_offered: bool = True) -> tuple[str, ...]:
    """What bounds a gift, as tags: how few are left, how many one may have, from which level, until when."""
    few = left_words(reward.left) if is_offered and reward.is_low and reward.left else ""
    found = (
        few,
        limit_words(reward.limit_count, reward.limit_window) if reward.limit_count is not None else "",
        level_words(reward.min_level) if reward.min_level > 1 else "",
        dates_words(reward),
        say(N_("Made nearby")) if reward.is_nearby else "",
    )
    return tuple(each for each in found if each)


def dates_words(reward: RewardSeen) -> str:
    """Until when it is offered, or nothing."""
    return say(N_("Until {day}"), {"day": reward.until_day}) if reward.until_day else ""


def delay_words(reward: RewardSeen) -> str:
    """What to expect after the request: how long it takes, and until when one may change one's mind."""
    if reward.approval == "auto" and reward.kind in AT_ONCE:
        return say(N_("Done at once: it cannot be cancelled afterwards."))
    until = (
        N_("Can be cancelled until HR says yes.")
        if reward.kind in AT_ONCE
        else N_("Can be cancelled until it is prepared.")
    )
    delay = say_many("Usual delay: one day.", "Usual delay: {n} days.", reward.delay_days)
    return f"{say(until)} {delay}"


def opens_again(window: Window) -> str:
    """The day on which a limit that is reached begins anew; nothing where it never does."""
    if window == "ever":
        return ""
    return day(period_of(clock.now(), WINDOWS[window], zone()).ends_at)
