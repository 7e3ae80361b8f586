"""Publishes Orvane's articles through the editors' commands, and reads the feeds it follows."""

from datetime import date
from html import escape

from server.content.commands import edit_article, publish_article, write_article
from server.content.forms import ArticleForm
from server.content.importing import import_article, import_feed, page_key
from server.content.queries import topics
from server.database import rows
from server.demo.articles import DemoArticle
from server.demo.feeds import FEEDS, feed_bytes
from server.demo.founding import DemoBroken

PAGE = """<!doctype html><html lang="{language}"><head><title>{title}</title><link rel="canonical" href="{url}">
<meta property="og:site_name" content="{site}"><meta property="og:description" content="{excerpt}"></head></html>"""


async def publish(article: DemoArticle, author_id: str | None, editor_id: str) -> str:
    """One article into the feed: written here by its author, or brought from its source; its id."""
    article_id = await (_write(article, author_id) if author_id else _bring(article))
    found = await rows("SELECT version FROM article WHERE id = $1", article_id)
    await publish_article(article_id, found[0]["version"], editor_id)
    return article_id


async def _write(article: DemoArticle, author_id: str) -> str:
    return await write_article(await _form(article, 0), author_id)


async def _bring(article: DemoArticle) -> str:
    """The preview of a page as its publisher would serve it, with the angle an editor adds."""
    url = article.source_url or ""
    page = PAGE.format(
        language=article.language, title=escape(article.title), url=escape(url), site=escape(article.source or ""),
        excerpt=escape(article.excerpt),
    )  # fmt: skip
    report = await import_article(page.encode(), url, article.topic, publish=False)
    if not report.kept:
        raise DemoBroken(report.refused or f"{article.slug} is known already")
    found = await rows("SELECT id, version FROM article WHERE external_key = $1", page_key(url))
    await edit_article(found[0]["id"], await _form(article, found[0]["version"]))
    return str(found[0]["id"])


async def _form(article: DemoArticle, version: int) -> ArticleForm:
    ids = {topic.slug: topic.id for topic in await topics()}
    return ArticleForm(
        title=article.title, topic=ids[article.topic], language=article.language, body=article.body,
        excerpt=article.excerpt, angle=article.angle, question=article.question, version=version,
    )  # fmt: skip


async def read_feeds(today: date) -> None:
    """The two feeds as files, so that the worker asks no network for addresses that do not exist."""
    for feed in FEEDS:
        report = await import_feed(feed_bytes(feed, today), feed.file, feed.topic)
        if not report.kept or report.refused:
            raise DemoBroken(report.refused or f"{feed.file} holds nothing new")
