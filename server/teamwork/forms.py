"""What a lead types on the team's page."""

from pydantic import Field

from gamification import Counted
from server.web.forms import FormModel


class ThanksForm(FormModel):
    """A bravo for one moment of a team, with words or without."""

    team: str = Field(min_length=1, max_length=40)
    about: str = Field(min_length=1, max_length=160)
    words: str = Field("", max_length=280)


class GoalForm(FormModel):
    """A goal for the team this month."""

    team: str = Field(min_length=1, max_length=40)
    counts: Counted
    goal: int = Field(ge=5, le=10_000)
