"""Writes, publishes and withdraws articles; notes what a person does with one."""

from collections.abc import Awaitable, Callable

from tortoise.exceptions import IntegrityError

from gamification import Fact
from server import clock
from server.content.forms import ArticleForm
from server.content.markdown import excerpt, reading_minutes
from server.content.slugs import slugify
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.events import announce
from server.messages import N_
from server.web.audit import record
from server.web.problems import Doubled, NotFound, Problem, Refused

OnVersion = Callable[[str, int, str], Awaitable[None]]
NOTHING_TO_READ = N_("Write the article before you publish it.")


class Stale(Doubled):
    """Somebody saved another version in between."""

    message = N_("This article was changed by somebody else while you were writing.")


async def write_article(form: ArticleForm, author_id: str) -> str:
    """A new draft; its id."""
    article_id = new_id()
    async with transaction():
        await rows(
            "INSERT INTO article (id, slug, title, topic_id, body, excerpt, language, reading_minutes, angle, "
            "question, author_id, state, created_at, version) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'draft', $12, 1) RETURNING id",
            article_id, article_id, form.title, form.topic or None, form.body, form.excerpt or excerpt(form.body),
            form.language, reading_minutes(form.body), form.angle, form.question, author_id, to_millis(clock.now()),
        )  # fmt: skip
        await _name(article_id, form.title)
    return article_id


async def _name(article_id: str, title: str) -> None:
    """A readable slug, with a number when it is taken."""
    wanted = slugify(title)
    like = f"{wanted}%"
    taken = {row["slug"] for row in await rows("SELECT slug FROM article WHERE slug LIKE $1", like)}
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    free = next(name for name in names if name not in taken)
    try:
        async with transaction():
            await rows("UPDATE article SET slug = $1 WHERE id = $2 RETURNING id", free, article_id)
    except IntegrityError:  # another draft of this title was quicker
        slug = f"{wanted}-{article_id[-12:]}"
        await rows("UPDATE article SET slug = $1 WHERE id = $2 RETURNING id", slug, article_id)


async def edit_article(article_id: str, form: ArticleForm) -> None:
    """Save what was typed upon the version it was typed for, or raise Stale."""
    async with transaction():
        saved = await rows(
            "UPDATE article SET title = $1, topic_id = $2, body = CASE WHEN url IS NULL THEN $3 ELSE '' END, "
            "excerpt = $4, language = $5, angle = $6, question = $7, "
            "reading_minutes = CASE WHEN url IS NULL THEN $8 ELSE reading_minutes END, "
            "version = version + 1 WHERE id = $9 AND version = $10 RETURNING id",
            form.title, form.topic or None, form.body, form.excerpt or excerpt(form.body), form.language, form.angle,
            form.question, reading_minutes(form.body), article_id, form.version,
        )  # fmt: skip
        if not saved:
            raise await _reason(article_id, form.version)


async def publish_article(article_id: str, version: int, actor_id: str) -> None:
    """Put this very version in the feed."""
    now = to_millis(clock.now())
    async with transaction():
        done = await rows(
            "UPDATE article SET state = 'published', published_at = COALESCE(published_at, $1), withdrawn_at = NULL, "
            "version = version + 1 WHERE id = $2 AND version = $3 AND state <> 'published' "
            "AND (url IS NOT NULL OR body <> '') RETURNING title, version",
            now, article_id, version,
        )  # fmt: skip
        if not done:
            raise await _reason(article_id, version)
        await record("article.published", "article", article_id, actor_id, {"version": version}, done[0])


async def withdraw_article(article_id: str, version: int, actor_id: str) -> None:
    """Take it back: nobody can pass it on any more, and its links say so."""
    async with transaction():
        done = await rows(
            "UPDATE article SET state = 'withdrawn', withdrawn_at = $1, version = version + 1 "
            "WHERE id = $2 AND version = $3 AND state = 'published' RETURNING title, version",
            to_millis(clock.now()), article_id, version,
        )  # fmt: skip
        if not done:
            raise await _reason(article_id, version)
        await record("article.withdrawn", "article", article_id, actor_id, {"version": version}, done[0])


async def _reason(article_id: str, version: int) -> Problem:
    """Why a conditional update changed nothing."""
    found = await rows("SELECT version, state FROM article WHERE id = $1", article_id)
    if not found:
        return NotFound()
    if found[0]["version"] == version and found[0]["state"] != "published":
        return Refused(NOTHING_TO_READ)
    return Stale(location=f"/console/posts/{article_id}")


async def mark_read(person_id: str, article_id: str) -> bool:
    """Note that somebody read it, once; that is a fact. Whether it was news."""
    now = clock.now()
    async with transaction():
        new = await rows(
            "INSERT INTO article_mark (person_id, article_id, read_at) VALUES ($1, $2, $3) "
            "ON CONFLICT (person_id, article_id) DO UPDATE SET read_at = excluded.read_at "
            "WHERE article_mark.read_at IS NULL RETURNING id",
            person_id, article_id, to_millis(now),
        )  # fmt: skip
        if new:
            await announce(read_fact(person_id, article_id))
    return bool(new)


def read_fact(person_id: str, article_id: str) -> Fact:
    """The fact that somebody read an article."""
    return Fact(
        key=f"read:{person_id}:{article_id}",
        kind="article.read",
        person=person_id,
        occurred_at=clock.now(),
        object_type="article",
        object_id=article_id,
        values={"article": article_id},
    )


async def save_for_later(person_id: str, article_id: str, saved: bool) -> None:
    """Keep an article, or keep it no longer."""
    await _mark("saved_at", person_id, article_id, saved)


async def dismiss(person_id: str, article_id: str, dismissed: bool) -> None:
    """Not for me, or after all."""
    await _mark("dismissed_at", person_id, article_id, dismissed)


async def _mark(column: str, person_id: str, article_id: str, on: bool) -> None:
    async with transaction():
        await rows(
            f"INSERT INTO article_mark (person_id, article_id, {column}) VALUES ($1, $2, $3) "
            f"ON CONFLICT (person_id, article_id) DO UPDATE SET {column} = "
            f"CASE WHEN excluded.{column} IS NULL THEN NULL "
            f"ELSE COALESCE(article_mark.{column}, excluded.{column}) END "
            "RETURNING id",
            person_id, article_id, to_millis(clock.now()) if on else None,
        )  # fmt: skip
