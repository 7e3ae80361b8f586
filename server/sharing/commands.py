"""Recording a share, and cancelling one."""

from gamification import SHARE_VOID_DAYS
from server import clock
from server.content.queries import article_is_active
from server.database import rows, transaction
from server.database.fields import to_millis
from server.database.ids import new_id
from server.events import ShareCancelled, announce
from server.messages import N_
from server.points.queries import share_fact
from server.sharing.codes import new_link_code
from server.sharing.drafts import Draft, own_words
from server.web.problems import NotFound, Refused

VOID_AFTER_MS = SHARE_VOID_DAYS * 24 * 3600 * 1000


class ArticleWithdrawn(Refused):
    """The article went away between the sheet and the share."""

    message = N_("This article was withdrawn meanwhile. Your words are safe here.")


class ShareSettled(Refused):
    """There is nothing left to cancel."""

    message = N_("Somebody has opened your link already: this share stays as it is.")


async def record_share(person_id: str, draft: Draft) -> str:
    """Note that somebody shares an article: their link, the share, and the fact that may earn. Gives the share's id."""
    async with transaction():
        link_id = await _link(person_id, draft.article.id, draft.channel.value)
        await _ask_for_active(draft.article.id)
        share_id, is_own = new_id(), (await own_words(person_id, draft)).is_own
        await _insert(share_id, link_id, person_id, draft, is_own)
        await announce(await share_fact(share_id, person_id, draft.article.id, draft.channel.value, is_own))
        return share_id


async def _link(person_id: str, article_id: str, channel: str) -> str:
    """The one link per person, article and channel. Writing first takes the lock that decides who is first."""
    made = await rows(
        "INSERT INTO link (id, code, person_id, article_id, channel, created_at) VALUES ($1, $2, $3, $4, $5, $6) "
        "ON CONFLICT (person_id, article_id, channel) DO NOTHING RETURNING id",
        new_id(), new_link_code(), person_id, article_id, channel, to_millis(clock.now()),
    )  # fmt: skip
    found = made or await rows(
        "SELECT id FROM link WHERE person_id = $1 AND article_id = $2 AND channel = $3", person_id, article_id, channel
    )
    return str(found[0]["id"])


async def _ask_for_active(article_id: str) -> None:
    if not await article_is_active(article_id):
        raise ArticleWithdrawn


async def _insert(share_id: str, link_id: str, person_id: str, draft: Draft, is_own: bool) -> None:
    now = to_millis(clock.now())
    await rows(
        "INSERT INTO share (id, link_id, person_id, article_id, channel, text, own_words, mention, state, recorded_at, "
        "lapses_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'intended', $9, $10) RETURNING id",
        share_id, link_id, person_id, draft.article.id, draft.channel.value, draft.words, is_own,
        draft.mention is not None, now, now + VOID_AFTER_MS,
    )  # fmt: skip


async def cancel_share(person_id: str, share_id: str) -> None:
    """It was not published after all: what waited for it is void. Twice is once."""
    async with transaction():
        now = clock.now()
        done = await rows(
            "UPDATE share SET state = 'revoked', closed_at = $1 "
            "WHERE id = $2 AND person_id = $3 AND state = 'intended' RETURNING id",
            to_millis(now), share_id, person_id,
        )  # fmt: skip
        if done:
            await announce(ShareCancelled(share_id, person_id, now))
            return
        found = await rows("SELECT state FROM share WHERE id = $1 AND person_id = $2", share_id, person_id)
        if not found:
            raise NotFound
        if found[0]["state"] == "seen":
            raise ShareSettled
