"""/console/gifts/money: what gifts cost, what bounds them, what is owed, and on which terms people order."""

from starlette.requests import Request
from starlette.responses import Response

from server import clock
from server.messages import N_
from server.rewards.money.amounts import euros
from server.rewards.money.forms import SeasonForm, TermsForm, YearForm
from server.rewards.money.seasons import BudgetBelowTaken, enter_budget, open_seasons
from server.rewards.money.showing import Forms, money_page
from server.rewards.money.terms import TermsChangedMeanwhile, change_terms
from server.rewards.money.years import enter_year
from server.rewards.queries import GiftRules, gift_settings
from server.web.forms import read_form
from server.web.idempotency import once
from server.web.locale import number, say
from server.web.problems import Refused
from server.web.rendering import show
from server.web.sessions import signed_in

HERE = "/console/gifts/money"
SAID = {
    "year": N_("The year’s figures are saved. What people received already is unchanged."),
    "season": N_("The season’s budget is saved."),
    "terms": N_("The terms are saved. They hold for what is ordered and moved from now on."),
}
BELOW = N_("Orders of this season have taken {sum} already: write at least that.")
NOT_OPEN = N_("Choose the present season or the next one.")


async def index(request: Request) -> Response:
    """GET /console/gifts/money"""
    said = SAID.get(request.query_params.get("said", ""))
    return await _show(request, Forms(), said=say(said) if said else "")


async def _show(
    request: Request, forms: Forms, status: int = 200, theirs: tuple[tuple[str, str], ...] = (), said: str = ""
) -> Response:
    return await show(request, await money_page(forms, clock.now(), said, theirs), status=status)


async def enter_figures(request: Request) -> Response:
    """POST /console/gifts/money/years"""
    form, by = await read_form(request, YearForm), signed_in(request).person_id
    if not form.is_valid:
        return await _show(request, Forms(year=form), 422)
    wanted = form.valid

    async def act() -> str:
        await enter_year(wanted.year, wanted.ceiling or 0, wanted.watch, by)
        return f"{HERE}?said=year"

    try:
        return await once(request, form, act)
    except Refused as no:
        return await _show(request, Forms(year=form.refuse("watch", no.said, **no.values)), 422)


async def enter_money(request: Request) -> Response:
    """POST /console/gifts/money/seasons"""
    form, by = await read_form(request, SeasonForm), signed_in(request).person_id
    if form.is_valid and form.valid.season not in {each.key for each in open_seasons(clock.now())}:
        form.refuse("season", NOT_OPEN)
    if not form.is_valid:
        return await _show(request, Forms(season=form), 422)
    wanted = form.valid

    async def act() -> str:
        await enter_budget(wanted.season, wanted.budget, by)
        return f"{HERE}?said=season"

    try:
        return await once(request, form, act)
    except BudgetBelowTaken as no:
        return await _show(request, Forms(season=form.refuse("budget", BELOW, sum=euros(no.taken))), 422)


async def update_terms(request: Request) -> Response:
    """POST /console/gifts/money/terms"""
    form, by = await read_form(request, TermsForm), signed_in(request).person_id
    if not form.is_valid:
        return await _show(request, Forms(terms=form), 422)
    wanted = GiftRules(**form.valid.model_dump())

    async def act() -> str:
        await change_terms(wanted, by)
        return f"{HERE}?said=terms"

    try:
        return await once(request, form, act)
    except TermsChangedMeanwhile:
        theirs = await gift_settings()
        form.raw["version"] = theirs.version
        return await _show(request, Forms(terms=form), 409, _in_words(theirs))


def _in_words(terms: GiftRules) -> tuple[tuple[str, str], ...]:
    allowed = say(N_("Yes")) if terms.payroll_allowed else say(N_("No"))
    return (
        (say(N_("Gifts through payroll")), allowed),
        (say(N_("Days until an order lapses")), number(terms.lapse_days)),
        (say(N_("Days that a pot collects")), number(terms.pot_days)),
    )
