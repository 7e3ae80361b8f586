"""Challenges as HR writes them: drafts, their texts later on, copies of past ones."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from gamification import PeriodKind, period_from_key
from server import clock
from server.challenges.forms import ChallengeForm, TextsForm
from server.content.slugs import slugify
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.web.audit import record
from server.web.locale import zone
from server.web.problems import NotFound

TEXTS = ("title_fr", "title_en", "promise_fr", "promise_en", "thanks_fr", "thanks_en")
TERMS = ("scope", "team_id", "counts", "topic", "goal", "points", "budget", "starts_at", "ends_at")
SLUG = 26  # of the forty letters that a rule's key may have, with "challenge-" before and a number behind


class Stale(Exception):
    """Somebody else changed the challenge in between."""


def first_instant(day: date) -> datetime:
    """Midnight before a day, in the programme's zone."""
    return period_from_key(day.isoformat(), PeriodKind.DAY, zone()).starts_at


def last_instant(day: date) -> datetime:
    """Midnight after a day, in the programme's zone."""
    return period_from_key(day.isoformat(), PeriodKind.DAY, zone()).ends_at


def local_day(at: datetime) -> date:
    """The day that an instant falls on, in the programme's zone."""
    return at.astimezone(zone()).date()


async def create_challenge(wanted: ChallengeForm, by: str) -> str:
    """A draft; its id."""
    async with transaction():
        values = columns(wanted)
        challenge_id = await insert(_address(wanted.title_en), values, by)
        await record("challenge.create", "challenge", challenge_id, by, None, values)
        return challenge_id


def _address(title: str) -> str:
    """By its English title; addresses that begin with “goal” are those of leads' goals, which HR does not see."""
    slug = slugify(title)
    return (f"our-{slug}" if slug.split("-")[0] == "goal" else slug)[:SLUG].strip("-")


def columns(wanted: ChallengeForm) -> dict[str, Any]:
    """What the form says, as it is stored."""
    return {
        **{name: getattr(wanted, name) for name in TEXTS},
        "scope": wanted.scope,
        "team_id": wanted.team if wanted.scope == "team" else None,
        "counts": wanted.counts.value,
        "topic": wanted.topic or None,
        "goal": wanted.goal,
        "points": wanted.points,
        "budget": wanted.budget if wanted.points else None,
        "starts_at": to_millis(first_instant(wanted.starts_on)),
        "ends_at": to_millis(last_instant(wanted.ends_on)),
    }


async def insert(slug: str, values: Mapping[str, Any], by: str) -> str:
    """Store a draft under the first address that is free; its id."""
    row = {**values, "id": new_id(), "created_by_id": by, "created_at": to_millis(clock.now())}
    places = ", ".join(f"${number}" for number in range(2, len(row) + 2))
    query = (
        f"INSERT INTO challenge (slug, {', '.join(row)}) VALUES ($1, {places}) ON CONFLICT (slug) DO NOTHING "
        "RETURNING id"
    )
    number = 1
    while not await rows(query, slug if number == 1 else f"{slug}-{number}", *row.values()):
        number += 1
    return str(row["id"])


async def edit_draft(challenge_id: str, wanted: ChallengeForm, by: str) -> None:
    """Everything of a draft. Raises Stale."""
    await _change(challenge_id, columns(wanted), wanted.revision, by, "AND state = 'draft'")


async def edit_texts(challenge_id: str, wanted: TextsForm, by: str) -> None:
    """What is said of a challenge, whatever its state. Raises Stale."""
    await _change(challenge_id, {name: getattr(wanted, name) for name in TEXTS}, wanted.revision, by, "")


async def _change(challenge_id: str, values: dict[str, Any], revision: int, by: str, only: str) -> None:
    places = ", ".join(f"{name} = ${number}" for number, name in enumerate(values, start=3))
    async with transaction():
        await hold(challenge_id)
        before = await present(challenge_id)
        changed = await rows(
            f"UPDATE challenge SET revision = revision + 1, {places} WHERE id = $1 AND revision = $2 {only} "
            "RETURNING id",
            challenge_id, revision, *values.values(),
        )  # fmt: skip
        if not changed:
            raise Stale
        after = {name: value for name, value in values.items() if before[name] != value}
        await record("challenge.edit", "challenge", challenge_id, by, {name: before[name] for name in after}, after)


async def hold(challenge_id: str) -> None:
    """One change of a challenge at a time. Raises NotFound."""
    if not await rows("UPDATE challenge SET state = state WHERE id = $1 RETURNING id", challenge_id):
        raise NotFound


async def present(challenge_id: str) -> dict[str, Any]:
    """A challenge as it is stored."""
    return (await rows("SELECT * FROM challenge WHERE id = $1", challenge_id))[0]


async def copy_challenge(challenge_id: str, by: str) -> str:
    """A draft like a challenge of the past, as long as that, from tomorrow on; its id."""
    async with transaction():
        await hold(challenge_id)
        before = await present(challenge_id)
        lasts = max(timedelta(days=1), timedelta(milliseconds=before["ends_at"] - before["starts_at"]))
        tomorrow = local_day(clock.now()) + timedelta(days=1)
        last_day = tomorrow + timedelta(days=round(lasts / timedelta(days=1)) - 1)
        values = {name: before[name] for name in (*TEXTS, *TERMS)}
        values |= {"starts_at": to_millis(first_instant(tomorrow)), "ends_at": to_millis(last_instant(last_day))}
        copy_id = await insert(_address(before["title_en"]), values, by)
        await record("challenge.copy", "challenge", copy_id, by, {"copied": challenge_id}, values)
        return copy_id
