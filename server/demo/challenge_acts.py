"""What happens around challenges in the demo's season. Every instant is aware and in UTC."""

from dataclasses import dataclass
from datetime import datetime

from server.challenges.forms import ChallengeForm


@dataclass(frozen=True, slots=True)
class Launch:
    """HR starts a challenge as the form describes it; its team, where it is one team's, by name."""

    form: ChallengeForm
    team: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TakePart:
    """A person, by employee number, joins the personal challenge."""

    person: str
    at: datetime


ChallengeAct = Launch | TakePart
