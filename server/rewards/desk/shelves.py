"""The shelves of the queue: which orders lie on each, since when, and what can be done there."""

from dataclasses import dataclass
from typing import Literal

from server.messages import N_

Move = Literal["approve", "reject", "prepare", "hand_over"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A shelf: its name, the orders on it and since when they are there, in SQL, and the moves it offers."""

    slug: str
    title: str
    about: str
    where: str
    since: str
    moves: tuple[Move, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether HR has something to do there: who waited longest stands first; elsewhere the latest does."""
        return bool(self.moves)


DECIDE = Shelf(
    "decide", N_("To decide"), N_("Each of them waits for your yes or no."),
    "r.state = 'requested'", "r.requested_at", ("approve", "reject"),
)  # fmt: skip
PREPARE = Shelf(
    "prepare", N_("To prepare"), N_("Approved. Once prepared, an order cannot be cancelled any more."),
    "r.state = 'approved' AND r.prepared_at IS NULL", "coalesce(r.decided_at, r.requested_at)",
    ("prepare", "hand_over", "reject"),
)  # fmt: skip
READY = Shelf(
    "ready", N_("Ready"), N_("Prepared and not fetched yet."),
    "r.state = 'approved' AND r.prepared_at IS NOT NULL", "r.prepared_at", ("hand_over", "reject"),
)  # fmt: skip
POTS = Shelf(
    "pots", N_("Pots"), N_("Teams still fill them, and nothing waits for you. Each holds a piece and its money."),
    "r.state = 'collecting'", "r.requested_at",
)  # fmt: skip
DONE = Shelf(
    "done", N_("Handed out"), N_("The points are spent. A gift that comes back is taken back on its own page."),
    "r.state = 'fulfilled'", "coalesce(r.fulfilled_at, r.requested_at)",
)  # fmt: skip
ENDED = Shelf(
    "ended", N_("Ended"), N_("Refused, cancelled, lapsed or returned: the points went back."),
    "r.state IN ('rejected', 'cancelled', 'lapsed', 'returned')", "coalesce(r.ended_at, r.requested_at)",
)  # fmt: skip
SHELVES = {shelf.slug: shelf for shelf in (DECIDE, PREPARE, READY, POTS, DONE, ENDED)}
