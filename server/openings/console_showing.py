"""The one page on which HR writes an opening and acts on it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.content.queries import topics
from server.messages import N_
from server.openings.console_pages import Chosen, OpeningPage
from server.openings.console_queries import bonus_plans, managers, recruiters, source_title
from server.openings.forms import CLOSED_BY_HAND, ButtonForm, ClosingForm, OpeningForm
from server.openings.listing import topics_of_opening
from server.openings.queries import OpeningSeen
from server.openings.wording import CLOSINGS, CONTRACTS, REMOTES, closing_text
from server.web.forms import Filled, blank
from server.web.locale import LANGUAGE_NAMES, language, say
from server.web.rendering import show
from server.web.sessions import signed_in

STATE_NAMES = {"draft": N_("Draft"), "open": N_("Open now"), "closed": N_("Closed")}
CURRENCIES = ("EUR", "CHF", "GBP", "USD", "CAD")
PER = {
    "year": N_("a year"), "month": N_("a month"), "week": N_("a week"), "day": N_("a day"), "hour": N_("an hour"),
}  # fmt: skip
SAME = (
    "title", "reference", "department", "place", "country", "remote", "contract", "hours", "pay_from", "pay_to",
    "pay_currency",
    "pay_per", "team_size", "answer_days", "description", "language", "closes_on", "version",
)  # fmt: skip
NOBODY = N_("Nobody yet")
NO_SUCH_PERSON = N_("Choose somebody of the list.")
NO_SUCH_PLAN = N_("This plan is no longer offered.")
NO_SUCH_TOPIC = N_("This topic does not exist any more.")


async def checked(form: Filled[OpeningForm], opening: OpeningSeen | None) -> Filled[OpeningForm]:
    """What the fields alone cannot tell: people, plans and topics that are there."""
    said = form.value
    if said is None:
        return form
    if said.recruiter and said.recruiter not in dict(await recruiters(opening.recruiter_id if opening else None)):
        form.refuse("recruiter", NO_SUCH_PERSON)
    if said.manager and said.manager not in dict(await managers(opening.manager_id if opening else None)):
        form.refuse("manager", NO_SUCH_PERSON)
    if said.bonus_plan and said.bonus_plan not in dict(await bonus_plans(opening.bonus_plan_id if opening else None)):
        form.refuse("bonus_plan", NO_SUCH_PLAN)
    if not set(said.topics) <= {topic.id for topic in await topics()}:
        form.refuse("topics", NO_SUCH_TOPIC)
    return form


async def show_opening(
    request: Request,
    opening: OpeningSeen | None,
    form: Filled[OpeningForm] | None = None,
    *,
    status: int = 200,
    refused: str = "",
    closing: Filled[ClosingForm] | None = None,
) -> Response:
    """The page as it stands, with what was typed or what is stored."""
    page = OpeningPage(
        opening=opening,
        form=form or blank(OpeningForm, **await _values(request, opening)),
        closing=closing or blank(ClosingForm, because=CLOSED_BY_HAND[0]),
        reasons=tuple((each, say(CLOSINGS[each])) for each in CLOSED_BY_HAND),
        options=await _options(opening),
        source=await source_title(opening) if opening else "",
        state_name=say(STATE_NAMES[opening.state]) if opening else "",
        because=closing_text(opening.closed_because) if opening else "",
        refused=refused,
        key=blank(ButtonForm).key,
    )
    return await show(request, page, status=status)


async def _values(request: Request, opening: OpeningSeen | None) -> dict[str, Any]:
    if opening is None:
        return {"language": language(), "recruiter": signed_in(request).person_id, "answer_days": 5}
    colon = " : " if opening.language == "fr" else ": "
    return {
        **{name: getattr(opening, name) for name in SAME},
        "skills": "\n".join(opening.skills),
        "steps": "\n".join(colon.join(filter(None, step)) for step in opening.steps),
        "is_hot": opening.is_hot,
        "recruiter": opening.recruiter_id,
        "manager": opening.manager_id,
        "bonus_plan": opening.bonus_plan_id,
        "topics": await topics_of_opening(opening.id),
    }


async def _options(opening: OpeningSeen | None) -> Chosen:
    currency = opening.pay_currency if opening else CURRENCIES[0]
    return Chosen(
        remotes=tuple((key, say(name)) for key, name in REMOTES.items()),
        contracts=(("", say(N_("Not said"))), *((key, say(name)) for key, name in CONTRACTS.items())),
        currencies=tuple((each, each) for each in dict.fromkeys((*CURRENCIES, currency))),
        periods=tuple((key, say(name)) for key, name in PER.items()),
        languages=tuple(LANGUAGE_NAMES.items()),
        recruiters=(("", say(NOBODY)), *(await recruiters(opening.recruiter_id if opening else None))),
        managers=(("", say(NOBODY)), *(await managers(opening.manager_id if opening else None))),
        plans=(("", say(N_("No bonus"))), *(await bonus_plans(opening.bonus_plan_id if opening else None))),
        topics=await topics(),
    )
