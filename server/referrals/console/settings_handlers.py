"""/console/referrals/settings: the terms of referrals."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response

from server.database import transaction
from server.messages import N_
from server.referrals.console.forms import SettingsForm
from server.referrals.console.pages import SettingsPage
from server.referrals.settings_commands import SettingsChangedMeanwhile, change_referral_settings
from server.referrals.settings_queries import ReferralRules, referral_settings
from server.web.audit import record
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import number, say
from server.web.rendering import show
from server.web.sessions import signed_in

SAVED = N_("The settings are saved. They hold for what comes from now on.")
FLAGS = ("allows_presenting", "hides_referrer")
NAMES = {
    "allows_presenting": N_("Colleagues may present somebody themselves"),
    "hides_referrer": N_("Hide who recommended until the first stage is passed"),
    "stale_days": N_("Working days before a stage is stale"),
    "approval_days": N_("Working days after which a bonus approves itself"),
    "expires_days": N_("Days without a move before an application lapses"),
    "owns_months": N_("Months for which the first recommendation counts"),
    "refused_months": N_("Months until a person who is not retained is erased"),
    "pool_months": N_("Months that a person stays in the pool"),
}


async def index(request: Request) -> Response:
    """GET /console/referrals/settings"""
    said = say(SAVED) if request.query_params.get("saved") == "yes" else ""
    return await _show(request, blank(SettingsForm, **_values(await referral_settings())), said=said)


def _values(rules: ReferralRules) -> dict[str, object]:
    return {name: ("on" if value else "") if name in FLAGS else value for name, value in asdict(rules).items()}


async def _show(
    request: Request,
    form: Filled[SettingsForm],
    status: int = 200,
    theirs: tuple[tuple[str, str], ...] = (),
    said: str = "",
) -> Response:
    return await show(request, SettingsPage(form=form, theirs=theirs, said=said), status=status)


async def update(request: Request) -> Response:
    """POST /console/referrals/settings"""
    form, by = await read_form(request, SettingsForm), signed_in(request).person_id
    if not form.is_valid:
        return await _show(request, form, 422)
    wanted = ReferralRules(**form.valid.model_dump())

    async def act() -> str:
        await _save(wanted, by)
        return "/console/referrals/settings?saved=yes"

    try:
        return await once(request, form, act)
    except SettingsChangedMeanwhile:
        theirs = await referral_settings()
        form.raw["version"] = theirs.version
        return await _show(request, form, 409, _in_words(theirs))


async def _save(wanted: ReferralRules, by: str) -> None:
    async with transaction():
        change = await change_referral_settings(wanted)
        before, after = asdict(change.before), asdict(change.after)
        changed = [name for name in NAMES if before[name] != after[name]]
        old, new = ({name: each[name] for name in changed} for each in (before, after))
        await record("referral.settings", "referral_settings", "1", by, old, new)


def _in_words(rules: ReferralRules) -> tuple[tuple[str, str], ...]:
    yes, no = say(N_("Yes")), say(N_("No"))
    values = asdict(rules)
    return tuple(
        (say(text), (yes if values[name] else no) if name in FLAGS else number(values[name]))
        for name, text in NAMES.items()
    )
