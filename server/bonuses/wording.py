"""How bonuses are said: amounts always gross, milestones and states in words."""

from decimal import Decimal

from babel.numbers import format_currency

from server.messages import N_
from server.web.locale import language, say, say_many

AFTER = {"started": N_("the arrival"), "retained": N_("the end of the trial period")}
MILESTONES = {"started": N_("on arrival"), "retained": N_("at the end of the trial period")}
STATES = {
    "due": N_("To approve"),
    "approved": N_("Approved"),
    "exported": N_("Sent to payroll"),
    "refused": N_("Payment refused"),
    "none": N_("No bonus"),
}
WHY_NONE = {
    "conflict": N_("The referrer takes part in this recruitment."),
    "inside": N_("The candidate already belonged to the company."),
    "left": N_("The referrer had left the company."),
}


def money(cents: int, currency: str) -> str:
    """An amount in the present language, with a real minus; two decimals where it has some, whatever the currency."""
    number = "#,##0.00" if cents % 100 else "#,##0"
    pattern = {"fr": f"{number}\u00a0¤", "en": f"¤{number}"}[language()]
    amount = Decimal(cents) / 100
    written = str(format_currency(amount, currency, format=pattern, locale=language(), currency_digits=False))
    return written.replace("-", "−")


def gross(cents: int, currency: str) -> str:
    """The same with the word that must never be missing: nobody is promised what reaches the bank account."""
    return say(N_("{amount} gross"), {"amount": money(cents, currency)})


def state_name(state: str) -> str:
    """How far a payment is."""
    return say(STATES[state])


def milestone_name(milestone: str) -> str:
    """When a payment falls due."""
    return say(MILESTONES[milestone])


def why(state: str, reason: str) -> str:
    """Why nothing is paid: a rule in our words, a refusal in HR's."""
    return say(WHY_NONE[reason]) if state == "none" and reason in WHY_NONE else reason


def promise(milestone: str, amount: int, days: int, currency: str) -> str:
    """One payment of a plan in a line: how much, and how long after what."""
    paid = gross(amount, currency)
    if not days:
        return f"{paid}, {milestone_name(milestone)}"
    values = {"amount": paid, "when": say(AFTER[milestone])}
    return say_many("{amount}, {n} day after {when}", "{amount}, {n} days after {when}", days, values)
