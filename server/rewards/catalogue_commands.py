"""HR keeps the catalogue: what is written here never touches an order, which has its own cost and value."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from gamification import NOBODYS_GIFTS
from server import clock
from server.content.slugs import slugify
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.rewards.catalogue_forms import OWN, RewardForm, lines
from server.rewards.catalogue_refusals import (
    CodesCount,
    KindFixed,
    NotCounted,
    NotReady,
    Stale,
    TooFew,
    TooLate,
    Unlabelled,
)
from server.rewards.low_stock import look_at_stock
from server.rewards.models import GiftTarget, PickupPlace, Reward, RewardCode
from server.web.audit import record, record_created
from server.web.locale import zone
from server.web.problems import NotFound

AT_ONCE = 250  # gifts of a portion: between two of them others are answered
ADDRESSES_TAKEN = (
    "orders",
    "pots",
    "art",
    "article",
)  # other pages below /gifts, and the word of a name without letters
NOT_COPIED = (
    "id", "slug", "stock_reserved", "stock_done", "low_told_at", "published_at", "retired_at", "created_at", "version",
)  # fmt: skip


async def create_reward(form: RewardForm, by: str | None) -> str:
    """A new draft; its id."""
    values = _values(form)
    async with transaction():
        reward_id = await _insert(values)
        await record("reward.create", "reward", reward_id, by, None, _told(values))
    return reward_id


async def create_rewards(forms: Sequence[RewardForm], by: str | None) -> list[str]:
    """New drafts in a few statements however many they are; their ids, in the order of the forms."""
    values = [_values(form) for form in forms]
    async with transaction():
        ids = await _insert_all(values)
        await record_created("reward.create", "reward", by, list(zip(ids, map(_told, values), strict=True)))
    return ids


def _values(form: RewardForm) -> dict[str, Any]:
    """The columns that the form sets. A voucher has no pieces before it has codes."""
    same = form.model_dump(exclude={"value", "stock", "choices", "places", "illustration", "picture", "version"})
    is_own = form.illustration == OWN
    return {
        **same,
        "value_cents": form.value,
        "stock_total": 0 if form.kind == "voucher" else form.stock,
        "choices": list(lines(form.choices)),
        "places": list(form.places),
        "illustration": "" if is_own else form.illustration,
        "picture": form.picture if is_own else None,
    }


async def _insert(values: dict[str, Any]) -> str:
    return (await _insert_all([values]))[0]


async def _insert_all(values: Sequence[dict[str, Any]]) -> list[str]:
    """Rows under the first readable addresses that are free, also when others are made at the same moment."""
    ids, now, given = [new_id() for _ in values], clock.now(), set[str]()
    addresses = {
        made: _addresses(each["name_en"] or each["name_fr"], made) for made, each in zip(ids, values, strict=True)
    }
    missing = dict(zip(ids, values, strict=True))
    while missing:
        waiting = list(missing)
        for start in range(0, len(waiting), AT_ONCE):
            tried = []
            for made in waiting[start : start + AT_ONCE]:
                slug = next(each for each in addresses[made] if each not in given)
                given.add(slug)
                tried.append(Reward(id=made, slug=slug, created_at=now, **missing[made]))
            await Reward.bulk_create(tried, ignore_conflicts=True)
            for row in await Reward.filter(id__in=[each.id for each in tried]).values("id"):
                del missing[row["id"]]
    return ids


def _addresses(name: str, reward_id: str) -> Iterator[str]:
    plain = slugify(name)[:60]
    wanted = "gift" if plain in ADDRESSES_TAKEN else plain
    yield from (wanted, *(f"{wanted}-{number}" for number in range(2, 10)), f"{wanted}-{reward_id[-12:]}")


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Days as people read them in a trail."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


async def update_reward(reward_id: str, form: RewardForm, by: str | None) -> None:
    """Save what was typed upon the version it was typed for. Raises Stale, NotFound, KindFixed, TooFew, NotReady."""
    async with transaction():
        before = await _take(reward_id, form.version)
        values = _values(form)
        if "voucher" in (before.kind, values["kind"]):
            values["stock_total"] = before.stock_total if before.kind == values["kind"] else values["stock_total"]
        await _check_change(before, values)
        is_seen_anew = any(getattr(before, name) != values[name] for name in ("stock_total", "low_stock_at"))
        await Reward.filter(id=reward_id).update(**values, **({"low_told_at": None} if is_seen_anew else {}))
        await _note("reward.update", before, values, by)


async def _take(reward_id: str, version: int | None = None) -> Reward:
    """Lock a gift's row by counting its version up; how it was."""
    found = await rows(
        "UPDATE reward SET version = version + 1 WHERE id = $1 AND ($2 < 0 OR version = $2) RETURNING id",
        reward_id, -1 if version is None else version,
    )  # fmt: skip
    if found:
        return await Reward.get(id=reward_id)
    raise Stale(location=f"/console/gifts/{reward_id}") if await Reward.exists(id=reward_id) else NotFound


