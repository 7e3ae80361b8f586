"""An opening's public page, by its own address or through a colleague: what it shows, and its form with its errors."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from server.candidates.forms import ApplicationForm
from server.candidates.pages import ClosedOpeningPage, Notice, Offered, OpeningPage
from server.candidates.recommending import Recommender, by_link, by_word
from server.candidates.retention import LONGEST_KEPT
from server.candidates.structured_data import as_script, job_posting
from server.candidates.uploads import MOST_BYTES
from server.content.markdown import excerpt, render_markdown
from server.messages import N_
from server.openings.queries import OpeningSeen, opening, opening_by_slug, similar_openings
from server.openings.wording import contract_name, pay_text, place_text
from server.people.queries import company
from server.referrals.referring.queries import opening_of_link, referral_link
from server.referrals.settings_queries import referral_settings
from server.settings import PRODUCT_NAME, Settings
from server.web.forms import Filled, blank
from server.web.locale import LANGUAGES, language, say, say_many
from server.web.problems import NotFound
from server.web.rendering import show

FILE_TYPES = ".pdf,.docx,.odt"
DESCRIPTION = 160
SOME_MINUTES = {"Cache-Control": "public, max-age=300", "Vary": "Accept-Language, HX-Request-Type"}


@dataclass(frozen=True, slots=True)
class Door:
    """One way to an opening: its own address, or a colleague's link or word."""

    opening: OpeningSeen
    recommender: Recommender | None
    path: str
    is_link: bool


async def door_of_slug(request: Request, by: str) -> Door:
    """The opening's own address; `by` is who said their code aloud. Raises NotFound."""
    found = await opening_by_slug(request.path_params["slug"])
    if found is None:
        raise NotFound
    keys = _settings(request).secret_keys
    return Door(found, await by_word(keys, by, await company_name()), f"/jobs/{found.slug}", is_link=False)


async def door_of_code(request: Request) -> Door:
    """A colleague's link; the opening alone when they recommend no more. Raises NotFound."""
    code = request.path_params["code"]
    opening_id, link = await opening_of_link(code), await referral_link(code)
    found = await opening(opening_id) if opening_id else None
    if found is None or found.state == "draft":
        raise NotFound
    return Door(found, by_link(link, await company_name()) if link else None, f"/r/{code}", is_link=True)


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def company_name() -> str:
    """What the company calls itself."""
    profile = await company()
    return profile.name if profile else PRODUCT_NAME


async def show_door(
    request: Request, door: Door, form: Filled[ApplicationForm] | None = None, status: int = 200
) -> Response:
    """The page, or that the opening takes nobody any more; with a form that came back, never kept by a cache."""
    if not door.opening.is_open:
        return await show_closed(request, door.opening)
    headers = {"Content-Language": language(), "Vary": SOME_MINUTES["Vary"]}
    if form is None and not (door.is_link or door.recommender):
        headers |= SOME_MINUTES
    page = await _page(request, door, form or blank(ApplicationForm))
    return await show(request, page, status=status, headers=headers)


async def show_closed(request: Request, closed: OpeningSeen) -> Response:
    """What was here, and two positions like it."""
    offered = tuple(as_offered(each) for each in await similar_openings(closed.id, 2))
    return await show(request, ClosedOpeningPage(title=closed.title, offered=offered), status=410)


def as_offered(each: OpeningSeen, by: str = "") -> Offered:
    """One line of a list; `by` goes along to the form."""
    asked = urlencode({"lang": language(), **({"by": by} if by else {})})
    return Offered(f"/jobs/{each.slug}?{asked}", each.title, terms_of(each))


def terms_of(seen: OpeningSeen) -> str:
    """Place, contract and pay in one line."""
    return " · ".join(filter(None, (place_text(seen), contract_name(seen.contract), pay_text(seen))))


async def _page(request: Request, door: Door, form: Filled[ApplicationForm]) -> OpeningPage:
    seen, settings, name = door.opening, _settings(request), await company_name()
    body, by = render_markdown(seen.description), door.recommender.by if door.recommender else ""
    return OpeningPage(
        opening=seen,
        place=place_text(seen),
        facts=_facts(seen),
        body=body,
        description=_description(seen),
        address=f"{settings.public_url}/jobs/{seen.slug}",
        passed_on=f"{settings.public_url}{door.path}",
        picture=f"{settings.public_url}/jobs/{seen.slug}/card.png?lang={language()}",
        structured=as_script(job_posting(seen, str(body), name, settings.public_url)),
        recommender=door.recommender,
        is_indexed=not (door.is_link or door.recommender or form.errors),
        notice=Notice((await referral_settings()).refused_months, LONGEST_KEPT, FILE_TYPES, MOST_BYTES // 1024 // 1024),
        form=form,
        action=f"{door.path}/applications?lang={language()}",
        decline_href=f"{door.path}/declined?lang={language()}" if door.is_link else "",
        languages=_languages(door.path, by),
    )


def _facts(seen: OpeningSeen) -> tuple[tuple[str, str], ...]:
    contract = ", ".join(filter(None, (contract_name(seen.contract), seen.hours)))
    team = say_many("{n} person", "{n} people", seen.team_size) if seen.team_size else ""
    answer = say_many("within {n} working day", "within {n} working days", seen.answer_days)
    named = ((N_("Contract"), contract), (N_("Gross pay"), pay_text(seen)), (N_("Team"), team), (N_("Answer"), answer))
    return tuple((say(term), value) for term, value in named if value)


def _description(seen: OpeningSeen) -> str:
    """What a preview card and a search result say: the terms, then the first words."""
    terms = terms_of(seen)
    words = excerpt(seen.description, max(40, DESCRIPTION - len(terms)))
    return ". ".join(filter(None, (terms, words)))


def _languages(path: str, by: str) -> tuple[tuple[str, str, bool], ...]:
    asked = {"by": by} if by else {}
    return tuple((code, f"{path}?{urlencode({'lang': code, **asked})}", code == language()) for code in LANGUAGES)
