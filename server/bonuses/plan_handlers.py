"""/console/bonuses/plans: what recommending somebody is worth in money, by version."""

from starlette.requests import Request
from starlette.responses import Response

from server import clock
from server.bonuses.console_queries import versions_of
from server.bonuses.forms import CURRENCIES, NOTHING, ROWS, ButtonForm, PlanForm, VersionForm
from server.bonuses.pages import PlanPage, PlansPage
from server.bonuses.plan_commands import PlanRefused, create_plan, publish_version, retire_plan
from server.bonuses.queries import PlanOutlook, PlanSeen, Promised, plans
from server.bonuses.wording import AFTER, gross, promise
from server.web.forms import Filled, T, blank, read_form
from server.web.idempotency import once
from server.web.locale import say, zone
from server.web.problems import NotFound
from server.web.rendering import show
from server.web.sessions import signed_in

HERE = "/console/bonuses/plans"


async def index(request: Request) -> Response:
    """GET /console/bonuses/plans"""
    found = await plans(with_retired=True)
    page = PlansPage(
        plans=tuple((plan, gross(plan.today.total, plan.today.currency) if plan.today else "") for plan in found)
    )
    return await show(request, page)


async def new(request: Request) -> Response:
    """GET /console/bonuses/plans/new"""
    return await _show(
        request, None, blank(PlanForm, milestone_1="started", milestone_2="retained", starts_on=_today())
    )


def _today() -> str:
    return clock.now().astimezone(zone()).date().isoformat()


async def create(request: Request) -> Response:
    """POST /console/bonuses/plans"""
    form, by = _with_amount(await read_form(request, PlanForm)), signed_in(request).person_id
    if not form.is_valid:
        return await _show(request, None, form, 422)
    wanted = form.valid

    async def act() -> str:
        plan_id = await create_plan(
            wanted.name_fr, wanted.name_en, wanted.promised(), wanted.currency, wanted.starts_on, by
        )
        return f"{HERE}/{plan_id}"

    try:
        return await once(request, form, act)
    except PlanRefused as no:
        return await _show(request, None, form.refuse(no.field, no.said), 422)


def _with_amount(form: Filled[T]) -> Filled[T]:
    if isinstance(form.value, VersionForm) and not form.value.promised():
        form.refuse("amount_1", NOTHING)
    return form


async def show_plan(request: Request) -> Response:
    """GET /console/bonuses/plans/{id}"""
    plan = await _plan(request)
    latest = (await versions_of(plan.id))[0]
    return await _show(request, plan, blank(VersionForm, **_values(latest)))


async def _plan(request: Request) -> PlanSeen:
    wanted = request.path_params["id"]
    found = next((plan for plan in await plans(with_retired=True) if plan.id == wanted), None)
    if found is None:
        raise NotFound
    return found


def _values(version: PlanOutlook) -> dict[str, object]:
    """The form as the latest version would fill it."""
    values: dict[str, object] = {"currency": version.currency, "starts_on": _today(), "milestone_2": "retained"}
    for number, promised in zip(ROWS, version.instalments, strict=False):
        values |= {f"milestone_{number}": promised.milestone, f"days_{number}": promised.days}
        values[f"amount_{number}"] = f"{promised.amount / 100:.2f}".removesuffix(".00")
    return values


async def publish(request: Request) -> Response:
    """POST /console/bonuses/plans/{id}/versions"""
    plan, by = await _plan(request), signed_in(request).person_id
    form = _with_amount(await read_form(request, VersionForm))
    if not form.is_valid:
        return await _show(request, plan, form, 422)
    wanted = form.valid

    async def act() -> str:
        await publish_version(plan.id, wanted.promised(), wanted.currency, wanted.starts_on, by)
        return f"{HERE}/{plan.id}"

    try:
        return await once(request, form, act)
    except PlanRefused as no:
        return await _show(request, plan, form.refuse(no.field, no.said), 422)


async def retire(request: Request) -> Response:
    """POST /console/bonuses/plans/{id}/retirement"""
    plan, form = await _plan(request), await read_form(request, ButtonForm)

    async def act() -> str:
        if not plan.is_retired:
            await retire_plan(plan.id, signed_in(request).person_id)
        return f"{HERE}/{plan.id}"

    return await once(request, form, act)


async def _show(
    request: Request, plan: PlanSeen | None, form: Filled[PlanForm] | Filled[VersionForm], status: int = 200
) -> Response:
    versions = await versions_of(plan.id) if plan else ()
    page = PlanPage(
        plan=plan,
        versions=tuple((each, gross(each.total, each.currency), _promises(each)) for each in versions),
        form=form,
        milestones=tuple((key, say(name)) for key, name in AFTER.items()),
        currencies=tuple((code, code) for code in CURRENCIES),
        key=blank(ButtonForm).key,
    )
    return await show(request, page, status=status)


def _promises(version: PlanOutlook) -> tuple[str, ...]:
    return tuple(_promise(each, version.currency) for each in version.instalments)


def _promise(promised: Promised, currency: str) -> str:
    return promise(promised.milestone, promised.amount, promised.days, currency)
