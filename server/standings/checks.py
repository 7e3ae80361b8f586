"""Scores must be what the ledger confirmed."""

from server.database import rows
from server.standings.commands import ALL_TIME

MOST = 20


async def scores_tie_out() -> list[str]:
    """Invariant 24, all time: a person's scores over all teams are their confirmed XP."""
    found = await rows(
        "SELECT a.owner, COALESCE((SELECT sum(t.amount) FROM transfer t "
        "WHERE t.credit_id = a.id AND t.kind = 'confirm'), 0) AS earned, "
        "COALESCE((SELECT sum(s.points) FROM score s WHERE s.person_id = a.owner AND s.period = $1), 0) AS scored "
        "FROM account a WHERE a.unit = 'xp' AND a.kind = 'available'",
        ALL_TIME,
    )
    return [
        f"scores of {row['owner']}: {row['scored']} points, the ledger confirmed {row['earned']}"
        for row in found
        if int(row["scored"]) != int(row["earned"])
    ][:MOST]
