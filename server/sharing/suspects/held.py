"""What a hold stops: the delay of the shares of its link."""

from server.database import rows

IS_HELD = (
    "EXISTS (SELECT 1 FROM visit_hold h JOIN link_day d ON d.id = h.link_day_id "
    "WHERE d.link_id = share.link_id AND h.state = 'open')"
)
"""Whether a share's link has a day that waits for HR, inside a statement about the table share."""

# From when this end counts: since the first hold of those that ran until now, but what an earlier end
# has given already is not given twice.
_SINCE = """
SELECT MIN(CASE WHEN h.id = $1 OR h.state = 'open' THEN h.held_at END) AS began,
       MAX(CASE WHEN h.id <> $1 THEN h.decided_at END) AS given
FROM visit_hold h JOIN link_day d ON d.id = h.link_day_id WHERE d.link_id = $2
"""


async def move_lapses(hold_id: str, link_id: str, now_ms: int) -> None:
    """At the end of a hold, give the waiting shares of its link the time for which it stopped them."""
    found = (await rows(_SINCE, hold_id, link_id))[0]
    since = max(found["began"], found["given"] or 0)
    await rows(
        "UPDATE share SET lapses_at = lapses_at + ($1 - CASE WHEN recorded_at > $2 THEN recorded_at ELSE $2 END) "
        "WHERE link_id = $3 AND state = 'intended' AND recorded_at < $1 RETURNING id",
        now_ms, since, link_id,
    )  # fmt: skip
