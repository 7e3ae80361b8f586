"""Writing an order down, its cost and value fixed, once stock and money are set aside."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.database import rows
from server.database.fields import to_millis
from server.database.ids import new_id
from server.rewards.codes import claim_code
from server.rewards.commands.checking import Terms
from server.rewards.commands.stock import take_money, take_stock
from server.rewards.known import OutOfStock, RewardSeen, Wish

_NOTE = 200
_COLUMNS = (
    "id", "reward_id", "person_id", "team_id", "pot_key", "cost", "value_cents", "counted_cents", "tax_label",
    "through_payroll", "year", "season", "state", "place_id", "choice", "note", "requested_at", "lapses_at",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO redemption ({', '.join(_COLUMNS)}) VALUES "
    f"({', '.join(f'${number}' for number in range(1, len(_COLUMNS) + 1))}) "
    "ON CONFLICT (pot_key) DO NOTHING RETURNING id"
)


@dataclass(frozen=True, slots=True)
class Begins:
    """How an order begins: `collecting` for a team's pot, which its key keeps from being opened twice."""

    state: str
    at: datetime
    days: int
    team_id: str | None = None
    pot_key: str | None = None


async def place_order(reward: RewardSeen, wish: Wish, person_id: str, terms: Terms, begins: Begins) -> str | None:
    """Set stock, money and a code aside and write the order; nothing for a second pot. OutOfStock, SeasonClosed."""
    await take_stock(reward)
    await take_money(terms.season, reward.value_cents)
    choice = wish.choice if wish.choice in reward.choices else ""
    lapses_at = begins.at + timedelta(days=begins.days)
    made = await rows(
        _INSERT,
        new_id(), reward.id, person_id, begins.team_id, begins.pot_key, reward.cost, reward.value_cents,
        terms.counted_cents, terms.tax_label, wish.through_payroll, terms.year, terms.season, begins.state,
        terms.place_id, choice, wish.note.strip()[:_NOTE], to_millis(begins.at), to_millis(lapses_at),
    )  # fmt: skip
    if made and reward.kind == "voucher" and not await claim_code(reward.id, made[0]["id"]):
        raise OutOfStock
    return str(made[0]["id"]) if made else None
