"""The one page on which HR writes a challenge and acts on it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.challenges.console_queries import ChallengeLine, reason_of_end, teams_to_choose
from server.challenges.forms import ButtonForm, ChallengeForm, ReasonForm, TextsForm
from server.challenges.pages import ChallengeEditPage
from server.challenges.reward import eligible_people
from server.challenges.wording import COUNTS, SCOPES
from server.content.queries import topics
from server.messages import N_
from server.web.forms import Filled, blank
from server.web.locale import say
from server.web.rendering import show
from server.web.sessions import signed_in

NO_TEAM = N_("Choose the team.")
NO_SUCH_TOPIC = N_("This topic does not exist any more.")
NO_FORM = None


async def checked(form: Filled[ChallengeForm]) -> Filled[ChallengeForm]:
    """What the fields alone cannot tell."""
    if form.value is None:
        return form
    if form.value.scope == "team" and form.value.team not in dict(await teams_to_choose()):
        form.refuse("team", NO_TEAM)
    if form.value.topic and form.value.topic not in {topic.slug for topic in await topics()}:
        form.refuse("topic", NO_SUCH_TOPIC)
    return form


async def show_challenge(
    request: Request,
    challenge: ChallengeLine | None,
    form: Filled[ChallengeForm] | Filled[TextsForm] | None,
    *,
    status: int = 200,
    refused: str = "",
    reason: Filled[ReasonForm] | None = None,
) -> Response:
    """The page as it stands, with what was typed or what is stored."""
    page = ChallengeEditPage(
        challenge=challenge,
        form=form or blank(ChallengeForm, **_values(challenge)),
        reason=reason or blank(ReasonForm),
        refused=refused,
        scopes=tuple((key, say(name)) for key, name in SCOPES.items()),
        counts=tuple((key.value, say(name)) for key, name in COUNTS.items()),
        teams=(("", say(N_("No team"))), *(await teams_to_choose())),
        topics=(("", say(N_("Any topic"))), *((topic.slug, topic.name) for topic in await topics())),
        eligible=await eligible_people(challenge.team_id if challenge else None),
        may_approve=_may_approve(request, challenge),
        ended_because=await reason_of_end(challenge.id) if challenge else "",
        key=blank(ButtonForm).key,
    )
    return await show(request, page, status=status)


def _values(challenge: ChallengeLine | None) -> dict[str, Any]:
    if challenge is None:
        return {}
    names = ("scope", "counts", "topic", "goal", "points", "budget", "starts_on", "ends_on", "revision")
    values = {name: getattr(challenge, name) for name in names}
    return {**challenge.texts, **values, "team": challenge.team_id}


def _may_approve(request: Request, challenge: ChallengeLine | None) -> bool:
    if challenge is None or challenge.state != "waiting":
        return False
    return signed_in(request).person_id not in (challenge.created_by, challenge.asked_by)
