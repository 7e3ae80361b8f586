"""/challenges."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from server.challenges.forms import ButtonForm
from server.challenges.joining import join_challenge, leave_challenge
from server.challenges.pages import ChallengePage, ChallengesPage
from server.challenges.queries import challenge_for, challenges_for
from server.challenges.rules import rule_sentences
from server.challenges.views import ChallengeView
from server.content.queries import topics
from server.web.forms import blank, read_form
from server.web.idempotency import once
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in


async def index(request: Request) -> Response:
    """What is going on together; htmx asks for the progress of the big challenge alone."""
    person = signed_in(request)
    found = await challenges_for(person.person_id, person.team_id)
    hero = _hero(found)
    current = tuple(each for each in found if not each.is_coming and not each.is_over and each is not hero)
    page = ChallengesPage(
        hero=hero,
        current=current,
        coming=tuple(sorted((each for each in found if each.is_coming), key=lambda each: each.starts_at)),
        past=tuple(sorted((each for each in found if each.is_over), key=lambda each: each.ends_at, reverse=True)),
        rules=await rule_sentences(),
        key=blank(ButtonForm).key,
    )
    return await show(request, page, block="progress")


def _hero(found: Sequence[ChallengeView]) -> ChallengeView | None:
    """The company's own challenge that ends first."""
    return next((each for each in found if each.scope == "company" and not each.is_coming and not each.is_over), None)


async def detail(request: Request) -> Response:
    """One challenge that concerns the person."""
    person = signed_in(request)
    found = await challenge_for(person.person_id, person.team_id, request.path_params["slug"])
    if found is None:
        raise NotFound
    names = {topic.slug: topic.name for topic in await topics()}
    page = ChallengePage(challenge=found, topic=names.get(found.topic or "", ""), key=blank(ButtonForm).key)
    return await show(request, page)


async def join(request: Request) -> Response:
    """Take part in a personal challenge."""
    form, person = await read_form(request, ButtonForm), signed_in(request)

    async def act() -> str:
        await join_challenge(person.person_id, request.path_params["slug"])
        return "/challenges"

    return await once(request, form, act)


async def leave(request: Request) -> Response:
    """Take part no longer."""
    form, person = await read_form(request, ButtonForm), signed_in(request)

    async def act() -> str:
        await leave_challenge(person.person_id, request.path_params["slug"])
        return "/challenges"

    return await once(request, form, act)
