"""GET and POST /console/settings/legal."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.privacy.commands import Stale, restore_text, save_text
from server.privacy.forms import LegalForm
from server.privacy.pages import LegalEditPage
from server.privacy.queries import text_in_force
from server.privacy.texts import PAGES, TITLES, LegalPage
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import LANGUAGE_NAMES, LANGUAGES, language, say
from server.web.rendering import show
from server.web.sessions import signed_in

EMPTY = N_("Write the text, or bring the shipped one back.")
SAVED = N_("The text is saved, and everybody can read it.")


async def index(request: Request) -> Response:
    """GET /console/settings/legal?page=&language="""
    asked = request.query_params
    page: LegalPage = "legal" if asked.get("page") == "legal" else "privacy"
    spoken = asked.get("language", "")
    spoken = spoken if spoken in LANGUAGES else language()
    present = await text_in_force(page, spoken)
    form = blank(LegalForm, page=page, language=spoken, body=present.body, version=present.version)
    return await _show(request, form, said=say(SAVED) if asked.get("saved") == "yes" else "")


async def _show(
    request: Request, form: Filled[LegalForm], status: int = 200, theirs: str = "", said: str = ""
) -> Response:
    page, spoken = form.said("page", "privacy"), form.said("language", "fr")
    shown = LegalEditPage(
        form=form,
        choices=tuple(
            (f"{say(TITLES[each])}, {LANGUAGE_NAMES[code]}", _address(each, code), (each, code) == (page, spoken))
            for each in PAGES
            for code in LANGUAGES
        ),
        title=say(TITLES[page]) if page in TITLES else "",
        is_own=str(form.said("version", 0)) != "0",
        theirs=theirs,
        said=said,
    )
    return await show(request, shown, status=status)


def _address(page: str, spoken: str, **more: str) -> str:
    return "/console/settings/legal?" + urlencode({"page": page, "language": spoken, **more})


async def update(request: Request) -> Response:
    """POST /console/settings/legal"""
    form, by = await read_form(request, LegalForm), signed_in(request).person_id
    if form.is_valid and not form.valid.restore and not form.valid.body:
        form.refuse("body", EMPTY)
    if not form.is_valid:
        return await _show(request, form, 422)
    text = form.valid

    async def act() -> str:
        if text.restore:
            await restore_text(text.page, text.language, text.version, by)
        else:
            await save_text(text.page, text.language, text.body, text.version, by)
        return _address(text.page, text.language, saved="yes")

    try:
        return await once(request, form, act)
    except Stale:
        present = await text_in_force(text.page, text.language)
        form.raw["version"] = present.version
        return await _show(request, form, 409, theirs=present.body)
