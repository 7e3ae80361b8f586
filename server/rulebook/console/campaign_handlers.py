"""GET and POST /console/rules/campaigns: purses that rules are paid from."""

from datetime import date, datetime, time, timedelta

from starlette.requests import Request
from starlette.responses import Response

from server.messages import N_
from server.points.queries import Purse, campaign_purses
from server.rulebook.campaigns import Campaign, NotAlone, campaigns, create_campaign, fund_campaign
from server.rulebook.console.forms import CampaignForm, FundForm
from server.rulebook.console.pages import CampaignRow, CampaignsPage
from server.web.forms import Filled, blank, read_form
from server.web.idempotency import once
from server.web.locale import day, language, say, zone
from server.web.rendering import show
from server.web.sessions import signed_in

ADDRESS = "/console/rules/campaigns"
ONE_DAY = timedelta(days=1)
ALWAYS, FROM, UNTIL, BETWEEN = N_("Without an end"), N_("From {start} on"), N_("Until {end}"), N_("{start} to {end}")


async def index(request: Request) -> Response:
    """GET /console/rules/campaigns"""
    return await _show(request, blank(CampaignForm))


async def _show(
    request: Request,
    form: Filled[CampaignForm],
    status: int = 200,
    fund: Filled[FundForm] | None = None,
    campaign_id: str = "",
) -> Response:
    purses = await campaign_purses()
    refused = {campaign_id: fund} if fund else {}
    page = CampaignsPage(
        rows=tuple(_row(each, purses.get(each.key, Purse(0, 0)), refused.get(each.id)) for each in await campaigns()),
        form=form,
        fund_key=fund.key if fund else blank(FundForm).key,
    )
    return await show(request, page, status=status)


def _row(campaign: Campaign, purse: Purse, fund: Filled[FundForm] | None) -> CampaignRow:
    return CampaignRow(
        id=campaign.id,
        name=campaign.name_fr if language() == "fr" else campaign.name_en,
        when=_when(campaign),
        funded=purse.funded,
        left=purse.left,
        pays_partly=campaign.pays_partly,
        points=str(fund.said("points")) if fund else "",
        error=fund.error("points") if fund else "",
    )


def _when(campaign: Campaign) -> str:
    start = day(campaign.starts_at) if campaign.starts_at else ""
    end = day(campaign.ends_at - timedelta(milliseconds=1)) if campaign.ends_at else ""
    message = (BETWEEN if end else FROM) if start else (UNTIL if end else ALWAYS)
    return say(message, {"start": start, "end": end})


async def create(request: Request) -> Response:
    """POST /console/rules/campaigns"""
    form = await read_form(request, CampaignForm)
    if not form.is_valid:
        return await _show(request, form, 422)
    wanted = form.valid

    async def act() -> str:
        starts_at = _midnight(wanted.starts) if wanted.starts else None
        ends_at = _midnight(wanted.ends + ONE_DAY) if wanted.ends else None
        by = signed_in(request).person_id
        await create_campaign(wanted.name_fr, wanted.name_en, starts_at, ends_at, wanted.pays_partly, by)
        return ADDRESS

    return await once(request, form, act)


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), zone())


async def fund(request: Request) -> Response:
    """POST /console/rules/campaigns/{id}/funds"""
    form, campaign_id = await read_form(request, FundForm), request.path_params["id"]
    if not form.is_valid:
        return await _show(request, blank(CampaignForm), 422, form, campaign_id)

    async def act() -> str:
        await fund_campaign(campaign_id, form.valid.points, form.key, signed_in(request).person_id)
        return ADDRESS

    try:
        return await once(request, form, act)
    except NotAlone as no:
        return await _show(request, blank(CampaignForm), 422, form.refuse("points", no.said, **no.values), campaign_id)