async def _check_change(before: Reward, values: dict[str, Any]) -> None:
    if values["kind"] != before.kind and (before.published_at or await RewardCode.exists(reward_id=before.id)):
        raise KindFixed
    gone = before.stock_reserved + before.stock_done
    if values["stock_total"] is not None and values["stock_total"] < gone:
        raise TooFew(n=gone)
    if before.published_at and not before.retired_at:
        await _check_ready(values["kind"], values["places"], None)


async def _check_ready(kind: str, places: list[str], until_day: date | None) -> None:
    if kind == "good" and not await PickupPlace.exists(id__in=places, retired_at=None):
        raise NotReady
    if until_day and until_day < clock.now().astimezone(zone()).date():
        raise TooLate


async def _note(act: str, before: Reward, values: dict[str, Any], by: str | None) -> None:
    """What changed, as it was and as it is."""
    was = {name: getattr(before, name) for name in values} | {"places": sorted(before.places)}
    changed = {name: value for name, value in values.items() if was[name] != value}
    if changed:
        await record(act, "reward", before.id, by, _told({name: was[name] for name in changed}), _told(changed))


async def publish_reward(reward_id: str, by: str | None, version: int | None = None) -> None:
    """Offer a gift, or offer it again; one that is offered stays. Raises Stale, NotFound, a Refused that says why."""
    async with transaction():
        before = await _take(reward_id, version)
        if before.published_at and not before.retired_at:
            return
        _check_label(before)
        await _check_ready(before.kind, before.places, before.until_day)
        published_at = before.published_at or clock.now()
        await Reward.filter(id=reward_id).update(published_at=published_at, retired_at=None)
        was = "retired" if before.retired_at else "draft"
        await record("reward.publish", "reward", reward_id, by, {"state": was}, {"state": "published"})


def _check_label(gift: Reward) -> None:
    """What the form asks for, asked again of rows that came another way."""
    is_whole = {
        "taxable": True,
        "donation": gift.kind in NOBODYS_GIFTS,
        "social": bool(gift.tax_event and gift.tax_reason),
        "recognition": not gift.value_cents and bool(gift.tax_reason),
    }
    if not is_whole.get(gift.tax_label, False):
        raise Unlabelled


async def retire_reward(reward_id: str, by: str | None) -> None:
    """Offer it no more: what was ordered goes on, nobody saves for it any longer. Raises NotFound."""
    async with transaction():
        retired = await rows(
            "UPDATE reward SET retired_at = $2, version = version + 1 WHERE id = $1 AND retired_at IS NULL "
            "RETURNING published_at",
            reward_id, to_millis(clock.now()),
        )  # fmt: skip
        if retired:
            await GiftTarget.filter(reward_id=reward_id).delete()
            was = "published" if retired[0]["published_at"] else "draft"
            await record("reward.retire", "reward", reward_id, by, {"state": was}, {"state": "retired"})
        elif not await Reward.exists(id=reward_id):
            raise NotFound


async def add_stock(reward_id: str, pieces: int, by: str | None) -> int:
    """Count pieces in, or out when below zero; the new total. Raises NotFound, NotCounted, CodesCount, TooFew."""
    async with transaction():
        added = await rows(
            "UPDATE reward SET stock_total = stock_total + $2, version = version + 1, "
            "low_told_at = CASE WHEN $2 > 0 THEN NULL ELSE low_told_at END "
            "WHERE id = $1 AND kind <> 'voucher' AND stock_total + $2 >= stock_reserved + stock_done "
            "RETURNING stock_total",
            reward_id, pieces,
        )  # fmt: skip
        if not added:
            await _refuse_stock(reward_id)
        total = int(added[0]["stock_total"])
        if pieces < 0:
            await look_at_stock(reward_id)
        was = {"stock_total": total - pieces}
        await record("reward.stock", "reward", reward_id, by, was, {"stock_total": total})
    return total


async def _refuse_stock(reward_id: str) -> None:
    found = await Reward.get_or_none(id=reward_id)
    if found is None:
        raise NotFound
    if found.kind == "voucher":
        raise CodesCount
    if found.stock_total is None:
        raise NotCounted
    raise TooFew(n=found.stock_reserved + found.stock_done)


async def copy_reward(reward_id: str, by: str | None) -> str:
    """A draft like another gift, with no pieces of its own yet; its id. Raises NotFound."""
    async with transaction():
        before = await _take(reward_id)
        names = (name for name in Reward._meta.db_fields if name not in NOT_COPIED)
        values = {name: getattr(before, name) for name in names}
        values["stock_total"] = None if before.stock_total is None else 0
        copy_id = await _insert(values)
        await record("reward.copy", "reward", copy_id, by, {"copied": reward_id}, _told(values))
    return copy_id
