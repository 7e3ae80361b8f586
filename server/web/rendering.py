"""Pages and their fragments: a frozen dataclass names its template and holds all that the template may show."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from server import drawing
from server.settings import PRODUCT_NAME, ROOT
from server.web import htmx, locale
from server.web.assets import asset, integrity, stylesheet_address
from server.web.sessions import SignedIn, signed_in_or_none


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The context of one template. Subclasses add the fields that the template reads, and nothing else is there."""

    template: ClassVar[str]
    tab: ClassVar[str] = ""
    offline: ClassVar[bool] = False  # whether the service worker may keep it for reading without network


@dataclass(frozen=True, slots=True)
class Shell:
    """What frames every page: the company, the person, their points, where they are."""

    product: str
    company: str
    theme: str
    person: SignedIn | None
    points: int
    unread: int
    person_key: str
    push_key: str
    waiting: Mapping[str, int]
    language: str
    path: str
    query: str
    tab: str
    request_id: str


@cache
def environment() -> Environment:
    """The one Jinja environment: strict, escaping, bilingual."""
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    locale.install(made)
    made.globals.update(
        asset=asset, integrity=integrity, stylesheet_address=stylesheet_address, product=PRODUCT_NAME, drawing=drawing
    )
    made.globals["ui"] = _Macros(made)
    return made


class _Macros:
    """The component macros, as the global `ui`: a block rendered alone sees no import of its template."""

    def __init__(self, made: Environment) -> None:
        self._environment = made

    def __getattr__(self, name: str) -> Any:
        return getattr(self._environment.get_template("components/ui.html").module, name)


async def show(
    request: Request,
    page: Page,
    *,
    status: int = 200,
    block: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """The whole page, or only `block` of it when htmx asks for a part."""
    context = {**context_of(page), "shell": await _shell(request, page)}
    template = environment().get_template(page.template)
    if block is not None and htmx.wants_fragment(request):
        text = "".join(template.blocks[block](template.new_context(context)))
    else:
        text = template.render(context)
    response = HTMLResponse(text, status, headers={"Vary": htmx.VARY, **(headers or {})})
    _mark_for_worker(request, page, response)
    return response


def context_of(page: Page) -> dict[str, Any]:
    """The fields of a page as template variables."""
    return {field.name: getattr(page, field.name) for field in fields(page)}


async def _shell(request: Request, page: Page) -> Shell:
    person = signed_in_or_none(request)
    frame = await request.app.state.frame(person, request.url.path.startswith("/console"))
    return Shell(
        product=PRODUCT_NAME,
        company=frame.company,
        theme=frame.theme,
        person=person,
        points=frame.points,
        unread=frame.unread,
        person_key=frame.person_key,
        push_key=frame.push_key,
        waiting=frame.waiting,
        language=locale.language(),
        path=request.url.path,
        query=request.url.query,
        tab=page.tab,
        request_id=getattr(request.state, "request_id", ""),
    )


def _mark_for_worker(request: Request, page: Page, response: Response) -> None:
    person = signed_in_or_none(request)
    if person is None:
        return
    response.headers["X-Session-Tag"] = person.session_tag
    if page.offline and response.status_code == 200:
        response.headers["X-Offline"] = "keep"  # in the worker's own store: the HTTP cache never holds a person's page
