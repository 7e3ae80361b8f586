"""The shelves of the queue: which orders lie on each, since when, and what can be done there."""

from dataclasses import dataclass
from typing import Literal

from server.messages import N_

Move = Literal["approve", "reject", "prepare", "hand_over"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A shelf: its name, what it says when nothing lies there, its orders and since when, in SQL, and its moves."""

    slug: str
    title: str
    about: str
    empty: str
    where: str
    since: str
    moves: tuple[Move, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether HR has something to do there: who waited longest stands first; elsewhere the latest does."""
        return bool(self.moves)


# A pot is asked for on the day on which it became full, and not when it was opened.
_ASKED = (
    "coalesce((SELECT max(s.at) FROM redemption_step s WHERE s.redemption_id = r.id AND s.state = 'requested'), "
    "r.requested_at)"
)
DECIDE = Shelf(
    "decide", N_("To decide"), N_("Each of them waits for your yes or no."),
    N_("Orders come here as soon as somebody chooses a gift that needs your yes, or a pot for one is full."),
    "r.state = 'requested'", _ASKED, ("approve", "reject"),
)  # fmt: skip
PREPARE = Shelf(
    "prepare", N_("To prepare"), N_("Approved. Once prepared, an order cannot be cancelled any more."),
    N_("Orders come here after a yes, and at once where none is needed."),
    "r.state = 'approved' AND r.prepared_at IS NULL", f"coalesce(r.decided_at, {_ASKED})",
    ("prepare", "hand_over", "reject"),
)  # fmt: skip
READY = Shelf(
    "ready", N_("Ready"), N_("Prepared and not fetched yet."),
    N_("Orders come here once they are prepared."),
    "r.state = 'approved' AND r.prepared_at IS NOT NULL", "r.prepared_at", ("hand_over", "reject"),
)  # fmt: skip
POTS = Shelf(
    "pots", N_("Pots"), N_("Teams still fill them, and nothing waits for you. Each holds a piece and its money."),
    N_("No team fills a pot at the moment."),
    "r.state = 'collecting'", "r.requested_at",
)  # fmt: skip
DONE = Shelf(
    "done", N_("Handed out"), N_("The points are spent. A gift that comes back is taken back on its own page."),
    N_("Orders come here once the gift is handed over."),
    "r.state = 'fulfilled'", "coalesce(r.fulfilled_at, r.requested_at)",
)  # fmt: skip
ENDED = Shelf(
    "ended", N_("Ended"), N_("Refused, cancelled, lapsed or returned: the points went back."),
    N_("Orders come here when they end without a gift, or when a gift comes back."),
    "r.state IN ('rejected', 'cancelled', 'lapsed', 'returned')", "coalesce(r.ended_at, r.requested_at)",
)  # fmt: skip
SHELVES = {shelf.slug: shelf for shelf in (DECIDE, PREPARE, READY, POTS, DONE, ENDED)}
