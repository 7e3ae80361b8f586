"""A challenge as one person sees it, and the words it is shown with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from gamification import Counted
from server import clock
from server.challenges.wording import BADGES, COUNTS, EXPLAINED, SCOPES, from_to, of_goal, short_day
from server.messages import N_
from server.web.locale import number, say, zone


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """A challenge for one person. A figure that would show somebody in a group under five is None."""

    id: str
    slug: str
    scope: str
    team: str
    counts: str
    topic: str | None
    goal: int
    points: int
    state: str
    starts_at: datetime
    ends_at: datetime
    title: str
    promise: str
    thanks: str
    total: int | None
    mine: int
    people: int | None
    has_joined: bool
    is_mine_reached: bool
    is_reached: bool
    result: int | None
    is_budget_over: bool

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return self.starts_at.astimezone(zone()).date()

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return (self.ends_at - timedelta(seconds=1)).astimezone(zone()).date()

    @property
    def is_personal(self) -> bool:
        """Whether each takes part for oneself."""
        return self.scope == "personal"

    @property
    def is_coming(self) -> bool:
        """Not begun yet."""
        return self.starts_at > clock.now()

    @property
    def is_over(self) -> bool:
        """Past its last day, or frozen."""
        return self.state == "closed" or self.ends_at <= clock.now()

    @property
    def of_goal(self) -> str:
        """What stands after the figure."""
        return of_goal(self.counts, self.goal, self.shown or 0)

    @property
    def first_day(self) -> str:
        """Its first day, short."""
        return short_day(self.starts_on)

    @property
    def last_day(self) -> str:
        """Its last day, short."""
        return short_day(self.ends_on)

    @property
    def when(self) -> str:
        """Its days."""
        return from_to(self.starts_on, self.ends_on)

    @property
    def who(self) -> str:
        """Whom it concerns."""
        return self.team or say(SCOPES[self.scope])

    @property
    def in_short(self) -> str:
        """What is counted, and how much of it."""
        return say(N_("{what}: {goal}"), {"what": say(COUNTS[Counted(self.counts)]), "goal": self.goal})

    @property
    def explained(self) -> str:
        """When something counts."""
        return say(EXPLAINED[Counted(self.counts)])

    @property
    def seal(self) -> str:
        """The badge drawn beside it."""
        return BADGES[Counted(self.counts)]

    @property
    def masked(self) -> str:
        """Why the figure is not said."""
        if self.scope == "team" and self.counts != Counted.SHARERS:
            return say(N_("A small team: the figure stays hidden, so that nobody can be read from it."))
        return say(N_("The figure comes with five people, so that nobody can be read from it."))

    @property
    def outcome(self) -> str:
        """What became of it; no figure where a group is too small for one."""
        if self.state != "closed":
            return say(N_("Over: the last visits are being counted."))
        if self.is_personal and self.is_mine_reached:
            return say(N_("You reached it."))
        if self.is_personal or (self.result is None and not self.is_reached):
            return say(N_("Over since {day}"), {"day": self.ends_on})
        if self.result is None:
            return say(N_("Reached together."))
        figure = f"{number(self.result)} {self.of_goal}"
        return say(N_("Reached together: {figure}"), {"figure": figure}) if self.is_reached else figure

    @property
    def shown(self) -> int | None:
        """The figure of the progress bar: one's own, or everybody's."""
        return self.mine if self.is_personal else self.total
