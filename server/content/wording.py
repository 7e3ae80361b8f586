"""Sentences of the feed, in the language of the request."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from markupsafe import Markup

from gamification import Streak
from server import clock
from server.content.article_queries import ArticleView
from server.content.feed_queries import FeedRow
from server.content.markdown import render_markdown
from server.content.pages import Card, StreakPanel
from server.messages import N_
from server.sharing.queries import Sharers
from server.web.locale import ago, day, language, say, say_many, speaking, typography, zone

ORDINALS = (
    N_("the second"), N_("the third"), N_("the fourth"), N_("the fifth"), N_("the sixth"), N_("the seventh"),
    N_("the eighth"), N_("the ninth"), N_("the tenth"), N_("the eleventh"), N_("the twelfth"),
)  # fmt: skip
ARCS = 7
_WORDS = re.compile(r"(<(pre|code)\b.*?</\2>|<[^>]*>)", re.S)


def streak_panel(streak: Streak, is_paused: bool) -> StreakPanel:
    """The weeks in a row, and what comes next; never what could be lost."""
    return StreakPanel(
        heading=say_many("One week in a row", "{n} weeks in a row", streak.length)
        if streak.length
        else say(N_("Your first ripple")),
        sentence=_next(streak, is_paused),
        done=min(streak.length, ARCS),
        is_live=not is_paused,
    )


def _next(streak: Streak, is_paused: bool) -> str:
    if is_paused:
        return say(N_("On pause. These weeks neither count nor break anything."))
    if streak.active_this_week:
        return say(N_("This week already counts. The rest is for the pleasure of it."))
    if not streak.length and streak.best:
        return say(N_("A pause counts too. Start again whenever you like."))
    if not streak.length:
        return say(N_("One share or one article read, and the week counts."))
    if streak.length <= len(ORDINALS):
        ordinal = say(ORDINALS[streak.length - 1])
        return say(N_("One more share by Sunday and {ordinal} is yours."), {"ordinal": ordinal})
    return say(N_("One more share by Sunday and week {n} is yours."), {"n": streak.length + 1})


def card_of(row: FeedRow, sharers: Sharers, points: int) -> Card:
    """A row of the feed in words."""
    return Card(
        id=row.id,
        href=f"/posts/{row.id}",
        title=row.title,
        excerpt=row.excerpt,
        meta=meta_of(row),
        image=row.picture,
        topic=row.topic.name if row.topic else "",
        topic_icon=row.topic.icon if row.topic else "",
        save_href=bookmark_href(row.id, row.is_saved),
        saved=row.is_saved,
        share_href=f"/posts/{row.id}/share",
        points=points,
        colleagues=sharers.people,
        colleague_count=sharers.count,
    )


def bookmark_href(article_id: str, is_saved: bool) -> str:
    """Where the bookmark's button leads: to the other state, so that a second tap of the same changes nothing."""
    return f"/posts/{article_id}/bookmark" + ("/removal" if is_saved else "")


def meta_of(article: FeedRow | ArticleView) -> str:
    """Where it comes from, then how long it takes to read, or when it came."""
    minutes = _minutes(article) if article.url else ""
    when = since(article.published_at) if article.published_at else ""
    return " · ".join(filter(None, (_origin(article), minutes or when)))


def whole_meta_of(article: ArticleView) -> str:
    """All of it: where it comes from, when it came, how long it takes to read."""
    when = since(article.published_at) if article.published_at else ""
    return " · ".join(filter(None, (_origin(article), when, _minutes(article))))


def _origin(article: FeedRow | ArticleView) -> str:
    if article.url is None and article.author:
        return say(N_("By {author}"), {"author": article.author})
    return article.site_name or article.author or ""


def _minutes(article: FeedRow | ArticleView) -> str:
    # Of what stands elsewhere we know the excerpt only, unless somebody said more.
    minutes = article.reading_minutes
    return say_many("{n} min read", "{n} min read", minutes) if minutes > 1 or article.url is None else ""


def since(moment: datetime) -> str:
    """Today, yesterday, some days ago, or the day."""
    return _since(moment.astimezone(zone()).date(), clock.now().astimezone(zone()).date(), language())


@lru_cache(maxsize=4096)
def _since(on: date, today: date, spoken: str) -> str:
    days = (today - on).days
    if days <= 1:
        return say(N_("yesterday")) if days == 1 else say(N_("today"))
    return ago(clock.now() - timedelta(days=days)) if days < 7 else day(on)


def body_of(article: ArticleView) -> Markup:
    """The article's text as HTML in the typography of its own language."""
    html = _from_h2(str(render_markdown(article.body)))
    with speaking(article.language if article.language == "fr" else "en"):
        parts = _WORDS.split(html)
        # Words, tag, name of a tag that holds code: in threes.
        dressed = (typography(parts[at]) + "".join(parts[at + 1 : at + 2]) for at in range(0, len(parts), 3))
        return Markup("".join(dressed))  # noqa: S704  the same safe HTML with other spaces between its tags


def _from_h2(html: str) -> str:
    """Headings that begin at h2: most people write ## for their first, below the title."""
    return html if "<h2>" in html else html.replace("h3>", "h2>").replace("h4>", "h3>")
