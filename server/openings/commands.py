"""Writes, publishes and closes openings. Closing is announced: what depends on an opening listens."""

from typing import Any

from tortoise.exceptions import IntegrityError

from server import clock
from server.content.slugs import slugify
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.events import OpeningClosed, announce
from server.messages import N_
from server.openings.forms import OpeningForm, lines, read_steps
from server.openings.models import Opening, OpeningTopic
from server.openings.queries import OpeningSeen, opening, seen
from server.web.audit import record
from server.web.locale import zone
from server.web.problems import Doubled, NotFound, Refused


class Stale(Doubled):
    """Somebody saved another version in between."""

    message = N_("This opening was changed by somebody else while you were writing.")


class NotReady(Refused):
    """Without these, no page can be shown in public, and no search engine takes it."""

    message = N_("An opening needs a title, a place and a description before it is published: its page is public.")


class TooLate(Refused):
    """An opening whose last day is past would be closed at once."""

    message = N_("Its closing date has passed: choose a later one, or none.")


async def create_opening(form: OpeningForm, by: str | None) -> str:
    """A new draft; its id."""
    opening_id, now = new_id(), clock.now()
    async with transaction():
        await Opening.create(id=opening_id, slug=opening_id, created_at=now, **_values(form))
        await name_opening(opening_id, form.title)
        await _set_topics(opening_id, form.topics)
        await record("opening.create", "opening", opening_id, by, None, _told(_values(form)))
    return opening_id


def _values(form: OpeningForm) -> dict[str, Any]:
    """The columns that the form sets."""
    plain = form.model_dump(exclude={"skills", "steps", "recruiter", "manager", "bonus_plan", "topics", "version"})
    return {
        **plain,
        "skills": list(lines(form.skills)),
        "steps": [list(step) for step in read_steps(form.steps)],
        "recruiter_id": form.recruiter or None,
        "manager_id": form.manager or None,
        "bonus_plan_id": form.bonus_plan or None,
    }


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Days as people read them in a trail."""
    return {name: value.isoformat() if name == "closes_on" and value else value for name, value in values.items()}


async def name_opening(opening_id: str, title: str) -> None:
    """Give an opening a readable slug, with a number when it is taken."""
    wanted = slugify(title) if slugify(title) != "article" else "job"
    taken = {row["slug"] for row in await rows("SELECT slug FROM opening WHERE slug LIKE $1", f"{wanted}%")}
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    free = next(name for name in names if name not in taken)
    try:
        async with transaction():
            await Opening.filter(id=opening_id).update(slug=free)
    except IntegrityError:  # another opening of this title was quicker
        await Opening.filter(id=opening_id).update(slug=f"{wanted}-{opening_id[-12:]}")


async def _set_topics(opening_id: str, topics: tuple[str, ...]) -> None:
    await OpeningTopic.filter(opening_id=opening_id).delete()
    for topic_id in dict.fromkeys(topics):
        await OpeningTopic.create(opening_id=opening_id, topic_id=topic_id)


async def update_opening(opening_id: str, form: OpeningForm, by: str | None) -> None:
    """Save what was typed upon the version it was typed for. Raises Stale, NotFound, NotReady."""
    async with transaction():
        before = await _take(opening_id, form.version)
        values = _values(form)
        if before.is_open:
            _check(values)
        await Opening.filter(id=opening_id).update(**values)
        if before.published_at is None and before.title != form.title:
            await name_opening(opening_id, form.title)
        await _set_topics(opening_id, form.topics)
        await _note("opening.update", before, values, by)


async def _take(opening_id: str, version: int | None) -> OpeningSeen:
    """Lock an opening's row by counting its version up; how it was."""
    found = await rows(
        "UPDATE opening SET version = version + 1 WHERE id = $1 AND ($2 < 0 OR version = $2) RETURNING *",
        opening_id, -1 if version is None else version,
    )  # fmt: skip
    if found:
        return seen(found[0])
    raise Stale(location=f"/console/jobs/{opening_id}") if await opening(opening_id) else NotFound


def _check(values: dict[str, Any]) -> None:
    """What a public page and search engines ask for."""
    has_place = values["place"] or values["remote"] == "full"
    if not (values["title"] and has_place and values["description"]):
        raise NotReady
    if values["closes_on"] and values["closes_on"] < clock.now().astimezone(zone()).date():
        raise TooLate


async def _note(act: str, before: OpeningSeen, values: dict[str, Any], by: str | None) -> None:
    """What changed, as it was and as it is."""
    was = {name: _plain(getattr(before, name)) for name in values}
    changed = {name: value for name, value in values.items() if was[name] != _plain(value)}
    if changed:
        await record(act, "opening", before.id, by, _told({name: was[name] for name in changed}), _told(changed))


def _plain(value: Any) -> Any:
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value


async def publish_opening(opening_id: str, by: str | None, version: int | None = None) -> None:
    """Open an opening, or open it again; an open one stays. Raises Stale, NotFound, NotReady, TooLate."""
    async with transaction():
        before = await _take(opening_id, version)
        if before.is_open:
            return
        _check({name: getattr(before, name) for name in ("title", "place", "remote", "description", "closes_on")})
        now = clock.now()
        await Opening.filter(id=opening_id).update(
            state="open",
            published_at=before.published_at or now,
            posted_on=before.posted_on or now.astimezone(zone()).date(),
            closed_at=None,
            closed_because="",
        )
        act = "opening.publish" if before.published_at is None else "opening.reopen"
        await record(act, "opening", opening_id, by, {"state": before.state}, {"state": "open"})


async def close_opening(opening_id: str, because: str, by: str | None) -> None:
    """Take nobody any more; a closed one stays. Raises NotFound."""
    now = clock.now()
    async with transaction():
        closed = await rows(
            "UPDATE opening SET state = 'closed', closed_at = $1, closed_because = $2, version = version + 1 "
            "WHERE id = $3 AND state = 'open' RETURNING id",
            to_millis(now), because[:16], opening_id,
        )  # fmt: skip
        if closed:
            after = {"state": "closed", "because": because}
            await record("opening.close", "opening", opening_id, by, {"state": "open"}, after)
            await announce(OpeningClosed(opening_id, now))
        elif await opening(opening_id) is None:
            raise NotFound
