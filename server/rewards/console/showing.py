"""The one page on which HR writes a gift and acts on it."""

from pathlib import PurePath
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from gamification import LEVELS
from server.badges.wording import level_name
from server.drawing import GIFT_ART
from server.messages import N_
from server.rewards.catalogue.art import picture_of
from server.rewards.catalogue.wording import euros
from server.rewards.catalogue_forms import CENTS_A_POINT, OWN, ButtonForm, RewardForm, StockForm, is_far
from server.rewards.catalogue_queries import is_offered
from server.rewards.codes import today
from server.rewards.console.catalogue_queries import CodeCounts, code_counts, state_of
from server.rewards.console.pages import Chosen, GiftDeskPage
from server.rewards.console.trail import trail_of
from server.rewards.console.wording import (
    APPROVAL_NAMES,
    ART_NAMES,
    EVENT_NAMES,
    FIELD_NAMES,
    KIND_NAMES,
    LABEL_NAMES,
    STATE_NAMES,
    WINDOW_NAMES,
    value_said,
)
from server.rewards.known import RewardSeen
from server.rewards.queries import places
from server.web.forms import Filled, blank, check
from server.web.locale import language, say, say_many
from server.web.rendering import show

SAID = {
    "drafted": N_("The draft is saved. Nobody sees it before you publish it."),
    "copied": N_("The copy is saved as a draft of its own: this is it."),
    "saved": N_("What you changed is saved."),
    "published": N_("The gift is published."),
    "retired": N_("The gift is retired."),
    "stock": N_("The stock is saved."),
}
NO_SUCH_PLACE = N_("This place is not offered any more.")
APART = N_("Its cost is worth {worth} and its face value is {value}: they are far apart. That is advice, you decide.")
NO_PLACE = N_("Without a place to fetch it at, this gift cannot be published.")
NO_CODE = N_("It has no code left: nobody can order it before you import some.")
ALL_GONE = N_("None is left: people see it, and cannot order it.")
_SAME = (
    "kind", "cost", "tax_label", "tax_event", "tax_reason", "low_stock_at", "limit_count", "limit_window", "min_level",
    "from_day", "until_day", "approval", "delay_days", "is_nearby", "version",
)  # fmt: skip


async def checked(form: Filled[RewardForm]) -> Filled[RewardForm]:
    """What the fields alone cannot tell: places that are there."""
    if form.value and not set(form.value.places) <= {place.id for place in await places()}:
        form.refuse("places", NO_SUCH_PLACE)
    return form


async def show_gift(
    request: Request,
    gift: RewardSeen | None,
    form: Filled[RewardForm] | None = None,
    *,
    status: int = 200,
    refused: str = "",
    stock_form: Filled[StockForm] | None = None,
    theirs: tuple[tuple[str, str], ...] = (),
) -> Response:
    """The page as it stands, with what was typed or what is stored."""
    names = {place.id: place.name for place in await places()}
    codes = await code_counts(gift.id) if gift and gift.kind == "voucher" else None
    said = SAID.get(request.query_params.get("said", ""))
    state, written = state_of(gift, today()) if gift else "", form or blank(RewardForm, **stored(gift))
    page = GiftDeskPage(
        gift=gift,
        name=gift.name.of(language()) if gift else say(N_("New gift")),
        form=written,
        stock_form=stock_form or blank(StockForm),
        options=_options(names),
        state=state,
        state_name=say(STATE_NAMES[state]) if state else "",
        worth=_worth(written),
        advice=_advice(gift, codes) if gift else (),
        codes=codes,
        trail=await trail_of(gift.id, names) if gift else (),
        theirs=theirs,
        said=say(said) if said else "",
        refused=refused,
        key=blank(ButtonForm).key,
    )
    return await show(request, page, status=status)


def stored(gift: RewardSeen | None) -> dict[str, Any]:
    """The fields of the form for what is stored."""
    if gift is None:
        return {"illustration": GIFT_ART[1]}
    texts = {
        f"{name}_{each}": getattr(getattr(gift, name), each)
        for name in ("name", "summary", "description", "thanks") for each in ("fr", "en")
    }  # fmt: skip
    return {
        **{name: getattr(gift, name) for name in _SAME},
        **texts,
        "value": typed_euros(gift.value_cents),
        "stock": None if gift.kind == "voucher" else gift.stock_total,
        "places": list(gift.places),
        "choices": "\n".join(gift.choices),
        "picture": gift.picture or "",
        "illustration": OWN if gift.picture else PurePath(picture_of(gift)).stem,
    }


def typed_euros(cents: int) -> str:
    """An amount as one would type it."""
    whole, rest = divmod(cents, 100)
    return f"{whole}{',' if language() == 'fr' else '.'}{rest:02}" if rest else str(whole)


def _options(names: dict[str, str]) -> Chosen:
    return Chosen(
        kinds=tuple((key, say(name)) for key, name in KIND_NAMES.items()),
        labels=tuple((key, say(name)) for key, name in LABEL_NAMES.items()),
        events=(("", say(N_("None"))), *((key, say(name)) for key, name in EVENT_NAMES.items())),
        windows=tuple((key, say(name)) for key, name in WINDOW_NAMES.items()),
        levels=tuple((str(level.number), level_name(level.key)) for level in LEVELS),
        approvals=tuple((key, say(name)) for key, name in APPROVAL_NAMES.items()),
        places=tuple(names.items()),
        art=tuple((key, say(ART_NAMES[key]), f"/gifts/art/{key}.svg") for key in GIFT_ART),
    )


def _worth(form: Filled[RewardForm]) -> str:
    """What the typed cost is worth in euros, where a number stands there."""
    typed = str(form.said("cost", ""))
    return euros(int(typed) * CENTS_A_POINT) if typed.isascii() and typed.isdigit() and len(typed) < 9 else ""


def _advice(gift: RewardSeen, codes: CodeCounts | None) -> tuple[str, ...]:
    """What HR may want to know before publishing: none of it stops them but the missing place, which says so."""
    found = []
    if is_far(gift.cost, gift.value_cents):
        found.append(say(APART, {"worth": euros(gift.cost * CENTS_A_POINT), "value": euros(gift.value_cents)}))
    if gift.kind == "good" and not gift.places and gift.published_at is None:
        found.append(say(NO_PLACE))
    if codes is not None and not codes.left:
        found.append(say(NO_CODE))
    elif gift.left == 0 and is_offered(gift, today()):
        found.append(say(ALL_GONE))
    if codes is not None and codes.expiring:
        found.append(say_many("One code expires within 30 days.", "{n} codes expire within 30 days.", codes.expiring))
    return tuple(found)


async def differences(latest: RewardSeen, form: Filled[RewardForm]) -> tuple[tuple[str, str], ...]:
    """Where somebody else saved something else meanwhile: the field, and what stands there now."""
    theirs, names = check(blank(RewardForm, **stored(latest))).value, {each.id: each.name for each in await places()}
    if theirs is None or form.value is None:
        return ()
    return tuple(
        (say(FIELD_NAMES[field]), value_said(field, getattr(theirs, field), names))
        for field in FIELD_NAMES
        if getattr(theirs, field) != getattr(form.value, field)
    )
