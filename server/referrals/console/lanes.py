"""The columns of the board: which stages stand in each, and how HR calls them."""

from dataclasses import dataclass

from server.messages import N_


@dataclass(frozen=True, slots=True)
class Lane:
    """A column, or a list behind a link: its slug, its stages, its title, and what is to be done there."""

    slug: str
    stages: tuple[str, ...]
    title: str
    about: str


BOARD = (
    Lane("submitted", ("submitted",), N_("Received"), N_("to contact")),
    Lane("qualified", ("qualified",), N_("Contacted"), N_("in touch")),
    Lane("interview", ("interview",), N_("Interview"), N_("in progress")),
    Lane("offer", ("offer",), N_("Offer"), N_("answer awaited")),
    Lane("arrival", ("hired", "started"), N_("Arrival"), N_("welcome and bonus")),
)
BEHIND = (
    Lane("retained", ("retained",), N_("Trial passed"), N_("they stayed")),
    Lane("ended", ("rejected", "withdrawn", "duplicate", "expired"), N_("Ended"), N_("without a hire")),
)
LANES = {lane.slug: lane for lane in (*BOARD, *BEHIND)}
LANE_OF = {stage: lane.slug for lane in LANES.values() for stage in lane.stages}

STAGE_NAMES = {
    "submitted": N_("Received"),
    "qualified": N_("Contacted"),
    "interview": N_("Interview"),
    "offer": N_("Offer"),
    "hired": N_("Hired"),
    "started": N_("Arrived"),
    "retained": N_("Trial passed"),
    "rejected": N_("Not retained"),
    "withdrawn": N_("Application withdrawn"),
    "duplicate": N_("Duplicate"),
    "expired": N_("Lapsed"),
}
NEXT = {  # the one next action of a card, and where on the page it is done
    "submitted": (N_("Contact"), "contact"),
    "qualified": (N_("Note"), "notes"),
    "interview": (N_("Opinion"), "notes"),
    "offer": (N_("Remind"), "contact"),
    "hired": (N_("Make welcome"), "move"),
    "started": (N_("Cash bonus"), "bonus"),
}
LOOK = (N_("See"), "stages")
