"""GET and POST /console/settings, and the sight of an accent before it is saved."""

from starlette.requests import Request
from starlette.responses import Response

from server.drawing.colour import contrast
from server.drawing.palette import neutrals
from server.drawing.theme import DEFAULT_ACCENT, by_day, by_night, is_accent
from server.messages import N_
from server.people.console.settings_commands import CompanySettings, Stale, save_settings
from server.people.console.settings_forms import SettingsForm
from server.people.console.settings_pages import Sample, SettingsPage
from server.people.queries import CompanyProfile, company, forget_company
from server.people.setup.zones import zones
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import LANGUAGE_NAMES, number, say
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

RATIOS = N_("Button {button} to 1, text {text} to 1")
SAVED = N_("The settings are saved.")
FIELDS = ("name", "zone", "accent", "points_per_person")
TYPED = (*FIELDS, "internal_networks")


async def index(request: Request) -> Response:
    """GET /console/settings; what was typed comes in the address when only the colours are to be seen."""
    profile, asked = await _profile(), request.query_params
    typed = {name: asked[name] for name in TYPED if name in asked}
    values = {**_values(profile), **typed}
    if "look" in asked:
        values["languages"], values["mention_required"] = asked.getlist("languages"), asked.get("mention_required", "")
    said = say(SAVED) if asked.get("saved") == "yes" else ""
    return await _show(request, blank(SettingsForm, **values), said=said)


async def _profile() -> CompanyProfile:
    forget_company()
    profile = await company()
    if profile is None:
        raise NotFound
    return profile


def _values(profile: CompanyProfile) -> dict[str, object]:
    return {
        **{name: getattr(profile, name) for name in FIELDS},
        "languages": list(profile.languages),
        "mention_required": "on" if profile.mention_required else "",
        "internal_networks": "\n".join(profile.internal_networks),
        "version": profile.version,
    }


async def _show(
    request: Request,
    form: Filled[SettingsForm],
    status: int = 200,
    theirs: tuple[tuple[str, str], ...] = (),
    said: str = "",
) -> Response:
    page = SettingsPage(
        form=form,
        zones=tuple((zone, zone) for zone in zones()),
        samples=_samples(str(form.said("accent"))),
        theirs=theirs,
        said=said,
    )
    return await show(request, page, status=status, block="accent_preview" if request.method == "GET" else None)


def _samples(accent: str) -> tuple[Sample, ...]:
    accent = accent if is_accent(accent) else DEFAULT_ACCENT
    return (
        _sample(say(N_("By day")), by_day(accent), neutrals()),
        _sample(say(N_("By night")), by_night(accent), neutrals(night=True)),
    )


def _sample(title: str, roles: dict[str, str], paper: dict[str, str]) -> Sample:
    ratios = contrast(roles["on-accent"], roles["accent"]), contrast(roles["accent-ink"], paper["paper"])
    said = [number(round(ratio, 1)) for ratio in ratios]
    return Sample(
        title=title,
        paper=paper["paper"],
        ink=paper["ink"],
        fill=roles["accent"],
        on_fill=roles["on-accent"],
        accent_ink=roles["accent-ink"],
        soft=roles["accent-soft"],
        sentence=say(RATIOS, {"button": said[0], "text": said[1]}),
    )


async def update(request: Request) -> Response:
    """POST /console/settings"""
    form, person = await read_form(request, SettingsForm), signed_in(request)
    if not form.is_valid:
        return await _show(request, form, 422)
    networks = tuple(form.valid.internal_networks.split())
    typed = form.valid.model_dump(exclude={"version", "internal_networks"})
    wanted = CompanySettings(**typed, internal_networks=networks)

    async def act() -> str:
        await save_settings(wanted, form.valid.version, person.person_id)
        return "/console/settings?saved=yes"

    try:
        response = await once(request, form, act)
    except Stale:
        return await _show_both(request, form)
    forget_company()  # only now is the change there for others to read
    return response


async def _show_both(request: Request, form: Filled[SettingsForm]) -> Response:
    """What was typed stays in the form, what somebody else saved stands beside it."""
    profile = await _profile()
    form.raw["version"] = profile.version
    return await _show(request, form, 409, _in_words(profile))


def _in_words(profile: CompanyProfile) -> tuple[tuple[str, str], ...]:
    return (
        (say(N_("Name")), profile.name),
        (say(N_("Time zone")), profile.zone),
        (say(N_("Languages")), ", ".join(LANGUAGE_NAMES[each] for each in profile.languages)),
        (say(N_("Accent colour")), profile.accent),
        (say(N_("Points per person and season")), number(profile.points_per_person)),
        (say(N_("Networks of the company")), ", ".join(profile.internal_networks) or "–"),
        (say(N_("Mention required")), say(N_("Yes") if profile.mention_required else N_("No"))),
    )
